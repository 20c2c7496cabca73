#pragma once

// How the functions of this folder report failures.

#include <errno.h>

static inline int linux_result(int result) {
    return result < 0 ? -errno : result;
}
