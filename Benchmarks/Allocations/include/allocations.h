#pragma once

#include <stdint.h>

/// The number of allocations of all threads since the program began.
uint64_t allocations_count(void);
