#pragma once

#include <errno.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Limits a resource of another process for good (prlimit(2), which the C library declares for _GNU_SOURCE only). Returns
// zero or an errno.
static inline int limit_process(int process, int resource, uint64_t value) {
    struct rlimit limit;
    if (syscall(SYS_prlimit64, process, resource, NULL, &limit) < 0) return errno;
    limit.rlim_cur = value;
    limit.rlim_max = value;
    return syscall(SYS_prlimit64, process, resource, &limit, NULL) < 0 ? errno : 0;
}
