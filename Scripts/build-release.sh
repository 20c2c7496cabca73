#!/bin/sh
# usage: Scripts/build-release.sh PRODUCT
#
# Builds a release, the same for `make` and for the image. The Swift runtime is linked in, so that the binary runs where
# Swift is not installed; the linker is the toolchain's own.
#
# The binary exports no symbols, as nothing looks them up. Without them, and with packed relocations, which need glibc
# 2.36 (Debian 12, Ubuntu 24.04), it is a megabyte smaller.
#
# No path of this folder is left in the binary, so that two builds of one commit with one toolchain differ in nothing.
set -eu
cd "$(dirname "$0")/.."
folder=$(pwd -P)

swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs \
    -Xswiftc -file-prefix-map -Xswiftc "$folder=." -Xcc "-ffile-prefix-map=$folder=." --product "$1"
