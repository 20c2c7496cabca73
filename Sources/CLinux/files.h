#pragma once

// Renaming that the C library declares for _GNU_SOURCE only (renameat2(2)).

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "result.h"

// Fails with EEXIST where there is something under the new name.
static inline int linux_rename_new(const char *from, const char *to) {
    enum { no_replace = 1 };
    return linux_result((int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, no_replace));
}

// Each gets the other's name, at one moment; fails with ENOENT where one is missing.
static inline int linux_exchange(const char *from, const char *to) {
    enum { exchange = 2 };
    return linux_result((int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, exchange));
}
