// The functions of libFuzzer for programs that run it themselves (LLVM's documentation of libFuzzer, "Using libFuzzer
// as a library") or have their own mutator; libFuzzer has no header for them.
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *bytes, size_t count));
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t count, size_t most);
