#pragma once

// The signal handling of the process. A mask has bit n - 1 for signal n, of which there are 64.

#include <pthread.h>
#include <signal.h>
#include <stdint.h>

static inline sigset_t linux_signal_set(uint64_t mask) {
    sigset_t set;
    sigemptyset(&set);
    for (int number = 1; number <= 64; number++) {
        if (mask >> (number - 1) & 1) sigaddset(&set, number);
    }
    return set;
}

// The signals for the programs' own use; those below the first belong to the C library.
static inline int linux_first_realtime_signal(void) { return SIGRTMIN; }
static inline int linux_last_realtime_signal(void) { return SIGRTMAX; }

static inline void linux_ignore_signal(int number) {
    signal(number, SIG_IGN);
}

// Blocks those signals of the mask in this thread that are neither ignored nor blocked, and returns them.
static inline uint64_t linux_block_signals(uint64_t mask) {
    sigset_t blocked;
    pthread_sigmask(SIG_BLOCK, NULL, &blocked);
    for (int number = 1; number <= 64; number++) {
        struct sigaction action;
        // The kernel queues an ignored signal that is blocked, so it would look like one that waits.
        int is_free = sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN
            && sigismember(&blocked, number) == 0;
        if (!is_free) mask &= ~(UINT64_C(1) << (number - 1));
    }
    sigset_t set = linux_signal_set(mask);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return mask;
}

// Unblocks signals; those that wait take effect now.
static inline void linux_unblock_signals(uint64_t mask) {
    sigset_t set = linux_signal_set(mask);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

// Whether one of the signals, which are blocked, waits for this process or this thread.
static inline int linux_signals_wait(uint64_t mask) {
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return 0;
    for (int number = 1; number <= 64; number++) {
        if (mask >> (number - 1) & 1 && sigismember(&waiting, number) == 1) return 1;
    }
    return 0;
}
