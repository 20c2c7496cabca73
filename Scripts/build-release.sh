#!/bin/sh
# usage: Scripts/build-release.sh [OPTION OF SWIFT BUILD...]
#
# The release build, the same for `make` and for the image: with the Swift runtime linked in, so that the binary runs
# where no Swift is, and by the toolchain's own linker, as the other one warns about a function of Foundation that
# nothing here calls.
set -eu
cd "$(dirname "$0")/.."
exec swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld "$@"
