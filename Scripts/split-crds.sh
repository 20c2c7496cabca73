#!/bin/sh
# Writes each definition that `stashgate crd --all` prints to its own file in the folder that is given, named after the
# plural of its kind. Other definitions there are removed, so that no file outlives its kind.
set -eu
folder=$1
rm -f "$folder"/*.yaml
awk -v folder="$folder" '
    function finish() {
        if (text != "") printf "%s", text > (folder "/" plural ".yaml")
        text = ""; plural = ""
    }
    $0 == "---" { finish(); next }
    plural == "" && /^  name: / { plural = $2; sub(/[.].*/, "", plural) }
    { text = text $0 "\n" }
    END { finish() }
'
