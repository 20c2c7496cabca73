#!/bin/sh
# usage: Scripts/test-sanitized.sh address|thread [OPTION OF SWIFT TEST]...
#
# Runs the tests with a sanitizer, built apart from the usual ones. Programs that the tests start have it too.
set -eu
cd "$(dirname "$0")/.."

sanitizer=$1
shift
# Only what a comment of these files proves to be none of the tests' business is passed over.
export LSAN_OPTIONS="suppressions=$PWD/Scripts/leaks.txt:print_suppressions=0"
export TSAN_OPTIONS="halt_on_error=1"
# The toolchain's own linker: the other one warns about every function of the sanitizer.
exec swift test --disable-xctest --sanitize "$sanitizer" --scratch-path ".build-$sanitizer" -Xswiftc -use-ld=lld "$@"
