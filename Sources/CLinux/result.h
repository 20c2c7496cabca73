#pragma once

// How the functions of this folder say that they failed.

#include <errno.h>

static inline int linux_result(int result) {
    return result < 0 ? -errno : result;
}
