#pragma once

// Sockets, none of which blocks.

#include <netinet/tcp.h>
#include <unistd.h>

#include "addresses.h"
#include "result.h"

// accept4 is declared for _GNU_SOURCE only; the kernel and the C library have had it since 2008.
extern int accept4(int, struct sockaddr *__restrict, socklen_t *__restrict, int);

static inline int linux_listen(struct linux_address address, int only_ipv6, int backlog) {
    struct sockaddr_storage storage;
    socklen_t length = linux_to_socket_address(address, &storage);
    int yes = 1;
    int fd = socket(address.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) < 0
        || (address.family == AF_INET6
            && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only_ipv6, sizeof only_ipv6) < 0)
        || bind(fd, (struct sockaddr *)&storage, length) < 0 || listen(fd, backlog) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

// The address that a socket is bound to; all zero where it has none.
static inline struct linux_address linux_local_address(int fd) {
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    struct linux_address none = {0};
    int result = getsockname(fd, (struct sockaddr *)&storage, &length);
    return result < 0 ? none : linux_from_socket_address((struct sockaddr *)&storage);
}

// Accepts a connection and tells where it comes from.
static inline int linux_accept(int fd, struct linux_address *peer) {
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    int connection = accept4(fd, (struct sockaddr *)&storage, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection < 0) return -errno;
    *peer = linux_from_socket_address((struct sockaddr *)&storage);
    return connection;
}

// Whether a connection goes on although connect returned this error.
static inline int linux_goes_on(int error) {
    return error == EINPROGRESS || error == EINTR;
}

// Begins to connect; the socket becomes writable when the connection stands or has failed. A peer that is gone, and says
// nothing, is noticed within a minute: a watch waits for events that may be rare.
static inline int linux_connect(struct linux_address address) {
    enum { idle_seconds = 30, probe_seconds = 10, probes = 3, unacknowledged_milliseconds = 60 * 1000 };
    struct sockaddr_storage storage;
    socklen_t length = linux_to_socket_address(address, &storage);
    int yes = 1, idle = idle_seconds, interval = probe_seconds, count = probes, patience = unacknowledged_milliseconds;
    int fd = socket(address.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    (void)setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
    if (connect(fd, (struct sockaddr *)&storage, length) < 0 && !linux_goes_on(errno)) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

// Why a connection failed, negated; zero if it stands.
static inline int linux_connection_error(int fd) {
    int error = 0;
    socklen_t length = sizeof error;
    if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return -errno;
    return -error;
}

static inline int linux_send_without_delay(int fd) {
    int yes = 1;
    return linux_result(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes));
}

static inline ssize_t linux_receive(int fd, void *into, size_t capacity) {
    ssize_t count = recv(fd, into, capacity, MSG_DONTWAIT);
    return count < 0 ? -errno : count;
}

static inline ssize_t linux_send(int fd, const void *bytes, size_t count) {
    ssize_t sent = send(fd, bytes, count, MSG_DONTWAIT | MSG_NOSIGNAL);
    return sent < 0 ? -errno : sent;
}

// Reads and throws away what has arrived, at most limit bytes; zero is the end of the stream.
static inline int linux_discard_input(int fd, int limit) {
    char scratch[4096];
    int total = 0;
    while (total < limit) {
        ssize_t count = recv(fd, scratch, sizeof scratch, MSG_DONTWAIT);
        if (count < 0) return total > 0 ? total : -errno;
        if (count == 0) return 0;
        total += (int)count;
    }
    return total;
}
