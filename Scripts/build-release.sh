#!/bin/sh
# usage: Scripts/build-release.sh PRODUCT
#
# Builds a release, the same for `make` and for the image. The Swift runtime is linked in, so that the binary runs where
# Swift is not installed; the linker is the toolchain's own.
#
# The binary exports no symbols, as nothing looks them up. Without them, and with packed relocations, which need glibc
# 2.36 (Debian 12, Ubuntu 24.04), it is a megabyte smaller.
#
# Two builds of one commit with one toolchain are the same once they are stripped, wherever they are made: the compiler
# maps this folder away, and keeps no hash of its options for incremental code generation. There is no build ID, which
# would be a hash of the debug information too, where the name of the compiler's cache depends on the folder.
set -eu
cd "$(dirname "$0")/.."
folder=$(pwd -P)

swift build --configuration release --static-swift-stdlib -Xswiftc -use-ld=lld \
    -Xlinker --no-export-dynamic -Xlinker -zpack-relative-relocs -Xlinker --build-id=none \
    -Xswiftc -Xfrontend -Xswiftc -disable-incremental-llvm-codegen \
    -Xswiftc -file-prefix-map -Xswiftc "$folder=." -Xcc "-ffile-prefix-map=$folder=." --product "$1"
