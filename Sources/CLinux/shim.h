#pragma once

// Linux calls whose C form Swift cannot use well (unions, packed structures, variadic functions, declarations that need
// _GNU_SOURCE), as functions of plain integers. A result below zero is a negated errno, so that no caller reads errno.

#include <arpa/inet.h>
#include <errno.h>
#include <malloc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// accept4 is declared for _GNU_SOURCE only; the kernel and the C library have had it since 2008.
extern int accept4(int, struct sockaddr *__restrict, socklen_t *__restrict, int);

static inline int linux_result(int result) {
    return result < 0 ? -errno : result;
}

// Internet addresses. An IPv4 address stands in the last four bytes.

struct linux_address {
    int family;
    uint64_t high, low;
    uint32_t scope;
    uint16_t port;
};

static inline socklen_t linux_to_socket_address(struct linux_address from, struct sockaddr_storage *to) {
    memset(to, 0, sizeof *to);
    if (from.family == AF_INET) {
        struct sockaddr_in *in = (struct sockaddr_in *)to;
        in->sin_family = AF_INET;
        in->sin_port = htons(from.port);
        in->sin_addr.s_addr = htonl((uint32_t)from.low);
        return sizeof *in;
    }
    struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)to;
    in6->sin6_family = AF_INET6;
    in6->sin6_port = htons(from.port);
    in6->sin6_scope_id = from.scope;
    for (int i = 0; i < 8; i++) {
        in6->sin6_addr.s6_addr[i] = (uint8_t)(from.high >> (56 - 8 * i));
        in6->sin6_addr.s6_addr[8 + i] = (uint8_t)(from.low >> (56 - 8 * i));
    }
    return sizeof *in6;
}

static inline struct linux_address linux_from_socket_address(const struct sockaddr *from) {
    struct linux_address to = {0};
    if (from->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const struct sockaddr_in *)from;
        to.family = AF_INET;
        to.port = ntohs(in->sin_port);
        to.low = ntohl(in->sin_addr.s_addr);
    } else if (from->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)from;
        to.family = AF_INET6;
        to.port = ntohs(in6->sin6_port);
        to.scope = in6->sin6_scope_id;
        for (int i = 0; i < 8; i++) {
            to.high = to.high << 8 | in6->sin6_addr.s6_addr[i];
            to.low = to.low << 8 | in6->sin6_addr.s6_addr[8 + i];
        }
    }
    return to;
}

// The first address of a host, IPv4 before IPv6; on failure family is zero and low is the resolver's error.
static inline struct linux_address linux_resolve(const char *host, int numeric_only) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    hints.ai_flags = numeric_only ? AI_NUMERICHOST : 0;
    struct addrinfo *found = NULL;
    struct linux_address address = {0};
    int error = getaddrinfo(host, NULL, &hints, &found);
    if (error != 0) {
        address.low = (uint64_t)(int64_t)error;
        return address;
    }
    for (struct addrinfo *each = found; each != NULL; each = each->ai_next) {
        if (each->ai_family != AF_INET && (each->ai_family != AF_INET6 || address.family != 0)) continue;
        address = linux_from_socket_address(each->ai_addr);
        if (address.family == AF_INET) break;
    }
    freeaddrinfo(found);
    return address;
}

// Writes the address without its port into text, which must have room for INET6_ADDRSTRLEN bytes; returns its length.
static inline int linux_print_address(struct linux_address address, char *text) {
    struct sockaddr_storage storage;
    linux_to_socket_address(address, &storage);
    const void *bytes = address.family == AF_INET
        ? (const void *)&((struct sockaddr_in *)&storage)->sin_addr
        : (const void *)&((struct sockaddr_in6 *)&storage)->sin6_addr;
    return inet_ntop(address.family, bytes, text, INET6_ADDRSTRLEN) == NULL ? 0 : (int)strlen(text);
}

// Sockets

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

static inline struct linux_address linux_local_address(int fd) {
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    struct linux_address none = {0};
    if (getsockname(fd, (struct sockaddr *)&storage, &length) < 0) return none;
    return linux_from_socket_address((struct sockaddr *)&storage);
}

static inline struct linux_address linux_peer_address(int fd) {
    struct sockaddr_storage storage = {0};
    socklen_t length = sizeof storage;
    struct linux_address none = {0};
    if (getpeername(fd, (struct sockaddr *)&storage, &length) < 0) return none;
    return linux_from_socket_address((struct sockaddr *)&storage);
}

static inline int linux_accept(int fd) {
    return linux_result(accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC));
}

static inline int linux_send_without_delay(int fd) {
    int yes = 1;
    return linux_result(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes));
}

// Connects to a port of 127.0.0.1 with a blocking socket whose calls fail after so many seconds; receive_buffer is in
// bytes, zero for the system's choice.
static inline int linux_connect_locally(uint16_t port, int seconds, int receive_buffer) {
    struct linux_address address = {.family = AF_INET, .low = INADDR_LOOPBACK, .port = port};
    struct sockaddr_storage storage;
    struct timeval patience = {.tv_sec = seconds};
    socklen_t length = linux_to_socket_address(address, &storage);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) < 0
        || setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience) < 0
        || (receive_buffer > 0
            && setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer) < 0)
        || connect(fd, (struct sockaddr *)&storage, length) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    (void)linux_send_without_delay(fd);
    return fd;
}

// Closes a connection with RST instead of FIN.
static inline void linux_close_with_reset(int fd) {
    struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(fd);
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

// epoll

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

// Wake-ups, signals, time, limits

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

// Watching a folder that is watched already changes nothing.
static inline int linux_inotify_watch(int fd, const char *folder) {
    return linux_result(inotify_add_watch(fd, folder, IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE
        | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR));
}

static inline void linux_inotify_clear(int fd) {
    char scratch[4096];
    while (read(fd, scratch, sizeof scratch) > 0) {}
}

// Blocks the signals of the mask (bit n is signal n) in this thread and returns a descriptor that tells of them.
static inline int linux_signalfd(uint64_t mask) {
    sigset_t set;
    sigemptyset(&set);
    for (int each = 1; each < 64; each++) {
        if (mask >> each & 1) sigaddset(&set, each);
    }
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

static inline void linux_ignore_broken_pipes(void) {
    signal(SIGPIPE, SIG_IGN);
}

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

// Raises the soft limit of open descriptors to the hard one; returns what holds afterwards.
static inline int64_t linux_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit raised = {.rlim_cur = limit.rlim_max, .rlim_max = limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return limit.rlim_cur > INT32_MAX ? INT32_MAX : (int64_t)limit.rlim_cur;
}

// Limits how many descriptors another process may have open.
static inline int linux_limit_descriptors(int process, uint64_t count) {
    struct rlimit limit = {.rlim_cur = count, .rlim_max = count};
    return linux_result((int)syscall(SYS_prlimit64, process, RLIMIT_NOFILE, &limit, NULL));
}

// Limits how long the files may become that another process writes.
static inline int linux_limit_file_size(int process, uint64_t bytes) {
    struct rlimit limit = {.rlim_cur = bytes, .rlim_max = bytes};
    return linux_result((int)syscall(SYS_prlimit64, process, RLIMIT_FSIZE, &limit, NULL));
}

// Limits how much memory another process may write to, until it is limited anew.
static inline int linux_limit_memory(int process, uint64_t bytes) {
    struct rlimit limit = {.rlim_cur = bytes, .rlim_max = RLIM_INFINITY};
    return linux_result((int)syscall(SYS_prlimit64, process, RLIMIT_DATA, &limit, NULL));
}

// How many processors the calling thread may run on. The C library's form of this call needs _GNU_SOURCE.
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

// A small number for the calling thread: 0, 1, 2 and so on, in the order in which they ask. A function of a header has its
// variables once in each object file that calls it, so the numbers of two callers have nothing to do with each other.
static inline uint32_t linux_thread_number(void) {
    static uint32_t next;
    static _Thread_local uint32_t own;
    if (own == 0) own = __atomic_add_fetch(&next, 1, __ATOMIC_RELAXED);
    return own - 1;
}

// Memory

static inline void linux_release_free_heap(void) {
    (void)malloc_trim(0);
}

// Forgets pages that are read from their file again when they are needed; they must never have been written.
static inline int linux_forget_pages(uint64_t start, uint64_t end) {
    // MADV_DONTNEED, by the kernel's number, as its name needs _DEFAULT_SOURCE.
    enum { forget = 4 };
    return linux_result((int)syscall(SYS_madvise, (unsigned long)start, (unsigned long)(end - start), forget));
}

// Whether the kernel would give so much memory now; none of it is kept.
static inline int linux_can_map(size_t bytes) {
    // MAP_ANONYMOUS, by the kernel's number, as its name needs _DEFAULT_SOURCE.
    enum { anonymous = 0x20 };
    void *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | anonymous, -1, 0);
    if (start == MAP_FAILED) return 0;
    munmap(start, bytes);
    return 1;
}
