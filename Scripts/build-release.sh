#!/bin/sh
# usage: Scripts/build-release.sh PRODUCT
#
# The release build, the same for `make` and for the image: with the Swift runtime linked in, so that the binary runs
# where no Swift is, and by the toolchain's own linker.
#
# Nothing looks symbols up in the binary, so none are exported. That and packed relocations, for which it needs glibc 2.36
# (Debian 12, Ubuntu 24.04), make it a megabyte smaller.
set -eu
cd "$(dirname "$0")/.."

swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs --product "$1"
