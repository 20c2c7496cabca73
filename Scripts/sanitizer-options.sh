#!/bin/sh
# The options of the sanitizers, to be sourced at the root of the checkout.
#
# Programs that the tests start have no PATH to find the symbolizer, and suppressions name functions, which only the
# symbolizer knows.
symbolizer=$(command -v llvm-symbolizer || echo "$(dirname "$(readlink -f "$(command -v swift)")")/llvm-symbolizer")
export ASAN_OPTIONS="external_symbolizer_path=$symbolizer"
export TSAN_OPTIONS="external_symbolizer_path=$symbolizer:halt_on_error=1"
# Only leaks that a comment of this file explains to be none.
export LSAN_OPTIONS="suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0"
