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

# Nothing tells swift build that swift-argument-parser is now compiled with the stand-in. So it is built before, and a
# name that changes with it, which no code asks for, makes everything be compiled again.
state=$(cat Sources/FoundationStandIn/*.swift | cksum | cut -d ' ' -f 1)

build() {
    swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld \
        -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs "$@"
}

product=$1
set -- -Xswiftc -module-alias -Xswiftc FoundationEssentials=FoundationStandIn -Xswiftc "-DSTAND_IN_$state"
build "$@" --target FoundationStandIn
# A later version may ask for more than the stand-in has, and a larger binary is better than none.
if ! build "$@" --target ArgumentParser; then
    echo "swift-argument-parser does not build with Sources/FoundationStandIn; trying with the real Foundation" >&2
    set --
fi
build "$@" --product "$product"
