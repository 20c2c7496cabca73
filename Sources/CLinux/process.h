#pragma once

// The process: its clocks, limits, processors, threads and memory.

#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "result.h"

static inline int64_t linux_monotonic_nanoseconds(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline int64_t linux_seconds_since_epoch(void) {
    return (int64_t)time(NULL);
}

static inline int64_t linux_milliseconds_since_epoch(void) {
    struct timespec now = {0};
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Raises the soft limit of open descriptors to the hard one; returns the new limit.
static inline int64_t linux_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit raised = {.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return limit.rlim_cur > INT32_MAX ? INT32_MAX : (int64_t)limit.rlim_cur;
}

// The number of processors that the calling thread may run on. The C library's form of this call needs _GNU_SOURCE.
static inline int linux_processor_count(void) {
    unsigned long mask[128] = {0};
    long bytes = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    int count = 0;
    for (long i = 0; i < bytes / (long)sizeof mask[0]; i++) count += __builtin_popcountl(mask[i]);
    return count;
}

static inline void linux_name_thread(const char *name) {
    prctl(PR_SET_NAME, (unsigned long)name, 0UL, 0UL, 0UL);
}

// A small number for the calling thread: 0, 1, 2 and so on, in the order of their first calls. A function of a header
// has its variables once in each object file that calls it, so the numbers of two callers are unrelated.
static inline uint32_t linux_thread_number(void) {
    static uint32_t next;
    static _Thread_local uint32_t own;
    if (own == 0) own = __atomic_add_fetch(&next, 1, __ATOMIC_RELAXED);
    return own - 1;
}

static inline void linux_release_free_heap(void) {
    (void)malloc_trim(0);
}

static inline int64_t linux_limit_of(int resource) {
    struct rlimit limit;
    if (syscall(SYS_prlimit64, 0, resource, NULL, &limit) < 0 || limit.rlim_cur > INT64_MAX) return INT64_MAX;
    return (int64_t)limit.rlim_cur;
}

// The limit of this process's address space.
static inline int64_t linux_address_limit(void) {
    return linux_limit_of(RLIMIT_AS);
}

// The limit of the memory that this process may write to.
static inline int64_t linux_data_limit(void) {
    return linux_limit_of(RLIMIT_DATA);
}
