#!/bin/sh
# Draws the first picture of the README: a terminal in which a backup with three mistakes is checked by hand, and then
# refused by the cluster. Every line is output of the program.
#
#   Scripts/terminal-picture.sh > Docs/images/terminal.svg
#
# The second command needs a cluster, so its lines are made from the causes of the webhook's answer, in the form that
# kubectl gives them; DemoTests and `make e2e` hold the README to that form.
set -eu
cd "$(dirname "$0")/.."

stashgate=$(realpath "${STASHGATE:-.build/debug/stashgate}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
# The sample, with a task and a secret about which there is nothing to warn.
sed -e 's|workload-addon|kubedump-addon|' -e 's|logical-backup|manifest-backup|' -e '/^#/d' \
    -e 's|^\( *\)directory: /.*$|&\n\1encryptionSecret:\n\1  name: backup-key|' \
    manifests/samples/refused/bad-three-ways.yaml >"$folder/backup.yaml"
cd "$folder"
unset GITHUB_ACTIONS GITHUB_WORKSPACE CI_PROJECT_DIR NO_COLOR || true

session() {
    echo '$ stashgate lint --quiet backup.yaml'
    "$stashgate" lint --quiet --color always backup.yaml || true
    echo
    echo '$ kubectl apply --dry-run=server -f backup.yaml'
    "$stashgate" review --webhook validate backup.yaml | LC_ALL=C awk '
        {
            match($0, /"details":\{"name":"[^"]*"/); split(substr($0, RSTART, RLENGTH), name, "\"")
            match($0, /"kind":"[A-Z][A-Za-z]*","causes":\[/); split(substr($0, RSTART, RLENGTH), kind, "\"")
            printf "The %s \"%s\" is invalid:\n", kind[4], name[6]
            rest = substr($0, RSTART + RLENGTH)
            sub(/\}\]\},"code".*/, "", rest)
            count = split(rest, causes, /\},\{/)
            for (number = 1; number <= count; number++) {
                match(causes[number], /"field":"[^"]*"/)
                field = substr(causes[number], RSTART + 9, RLENGTH - 10)
                match(causes[number], /"message":".*","field"/)
                message = substr(causes[number], RSTART + 11, RLENGTH - 20)
                gsub(/\\"/, "\"", message)
                printf "* %s: %s\n", field, message
            }
        }'
}

# Each line becomes a text of the picture, and each colour a class. A character has the same width everywhere, whatever
# the font, so that the marks stay below what they mark; longer lines than the terminal is wide go on in the next one.
session | LC_ALL=C awk '
    function escaped(text) {
        gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); gsub(/ /, "\\&#160;", text)
        return text
    }
    function flush_line() {
        if (used > 0) {
            body = body sprintf("<text x=\"24\" y=\"%d\" textLength=\"%.1f\">%s</text>\n", y, used * width, line)
        }
        y += 20; line = ""; used = 0
    }
    function put(text, class,   piece) {
        while (text != "") {
            piece = text
            if (length(text) > columns - used) {
                piece = substr(text, 1, columns - used)
                if (match(piece, /.* /)) piece = substr(piece, 1, RLENGTH)
            }
            text = substr(text, length(piece) + 1)
            used += length(piece)
            line = line (class == "" ? escaped(piece) : "<tspan class=\"" class "\">" escaped(piece) "</tspan>")
            if (text != "") flush_line()
        }
    }
    BEGIN {
        columns = 108; width = 7.8; y = 66; used = 0
        classes["1"] = "bold"; classes["1;31"] = "error"; classes["1;33"] = "warning"; classes["1;32"] = "help"
        classes["34"] = "margin"; classes["0"] = ""
    }
    {
        rest = $0; class = ""
        if (rest ~ /^\$ /) {
            put("$ ", "prompt"); put(substr(rest, 3), "bold"); flush_line(); next
        }
        while (match(rest, /\033\[[0-9;]*m/)) {
            put(substr(rest, 1, RSTART - 1), class)
            code = substr(rest, RSTART + 2, RLENGTH - 3)
            if (!(code in classes)) { print "terminal-picture.sh: unknown colour " code > "/dev/stderr"; failed = 1; exit 1 }
            class = classes[code]
            rest = substr(rest, RSTART + RLENGTH)
        }
        put(rest, class); flush_line()
    }
    END {
        if (failed) exit 1
        w = int(columns * width + 48); h = y + 4
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\"", w, h, w, h
        print " aria-labelledby=\"title desc\">"
        print "<title id=\"title\">A backup with three mistakes, refused before it is stored</title>"
        print "<desc id=\"desc\">stashgate lint reports a schedule with minute 61, a backend that does not exist and a name that is used twice, each with its line. kubectl apply is refused with the same three mistakes.</desc>"
        print "<style>"
        print "text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, \"DejaVu Sans Mono\", monospace; fill: #1f2328; }"
        print ".bold { font-weight: 700; } .prompt { fill: #1a7f37; font-weight: 700; }"
        print ".error { fill: #c1121f; font-weight: 700; } .warning { fill: #9a6700; font-weight: 700; }"
        print ".help { fill: #1a7f37; font-weight: 700; } .margin { fill: #0a58ca; }"
        print ".paper { fill: #ffffff; stroke: #d0d7de; } .bar { fill: #f0f2f5; } .dot { fill: #c4ccd4; }"
        print "@media (prefers-color-scheme: dark) {"
        print "text { fill: #e6edf3; }"
        print ".prompt, .help { fill: #56d364; } .error { fill: #ff7b72; } .warning { fill: #e3b341; } .margin { fill: #79c0ff; }"
        print ".paper { fill: #0d1117; stroke: #30363d; } .bar { fill: #161b22; } .dot { fill: #484f58; }"
        print "}"
        print "</style>"
        printf "<rect class=\"paper\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", w - 1, h - 1
        printf "<path class=\"bar\" d=\"M1 36V9a8 8 0 0 1 8-8h%da8 8 0 0 1 8 8v27z\"/>\n", w - 18
        for (dot = 0; dot < 3; dot++) printf "<circle class=\"dot\" cx=\"%d\" cy=\"18\" r=\"6\"/>\n", 22 + dot * 20
        printf "%s</svg>\n", body
    }'
