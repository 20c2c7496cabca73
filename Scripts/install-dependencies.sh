#!/bin/sh
# Installs the Debian packages that stashgate is built with, where they are missing: OpenSSL and libyaml, and
# pkg-config, which tells the Swift package manager where the two are. Does nothing, and prints nothing, where all
# are there.
set -eu

missing=""
if command -v pkg-config >/dev/null 2>&1; then
    pkg-config --exists 'openssl >= 3' || missing="$missing libssl-dev"
    pkg-config --exists 'yaml-0.1' || missing="$missing libyaml-dev"
else
    # Without pkg-config the other two cannot be asked for; apt-get leaves alone what is already there.
    missing=" pkg-config libssl-dev libyaml-dev"
fi
[ -n "$missing" ] || exit 0

stop() {
    echo "stashgate is built with packages that are not on this machine:$missing" >&2
    echo "$1" >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || stop "There is no apt-get here: install them, or what your system calls them, and try again."
as_root=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || stop "There is no sudo here: as root, run apt-get install$missing"
    as_root="sudo"
fi

echo "Installing what is missing:$missing" >&2
# The lists of a fresh machine are empty, so they are refreshed first; without a network, those at hand may do.
$as_root apt-get update -qq >&2 || echo "The package lists could not be refreshed; trying with those at hand." >&2
# shellcheck disable=SC2086 # one word a package, and no word at all where there is no need for sudo
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 ||
    stop "apt-get could not install them; its own words are above."
