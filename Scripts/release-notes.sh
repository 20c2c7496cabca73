#!/bin/sh
# usage: Scripts/release-notes.sh VERSION [FILE]
#
# Prints what CHANGELOG.md, or another FILE, says about a version: the lines between its heading and the next one, without
# the addresses at the end. It fails if there is no such heading, or nothing below it.
set -eu

version=$1
file=${2:-$(dirname "$0")/../CHANGELOG.md}
notes=$(awk -v heading="## [$version]" '
    index($0, heading) == 1 { isIn = 1; next }
    /^## / || /^\[[^]]*\]: / { isIn = 0 }
    isIn { text = text $0 "\n" }
    END { gsub(/^\n+|\n+$/, "", text); print text }
' "$file")
if [ -z "$notes" ]; then
    echo "release-notes.sh: $(basename "$file") says nothing about $version" >&2
    exit 1
fi
printf '%s\n' "$notes"
