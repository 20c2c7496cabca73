#pragma once

// Internet addresses. An IPv4 address is in the last four bytes.

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

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

// The addresses of a host in the resolver's order (RFC 6724), at most as many as there is space for; on failure the
// result is the resolver's error, which is below zero.
static inline int linux_resolve_all(const char *host, struct linux_address *into, int capacity) {
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    int error = getaddrinfo(host, NULL, &hints, &found);
    if (error != 0) return error < 0 ? error : -error;
    int count = 0;
    for (struct addrinfo *each = found; each != NULL && count < capacity; each = each->ai_next) {
        if (each->ai_family != AF_INET && each->ai_family != AF_INET6) continue;
        into[count++] = linux_from_socket_address(each->ai_addr);
    }
    freeaddrinfo(found);
    return count;
}

// Writes the address without its port into text, which must have space for INET6_ADDRSTRLEN bytes; returns its length.
static inline int linux_print_address(struct linux_address address, char *text) {
    struct sockaddr_storage storage;
    linux_to_socket_address(address, &storage);
    const void *bytes = address.family == AF_INET
        ? (const void *)&((struct sockaddr_in *)&storage)->sin_addr
        : (const void *)&((struct sockaddr_in6 *)&storage)->sin6_addr;
    return inet_ntop(address.family, bytes, text, INET6_ADDRSTRLEN) == NULL ? 0 : (int)strlen(text);
}
