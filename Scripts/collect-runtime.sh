#!/bin/sh
# usage: Scripts/collect-runtime.sh BINARY ROOT
#
# Copies a program and everything that it needs at run time (the shared libraries and the loader, nothing else) into
# ROOT, from which the container image is made. With each library it copies the entry of its Debian package, from which
# image scanners learn the version, and the package's copyright file, which its licence requires.
set -eu

binary=$1
root=$2
install -D -m 0755 "$binary" "$root/usr/bin/$(basename "$binary")"
install -D -m 0644 /etc/os-release "$root/etc/os-release"

# ldd prints "NAME => PATH (ADDRESS)", and for the loader "PATH (ADDRESS)". A missing library must fail the
# build, not the first pod.
needs=$(ldd "$binary")
case $needs in
*"not found"*)
    echo "collect-runtime.sh: a library is missing here:" >&2
    echo "$needs" >&2
    exit 1
    ;;
esac
for library in $(echo "$needs" | sed -n 's|^[^/]*\(/[^ ]*\) (0x[0-9a-f]*)$|\1|p'); do
    install -D -m 0755 "$library" "$root$library"
    package=$(dpkg-query --search "*/$(basename "$library")" | sed -n 's/^\([^:, ]*\).*$/\1/p' | head -n 1)
    mkdir -p "$root/var/lib/dpkg/status.d"
    dpkg-query --status "$package" >"$root/var/lib/dpkg/status.d/$package"
    install -D -m 0644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
done
