#!/bin/sh
# usage: Scripts/release.sh VERSION
#
# Called by `make release`: builds all files of a release in .build/dist. Docs/releasing.md lists them.
#
# Two builds of one commit with one toolchain and the same libraries differ in nothing: all times are that of the commit,
# or SOURCE_DATE_EPOCH, archives are sorted and have no owners, and only files that git knows are packed.
set -eu
cd "$(dirname "$0")/.."

version=${1:-}
stated=$(sed -n 's/^.*static let version = "\(.*\)"$/\1/p' Sources/Webhook/StartReport.swift)
dist=.build/dist
install=manifests/install.yaml
# Where the image is published: install.yaml of a release is applied as it is.
registry=${REGISTRY:-ghcr.io/stashgate}
chart=manifests/chart

stop() {
    echo "release.sh: $*" >&2
    exit 1
}
# The version of a chart is a key at the beginning of a line, with or without quotes.
chart_says() { sed -n "s/^$1: *[\"']\{0,1\}\([^\"' ]*\).*$/\1/p" "$chart/Chart.yaml"; } # KEY

# Everything that can be wrong with the commit, before the long build.
[ -n "$version" ] || stop "name the version: make release VERSION=$stated"
[ "$version" = "$stated" ] || stop "the program calls itself $stated, not $version (Sources/Webhook/StartReport.swift)"
[ -z "$(git status --porcelain)" ] || stop "there are changes that are not committed: git status lists them"
notes=$(Scripts/release-notes.sh "$version")
[ -s "$install" ] || stop "there is no $install"
grep -q "image: stashgate:$version\$" "$install" || stop "$install does not use the image of version $version"
[ -s "$chart/Chart.yaml" ] || stop "there is no $chart/Chart.yaml"
for key in version appVersion; do
    [ "$(chart_says $key)" = "$version" ] || stop "$chart/Chart.yaml has $key $(chart_says $key), not $version"
done

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

# Packs the contents of a folder, the same each time.
pack() { # FOLDER ARCHIVE
    find "$1" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort |
        tar --create --format=ustar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
            --mode='u=rwX,go=rX' --directory "$1" --files-from - | gzip -n -9 >"$2"
}

Scripts/build-release.sh stashgate
Scripts/build-release.sh Manual
built=.build/release
processor=$(uname -m)
name=stashgate-$version-linux-$processor

rm -rf "$dist"
mkdir -p "$dist"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP

# The program, with what a package of a distribution needs beside it.
program=$folder/program/$name
mkdir -p "$program/completions"
install --strip "$built/stashgate" "$program/stashgate"
[ "$("$program/stashgate" --version)" = "$version" ] || stop "the binary is not version $version"
# The names by which each shell finds the completion of a command.
for file in stashgate.bash _stashgate stashgate.fish; do
    case $file in _*) shell=zsh ;; *) shell=${file#*.} ;; esac
    "$program/stashgate" --generate-completion-script "$shell" >"$program/completions/$file"
done
"$program/stashgate" --experimental-dump-help | "$built/Manual" "$version" >"$program/stashgate.1"
cp LICENSE README.md CHANGELOG.md "$program"
pack "$folder/program" "$dist/$name.tar.gz"

# The chart, as `helm package` names and packs it: links become the files that they lead to.
git ls-files "$chart" | while IFS= read -r file; do
    install -D -m 0644 "$file" "$folder/chart/stashgate/${file#"$chart"/}"
done
pack "$folder/chart" "$dist/stashgate-$version.tgz"

sed "s|image: stashgate:$version\$|image: $registry/stashgate:$version|" "$install" >"$dist/install.yaml"
cp Package.resolved "$dist/Package.resolved"
Scripts/sbom.sh "$built/stashgate" "$program/stashgate" >"$dist/$name.spdx.json"
printf '%s\n' "$notes" >"$dist/release-notes.md"
(cd "$dist" && sha256sum ./* | sed 's| \./| |') >"$folder/sums"
mv "$folder/sums" "$dist/SHA256SUMS"
cat "$dist/SHA256SUMS"
