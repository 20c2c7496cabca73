#!/bin/sh
# usage: Scripts/try-rootfs.sh BINARY [ARGUMENT...]
#
# Collects the files of the container image on this machine, as the Dockerfile does, and runs the program with nothing
# else: in a root of its own where that is permitted, and otherwise with the collected loader and libraries. Prints the
# files of the image with their sizes, and says how the program was run. Without arguments the program prints its
# versions.
set -eu
cd "$(dirname "$0")/.."

binary=$1
shift
[ $# -gt 0 ] || set -- version
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
root=$folder/root
Scripts/collect-runtime.sh "$binary" "$root" "$(dpkg --print-architecture)"
# As the Dockerfile: the image has no symbols.
strip "$root/usr/bin/$(basename "$binary")"

program=/usr/bin/$(basename "$binary")
# A Swift program reads its arguments from /proc, which every container has.
mkdir "$root/proc"
if unshare --map-root-user --pid --fork --root="$root" --mount-proc=/proc "$program" "$@" 2>/dev/null; then
    how="in a root of its own"
else
    # No root of its own is permitted here, or the program fails: then its errors are shown.
    loader=$(find "$root" -name 'ld-linux*' -type f | head -n 1)
    path=$(find "$root" -name '*.so.*' -type f -exec dirname {} + | sort -u | paste -s -d :)
    "$loader" --inhibit-cache --library-path "$path" "$root$program" "$@"
    how="with the collected loader and libraries; a root of its own is not permitted here"
fi
rmdir "$root/proc"

echo
(cd "$root" && find . -type f ! -path './var/*' ! -path './usr/share/doc/*' -printf '%s %P\n' | sort -k 2) |
    awk '{ printf "%9d %s\n", $1, $2 }'
(cd "$root" && find var usr/share/doc -type f -printf '%s\n') |
    awk '{ bytes += $1 } END { printf "%9d entries of Debian packages and their copyrights\n", bytes }'
(cd "$root" && find . -type f -printf '%s\n') | awk '{ bytes += $1 } END { printf "%9d together\n", bytes }'
printf '%9d compressed by gzip, as a registry stores it\n' "$(tar -C "$root" --sort=name -cf - . | gzip -9 | wc -c)"
echo "The program ran $how."
