#!/bin/sh
# usage: Scripts/compare-builds.sh VERSION
#
# Makes the release of the current commit in two folders with names of different length, and compares the checksums of all
# files. Both take the Swift packages of this checkout, if it has some, so that no network is needed.
set -eu
cd "$(dirname "$0")/.."

version=$1
commit=$(git rev-parse HEAD)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP

for place in "$folder/a" "$folder/another/place/with/a/longer/name"; do
    mkdir -p "$place"
    git clone --quiet . "$place"
    # Both builds are of this commit, whatever is committed meanwhile.
    git -C "$place" checkout --quiet "$commit"
    mkdir -p "$place/.build"
    for part in checkouts repositories artifacts workspace-state.json; do
        [ ! -e ".build/$part" ] || cp -R ".build/$part" "$place/.build/"
    done
    [ ! -e Package.resolved ] || cp Package.resolved "$place/"
    "$place/Scripts/release.sh" "$version"
    cp "$place/.build/dist/SHA256SUMS" "$folder/sums-$(basename "$place")"
    rm -rf "$place"
done
if ! diff "$folder/sums-a" "$folder/sums-name"; then
    echo "compare-builds.sh: the builds differ" >&2
    exit 1
fi
echo "Both builds are the same."
