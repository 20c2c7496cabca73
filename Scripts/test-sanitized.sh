#!/bin/sh
# usage: Scripts/test-sanitized.sh address|thread [OPTION OF SWIFT TEST]...
#
# Runs the tests with a sanitizer, in a build of its own. Programs that the tests start have the sanitizer, too.
set -eu
cd "$(dirname "$0")/.."
. Scripts/sanitizer-options.sh

sanitizer=$1
shift
# The toolchain's own linker, as the other one warns about every function of the sanitizer.
exec swift test --disable-xctest --sanitize "$sanitizer" --scratch-path ".build-$sanitizer" -Xswiftc -use-ld=lld "$@"
