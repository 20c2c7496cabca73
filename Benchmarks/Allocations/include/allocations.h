#pragma once

#include <stdint.h>

/// How often memory was asked for since the program began, by all threads.
uint64_t allocations_count(void);
