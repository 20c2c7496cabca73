#!/bin/sh
# usage: Scripts/sbom.sh BINARY [SHIPPED]
#
# Prints the SPDX 2.3 document of a program that Scripts/build-release.sh has built here: what is linked into it and
# what it is linked with. Nothing is listed by name in this script. The Swift packages are those of Package.resolved
# whose modules are among the objects that the linker was given, the libraries are those that ldd finds, with the
# versions of their Debian packages, and the Swift runtime is that of the toolchain.
#
# The checksum is that of SHIPPED, where the program is shipped in another form, such as without symbols.
#
# SOURCE_DATE_EPOCH is the time of the document, and otherwise that of the commit.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=Scripts/linked-libraries.sh
. Scripts/linked-libraries.sh

binary=$1
name=$(basename "$binary")
objects=$(dirname "$binary")/$name.product/Objects.LinkFileList
build=Sources/Webhook/StartReport.swift
version=$(sed -n 's/^.*static let version = "\(.*\)"$/\1/p' $build)
homepage=$(sed -n 's/^.*static let homepage = "\(.*\)"$/\1/p' $build)
commit=$(git rev-parse HEAD)
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}" '+%Y-%m-%dT%H:%M:%SZ')

stop() {
    echo "sbom.sh: $*" >&2
    exit 1
}
[ -f "$binary" ] || stop "there is no $binary"
# SCRATCH/TRIPLE/CONFIGURATION/BINARY, or a link to it.
checkouts=$(dirname "$(dirname "$(dirname "$(realpath "$binary")")")")/checkouts
[ -f "$objects" ] || stop "there is no $objects, which the build of $binary leaves"
[ -f Package.resolved ] || stop "there is no Package.resolved, which the build writes"

sum=$(sha256sum "${2:-$binary}" | cut -d ' ' -f 1)
packages="" links="" comma=""

quoted() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }
identifier() { printf 'SPDXRef-Package-%s' "$1" | sed 's/[^A-Za-z0-9.-]/-/g'; }
escaped() { printf '%s' "$1" | sed 's/+/%2B/g; s/:/%3A/g'; }

# Adds a package, and how the program is linked with it.
add() { # NAME VERSION SUPPLIER LOCATION LICENCE PURL RELATIONSHIP [COMMENT]
    packages="$packages$comma
    {
      \"SPDXID\": \"$(identifier "$1")\",
      \"name\": \"$(quoted "$1")\",
      \"versionInfo\": \"$(quoted "$2")\",
      \"supplier\": \"$(quoted "$3")\",
      \"downloadLocation\": \"$(quoted "$4")\",
      \"filesAnalyzed\": false,
      \"licenseConcluded\": \"NOASSERTION\",
      \"licenseDeclared\": \"$5\",
      \"copyrightText\": \"NOASSERTION\",${8:+
      \"comment\": \"$(quoted "$8")\",}
      \"externalRefs\": [
        {\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": \"$6\"}
      ]
    }"
    links="$links,
    {\"spdxElementId\": \"$(identifier "$name")\", \"relationshipType\": \"$7\", \"relatedSpdxElement\": \"$(identifier "$1")\"}"
    comma=","
}

# The licence that a file states, as SPDX names it.
licence_of() { # FILE
    if ! grep -q 'Apache License' "$1" 2>/dev/null; then
        echo NOASSERTION
    elif grep -q 'Runtime Library Exception' "$1"; then
        echo 'Apache-2.0 WITH Swift-exception'
    else
        echo Apache-2.0
    fi
}

# The Swift packages: identity, location, revision and version of each pin, in the order of the file.
modules=$(sed -n "s|^.*/\([^/]*\)\.build/.*$|\1|p" "$objects" | sort -u)
pins=$(sed -n 's/^ *"\(identity\|location\|revision\|version\)" : "\(.*\)",\{0,1\}$/\1 \2/p' Package.resolved |
    awk '$1 == "identity" { if (line != "") print line; line = $2; next } { line = line " " $2 } END { print line }')
linked=""
while read -r identity location revision release; do
    [ -n "$release" ] || stop "Package.resolved has no version of ${identity:-any package}"
    folder=$checkouts/$(basename "$location" .git)
    [ -d "$folder/Sources" ] || stop "there is no $folder/Sources"
    for module in "$folder"/Sources/*/; do
        printf '%s\n' "$modules" | grep -qx "$(basename "$module")" || continue
        add "$identity" "$release" "Organization: $(basename "$(dirname "$location")")" "git+$location@$revision" \
            "$(licence_of "$folder/LICENSE.txt")" "pkg:swift/${location#https://}@$release" STATIC_LINK
        linked="$linked $identity"
        break
    done
done <<END
$pins
END
[ -n "$linked" ] || stop "no package of Package.resolved is among the objects of $objects"

# The Swift runtime, and which of its libraries the compiler asked the linker for.
swift=$(readlink -f "$(command -v swift)")
printed=$(swift --version 2>&1)
release=$(printf '%s\n' "$printed" | sed -n 's/^.*Swift version \([0-9.]*[-a-z]*\) .*$/\1/p' | head -n 1)
tag=$(printf '%s\n' "$printed" | sed -n 's/^.*(\(swift-[^ )]*\)).*$/\1/p' | head -n 1)
libraries=$(find "$(dirname "$binary")" -name "$name.autolink" -exec cat {} + | tr '\0' '\n' |
    sed -n 's/^-l\(_\{0,1\}\(swift\|Foundation\).*\)$/\1/p' | sort -u | paste -s -d ' ')
add swift-runtime "$release" "Organization: swiftlang" \
    "git+https://github.com/swiftlang/swift${tag:+@$tag}" \
    "$(licence_of "$(dirname "$swift")/../share/swift/LICENSE.txt")" \
    "pkg:github/swiftlang/swift${tag:+@$tag}" STATIC_LINK "${libraries:+Libraries: $libraries}"

# The shared libraries, by their Debian packages; without dpkg, by the names of their files.
# shellcheck source=/dev/null
. /etc/os-release
distribution="distro=$ID-${VERSION_ID:-unknown}"
owners=$(linked_libraries "$binary" | while read -r library; do
    owner=$(package_of "$library")
    echo "${owner:-$library}"
done | sort -u)
[ -n "$owners" ] || stop "ldd finds no library of $binary"
for owner in $owners; do
    case $owner in
    /*)
        add "$(basename "$owner")" NOASSERTION NOASSERTION NOASSERTION NOASSERTION \
            "pkg:generic/$(escaped "$(basename "$owner")")" DYNAMIC_LINK
        ;;
    *)
        # shellcheck disable=SC2016
        facts=$(dpkg-query --show --showformat '${Version}|${Architecture}|${source:Package}|${Maintainer}\n' "$owner" | head -n 1)
        release=${facts%%|*} facts=${facts#*|}
        architecture=${facts%%|*} facts=${facts#*|}
        maintainer=$(printf '%s' "${facts#*|}" | sed 's/ *<\(.*\)>$/ (\1)/')
        add "$owner" "$release" "Organization: $maintainer" NOASSERTION NOASSERTION \
            "pkg:deb/$ID/$(escaped "$owner")@$(escaped "$release")?arch=$architecture&$distribution" DYNAMIC_LINK \
            "Debian source package: ${facts%%|*}"
        ;;
    esac
done

cat <<END
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "$name-$version",
  "documentNamespace": "$homepage/spdx/$name-$version-$sum",
  "creationInfo": {
    "created": "$created",
    "creators": ["Tool: $name-Scripts-sbom.sh-$version"]
  },
  "packages": [
    {
      "SPDXID": "$(identifier "$name")",
      "name": "$name",
      "versionInfo": "$version",
      "supplier": "Organization: The $name maintainers",
      "downloadLocation": "git+$homepage@$commit",
      "filesAnalyzed": false,
      "checksums": [{"algorithm": "SHA256", "checksumValue": "$sum"}],
      "licenseConcluded": "$(licence_of LICENSE)",
      "licenseDeclared": "$(licence_of LICENSE)",
      "copyrightText": "NOASSERTION",
      "primaryPackagePurpose": "APPLICATION",
      "externalRefs": [
        {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:github/${homepage#https://github.com/}@$version"}
      ]
    },$packages
  ],
  "relationships": [
    {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "$(identifier "$name")"}$links
  ]
}
END
