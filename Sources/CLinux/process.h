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

extern char **environ;

static inline char **linux_environment(void) {
    return environ;
}

// A descriptor that becomes readable when a child has ended (pidfd_open(2), Linux 5.3), closed on exec.
static inline int linux_watch_process(int process) {
    return linux_result((int)syscall(SYS_pidfd_open, process, 0));
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

// How much of the address space the stack of a new thread takes (pthread_create(3)).
static inline int64_t linux_stack_size(void) {
    int64_t limit = linux_limit_of(RLIMIT_STACK);
    if (limit == INT64_MAX) return 2 << 20;
    // No machine has more addresses than this, so that sums of stacks have no overflow.
    return limit < (int64_t)1 << 48 ? limit : (int64_t)1 << 48;
}

// How much memory this process may write to.
static inline int64_t linux_data_limit(void) {
    return linux_limit_of(RLIMIT_DATA);
}

// Where the process is limited, blocks of this size are mapped by themselves: the buffers of a connection have some more.
#define LINUX_MAPPED_BLOCK (16 << 10)

// And as much is kept at the end of the heap; more is given back.
#define LINUX_KEPT_HEAP (2 << 20)

// The C library takes no larger size for blocks that are mapped by themselves (HEAP_MAX_SIZE / 2).
#define LINUX_LARGEST_BLOCK (32 << 20)

// How much each heap keeps at its end, which malloc_trim gives back of one heap only. By itself it keeps twice the size of
// the largest block that was freed.
static inline void linux_bound_heaps(int64_t kept) {
    if (linux_address_limit() != INT64_MAX || linux_data_limit() != INT64_MAX) {
        (void)mallopt(M_ARENA_MAX, 1);
        (void)mallopt(M_MMAP_THRESHOLD, LINUX_MAPPED_BLOCK);
        (void)mallopt(M_TRIM_THRESHOLD, LINUX_KEPT_HEAP);
        return;
    }
    int bytes = kept < LINUX_LARGEST_BLOCK ? (int)kept : LINUX_LARGEST_BLOCK;
    (void)mallopt(M_MMAP_THRESHOLD, bytes);
    (void)mallopt(M_TRIM_THRESHOLD, bytes);
}
