#!/bin/sh
# Makes the table of the official Addons for a release: prints the Swift file with it.
#
#   Scripts/catalogue.sh RELEASE DIRECTORY...
#
# The directories have the manifests of Addons and Functions, without templates: catalog/raw of the repository
# kubestash/installer and catalog/kubestash/raw of kubedb/installer, or the output of `helm template` of their charts.
set -eu
cd "$(dirname "$0")/.."

if [ $# -lt 2 ]; then
    echo "usage: Scripts/catalogue.sh RELEASE DIRECTORY..." >&2
    exit 2
fi
release=$1
shift

swift build --product Catalogue >&2
table=$(find "$@" -name '*.yaml' | sort | while read -r file; do
    echo '---'
    cat "$file"
    echo
done | .build/debug/Catalogue "$release")

cat <<'HEAD'
// swift-format-ignore-file

/// The official Addons, put here by `make catalogue`; to be changed there.
enum CatalogueTable {
    /// One line for each Addon, task and Function that no task uses.
    ///
    /// The line of a task has its side, name, Function, driver, volumes and parameters. A parameter with `!` before it
    /// is required; one with `?` is read by the Function without being declared.
    static let text = """
HEAD
echo "$table"
cat <<'TAIL'
"""
}
TAIL
