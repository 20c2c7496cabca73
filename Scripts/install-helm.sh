#!/bin/sh
# Installs Helm as a library of Python, with which the tests render the chart, into .build/helm: no other folder changes. If
# it is there already, it does nothing; without Python, the tests of the chart are skipped. Scripts/helm.txt has the version
# and the hashes: pip installs nothing else, and builds nothing.
set -eu
cd "$(dirname "$0")/.."

requirements=Scripts/helm.txt
version=$(sed -n 's/^helm-python-sdk==\([0-9.]*\).*/\1/p' "$requirements")
folder=.build/helm

[ ! -d "$folder/helm_python_sdk-$version.dist-info" ] || exit 0
if ! command -v python3 >/dev/null 2>&1 || ! python3 -m pip --version >/dev/null 2>&1; then
    echo "There is no python3 with pip here: the tests of the chart will be skipped."
    exit 0
fi
rm -rf "$folder" "$folder.new"
if ! python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target "$folder.new" \
    --only-binary :all: --no-deps --require-hashes --requirement "$requirements"; then
    rm -rf "$folder.new"
    echo "Helm could not be installed; pip's own words are above. The tests of the chart will be skipped."
    exit 0
fi
mv "$folder.new" "$folder"
