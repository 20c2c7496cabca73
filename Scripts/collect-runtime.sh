#!/bin/sh
# usage: Scripts/collect-runtime.sh BINARY ROOT [ARCHITECTURE]
#
# Copies a program and everything that it needs at run time (the shared libraries and the loader, nothing else) into
# ROOT, from which the container image is made. With each library it copies the entry of its Debian package, from which
# image scanners learn the version, and the package's copyright file, which its licence requires.
#
# With ARCHITECTURE, as Docker and Debian name it, it fails on a machine of another one, so that no image claims to be for
# a processor that cannot run it.
set -eu
# shellcheck source=Scripts/linked-libraries.sh
. "${0%/*}/linked-libraries.sh"

binary=$1
root=$2
architecture=$(dpkg --print-architecture)
if [ -n "${3:-}" ] && [ "$3" != "$architecture" ]; then
    echo "collect-runtime.sh: this is $architecture, and the image is to be for $3" >&2
    exit 1
fi
# A missing library must fail the build, not the first pod.
libraries=$(linked_libraries "$binary")

install -D -m 0755 "$binary" "$root/usr/bin/$(basename "$binary")"
install -D -m 0644 /etc/os-release "$root/etc/os-release"
for library in $libraries; do
    package=$(package_of "$library")
    if [ -z "$package" ]; then
        echo "collect-runtime.sh: $library is not from a Debian package" >&2
        exit 1
    fi
    install -D -m 0755 "$library" "$root$library"
    mkdir -p "$root/var/lib/dpkg/status.d"
    dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
    install -D -m 0644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
done
