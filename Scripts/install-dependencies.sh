#!/bin/sh
# Installs the Debian packages that the build needs and that are missing: OpenSSL, libyaml, and pkg-config, by which the
# Swift package manager finds the two. If all are installed, it does nothing and prints nothing.
set -eu
# shellcheck source=Scripts/packages.sh
. "${0%/*}/packages.sh"

set --
if command -v pkg-config >/dev/null 2>&1; then
    pkg-config --exists 'openssl >= 3' || set -- "$@" libssl-dev
    pkg-config --exists 'yaml-0.1' || set -- "$@" libyaml-dev
else
    # Without pkg-config the other two cannot be found; apt-get skips what is already installed.
    set -- pkg-config libssl-dev libyaml-dev
fi
[ $# -gt 0 ] || exit 0

prepare_packages "stashgate is built with" "$@"
install_packages "stashgate is built with" "$@"
