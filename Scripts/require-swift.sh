#!/bin/sh
# Checks that the Swift on PATH is new enough for this package, and otherwise prints the version that is needed, which
# is stated once, in the first line of Package.swift.
set -eu
cd "$(dirname "$0")/.."

needed=$(sed -n '1s/^.*swift-tools-version: *\([0-9][0-9.]*\).*$/\1/p' Package.swift)

refuse() {
    echo "stashgate needs Swift $needed or newer: $1" >&2
    echo "Install it from https://www.swift.org/install/linux/ and put its usr/bin on PATH." >&2
    exit 1
}

command -v swift >/dev/null 2>&1 || refuse "there is no swift on PATH."

# A toolchain whose shared libraries are missing fails here, and itself says which.
printed=$(swift --version 2>&1) || refuse "swift --version failed:
$printed"

# Releases print "Swift version 6.3.1 (…)", snapshots "Swift version 6.4-dev (…)", on some systems after the driver's
# own version on the same line.
found=$(printf '%s\n' "$printed" | sed -n 's/^.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*$/\1/p' | head -n 1)
[ -n "$found" ] || refuse "the swift on PATH ($(command -v swift)) is not the Swift toolchain; it says:
$printed"

major=${found%%.*}
minor=${found#*.}
needed_major=${needed%%.*}
needed_minor=${needed#*.}
needed_minor=${needed_minor%%.*}
if [ "$major" -lt "$needed_major" ] || { [ "$major" -eq "$needed_major" ] && [ "$minor" -lt "$needed_minor" ]; }; then
    refuse "the swift on PATH ($(command -v swift)) is $found."
fi
