#!/bin/sh
# usage: Scripts/test-sanitized.sh address|thread [OPTION OF SWIFT TEST]...
#
# Runs the tests with a sanitizer, built apart from the usual ones. Programs that the tests start have it too.
set -eu
cd "$(dirname "$0")/.."

sanitizer=$1
shift
# Programs that the tests start have no PATH to find it by, and without it no function has a name to be passed over by.
symbolizer=external_symbolizer_path=$(command -v llvm-symbolizer)
export ASAN_OPTIONS="$symbolizer"
export TSAN_OPTIONS="$symbolizer:halt_on_error=1"
# Only what a comment of this file proves to be no leak.
export LSAN_OPTIONS="suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0"
# The toolchain's own linker: the other one warns about every function of the sanitizer.
exec swift test --disable-xctest --sanitize "$sanitizer" --scratch-path ".build-$sanitizer" -Xswiftc -use-ld=lld "$@"
