#pragma once

#include <ctype.h>
#include <errno.h>
#include <stddef.h>
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

// The C library declares it for _GNU_SOURCE only.
void *memmem(const void *whole, size_t size, const void *part, size_t part_size);

// Whether some bytes have others in them; as a whole word, not next to a letter, a digit or an underscore.
static inline int has_bytes(const char *whole, size_t size, const char *part, size_t part_size, int as_word) {
    const char *end = whole + size;
    int begins_word = part_size > 0 && isalnum((unsigned char)part[0]);
    int ends_word = part_size > 0 && isalnum((unsigned char)part[part_size - 1]);
    for (const char *from = whole; from < end; from++) {
        const char *found = (const char *)memmem(from, (size_t)(end - from), part, part_size);
        if (found == NULL) return 0;
        const char *after = found + part_size;
        int is_inside = (begins_word && found > whole && (isalnum((unsigned char)found[-1]) || found[-1] == '_'))
            || (ends_word && after < end && (isalnum((unsigned char)*after) || *after == '_'));
        if (!as_word || !is_inside) return 1;
        from = found;
    }
    return 0;
}
