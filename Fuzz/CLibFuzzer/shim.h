// The function of libFuzzer that runs it from within a program (LLVM's documentation of libFuzzer, "Using libFuzzer as
// a library"); there is no header for it.
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *bytes, size_t count));
