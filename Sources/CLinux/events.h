#pragma once

// The events that a thread can wait for: epoll, and wake-ups, changes of files and signals, which come as descriptors.

#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "result.h"
#include "signals.h"

struct linux_event {
    uint64_t token;
    uint32_t mask;
    uint32_t padding;
};

enum {
    LINUX_READABLE = EPOLLIN,
    LINUX_WRITABLE = EPOLLOUT,
    LINUX_BROKEN = EPOLLERR | EPOLLHUP,
};

static inline int linux_epoll_create(void) {
    return linux_result(epoll_create1(EPOLL_CLOEXEC));
}

static inline int linux_epoll_add(int poller, int fd, uint32_t mask, uint64_t token) {
    struct epoll_event event = {.events = mask, .data.u64 = token};
    return linux_result(epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event));
}

static inline int linux_epoll_change(int poller, int fd, uint32_t mask, uint64_t token) {
    struct epoll_event event = {.events = mask, .data.u64 = token};
    return linux_result(epoll_ctl(poller, EPOLL_CTL_MOD, fd, &event));
}

static inline int linux_epoll_remove(int poller, int fd) {
    struct epoll_event event = {0};
    return linux_result(epoll_ctl(poller, EPOLL_CTL_DEL, fd, &event));
}

static inline int linux_epoll_wait(int poller, struct linux_event *into, int capacity, int milliseconds) {
    enum { batch = 256 };
    struct epoll_event events[batch];
    int count = epoll_wait(poller, events, capacity < batch ? capacity : batch, milliseconds);
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) {
        into[i].token = events[i].data.u64;
        into[i].mask = events[i].events;
    }
    return count;
}

static inline int linux_eventfd(void) {
    return linux_result(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
}

static inline int linux_eventfd_raise(int fd) {
    uint64_t one = 1;
    return linux_result((int)write(fd, &one, sizeof one));
}

static inline int linux_eventfd_clear(int fd) {
    uint64_t count;
    return linux_result((int)read(fd, &count, sizeof count));
}

static inline int linux_inotify_create(void) {
    return linux_result(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
}

// Watching a folder that is already watched changes nothing.
static inline int linux_inotify_watch(int fd, const char *folder) {
    return linux_result(inotify_add_watch(fd, folder, IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE
        | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR));
}

static inline void linux_inotify_clear(int fd) {
    char scratch[4096];
    while (read(fd, scratch, sizeof scratch) > 0) {}
}

// Blocks the signals of the mask in this thread and returns a descriptor that reports them.
static inline int linux_signalfd(uint64_t mask) {
    sigset_t set = linux_signal_set(mask);
    int error = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (error != 0) return -error;
    return linux_result(signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
}

// The number of the next signal that has arrived, or a negated errno.
static inline int linux_signalfd_next(int fd) {
    struct signalfd_siginfo info;
    ssize_t count = read(fd, &info, sizeof info);
    if (count < 0) return -errno;
    return count == sizeof info ? (int)info.ssi_signo : -EIO;
}
