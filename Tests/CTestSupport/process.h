#pragma once

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

// Limits a resource of another process (prlimit(2), which the C library declares for _GNU_SOURCE only); for good where
// the process may not raise the limit again. Returns zero or an errno.
static inline int limit_process(int process, int resource, uint64_t value, int for_good) {
    struct rlimit limit;
    if (syscall(SYS_prlimit64, process, resource, NULL, &limit) < 0) return errno;
    limit.rlim_cur = value;
    if (for_good) limit.rlim_max = value;
    return syscall(SYS_prlimit64, process, resource, &limit, NULL) < 0 ? errno : 0;
}

// The C library declares it for _GNU_SOURCE only.
void *memmem(const void *whole, size_t size, const void *part, size_t part_size);

// Whether some bytes have others in them.
static inline int has_bytes(const void *whole, size_t size, const void *part, size_t part_size) {
    return memmem(whole, size, part, part_size) != NULL;
}
