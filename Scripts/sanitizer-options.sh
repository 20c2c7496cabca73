#!/bin/sh
# Sourced at the root of the checkout: what the sanitizers are told, whatever runs under them.
#
# Programs that the tests start have no PATH to find the symbolizer by, and without it no function has a name to be
# passed over by.
symbolizer=$(command -v llvm-symbolizer || echo "$(dirname "$(readlink -f "$(command -v swift)")")/llvm-symbolizer")
export ASAN_OPTIONS="external_symbolizer_path=$symbolizer"
export TSAN_OPTIONS="external_symbolizer_path=$symbolizer:halt_on_error=1"
# Only what a comment of this file proves to be no leak.
export LSAN_OPTIONS="suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0"
