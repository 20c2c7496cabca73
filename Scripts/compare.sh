#!/bin/sh
# usage: Scripts/compare.sh [FOLDER]
#
# Makes one mistake of Docs/compared/mistakes.tsv at a time in Docs/compared/base.yaml, and prints what finds it, in the
# columns of the table in Docs/compared.md: the webhook of stashgate; `stashgate lint`; kubectl, if KUBECTL names it with its arguments, such as
# "kubectl --kubeconfig FILE", and the cluster has KubeStash's definitions and no webhook; and kubeconform, if SCHEMAS
# names its location of their JSON Schemas. What is not there is a hyphen. The manifests are left in FOLDER, if one is
# given.
set -eu
cd "$(dirname "$0")/.."

stashgate=${STASHGATE:-.build/debug/stashgate}
if [ $# -gt 0 ]; then
    folder=$1
    mkdir -p "$folder"
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 1' INT TERM HUP
fi

by_webhook() { # FILE
    case $("$stashgate" review --webhook validate "$1" 2>/dev/null || true) in
    *'"allowed":true'*'"warnings":'*) echo warns ;;
    *'"allowed":true'*) echo passes ;;
    # A file that cannot be read never becomes a review.
    *) echo refuses ;;
    esac
}
by_lint() { # FILE
    if "$stashgate" lint --quiet --no-cross-check --strict "$1" >/dev/null 2>&1; then
        echo passes
    elif "$stashgate" lint --quiet --no-cross-check "$1" >/dev/null 2>&1; then
        echo warns
    else
        echo refuses
    fi
}
by_kubectl() { # FILE
    [ -n "${KUBECTL:-}" ] || { echo - && return; }
    if $KUBECTL create --dry-run=server --validate=strict -f "$1" >/dev/null 2>&1; then echo passes; else echo refuses; fi
}
by_kubeconform() { # FILE
    [ -n "${SCHEMAS:-}" ] || { echo - && return; }
    if kubeconform -strict -schema-location "$SCHEMAS" "$1" >/dev/null 2>&1; then echo passes; else echo refuses; fi
}

number=0
{
    printf 'no mistake\t\n'
    cat Docs/compared/mistakes.tsv
} | while IFS="$(printf '\t')" read -r mistake change; do
    file=$folder/$(printf '%02d' $number).yaml
    sed -e "$change" Docs/compared/base.yaml >"$file"
    if [ $number -gt 0 ] && cmp -s "$file" Docs/compared/base.yaml; then
        echo "compare.sh: this changes nothing: $mistake" >&2
        exit 1
    fi
    printf '| %s | %s | %s | %s | %s |\n' "$mistake" "$(by_webhook "$file")" "$(by_lint "$file")" \
        "$(by_kubectl "$file")" "$(by_kubeconform "$file")"
    number=$((number + 1))
done
