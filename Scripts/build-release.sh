#!/bin/sh
# usage: Scripts/build-release.sh [OPTION OF SWIFT BUILD...]
#
# The release build, the same for `make` and for the image: with the Swift runtime linked in, so that the binary runs
# where no Swift is, and by the toolchain's own linker, as the other one warns about a function of Foundation that
# nothing here calls.
#
# Nothing looks symbols up in the binary, so none are exported; and packed relocations take a megabyte less of it, for
# which it needs glibc 2.36 (Debian 12, Ubuntu 24.04).
set -eu
cd "$(dirname "$0")/.."
exec swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs "$@"
