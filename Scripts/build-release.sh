#!/bin/sh
# usage: Scripts/build-release.sh PRODUCT
#
# The release build, the same for `make` and for the image: with the Swift runtime linked in, so that the binary runs
# where no Swift is, and by the toolchain's own linker.
#
# Nothing looks symbols up in the binary, so none are exported. That and packed relocations, for which it needs glibc 2.36
# (Debian 12, Ubuntu 24.04), make it a megabyte smaller.
#
# Whatever imports FoundationEssentials gets a stand-in of ours, which makes it six megabytes smaller;
# Docs/decisions/0002-no-foundation.md says why.
set -eu
cd "$(dirname "$0")/.."

build() {
    swift build --configuration release --static-swift-stdlib \
        -Xswiftc -module-alias -Xswiftc FoundationEssentials=FoundationStandIn \
        -Xswiftc -use-ld=lld -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs "$@"
}

# Nothing tells swift build that swift-argument-parser is now compiled with the stand-in, so it is built before.
build --target FoundationStandIn
build --product "$1"
