#!/bin/sh
# Installs the Debian packages that stashgate is built with, where they are missing: OpenSSL and libyaml, and
# pkg-config, which tells the Swift package manager where the two are. Does nothing, and prints nothing, where all
# are there.
set -eu
# shellcheck source=Scripts/packages.sh
. "${0%/*}/packages.sh"

set --
if command -v pkg-config >/dev/null 2>&1; then
    pkg-config --exists 'openssl >= 3' || set -- "$@" libssl-dev
    pkg-config --exists 'yaml-0.1' || set -- "$@" libyaml-dev
else
    # Without pkg-config the other two cannot be asked for; apt-get leaves alone what is already there.
    set -- pkg-config libssl-dev libyaml-dev
fi
[ $# -gt 0 ] || exit 0

prepare_packages "stashgate is built with" "$@"
install_packages "stashgate is built with" "$@"
