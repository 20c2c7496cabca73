#!/bin/sh
# Installs the Debian packages that `make bench` needs and that are missing: nginx, the server that stashgate is
# compared with; wrk, which sends requests to both; and curl, which checks an answer before wrk counts any. Neither the
# build nor the tests need them. If all are installed, it does nothing and prints nothing.
set -eu
# shellcheck source=Scripts/packages.sh
. "${0%/*}/packages.sh"

set --
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || set -- "$@" nginx-light
command -v wrk >/dev/null 2>&1 || set -- "$@" wrk
command -v curl >/dev/null 2>&1 || set -- "$@" curl
[ $# -gt 0 ] || exit 0

prepare_packages "make bench needs" "$@"
# A policy of 101 keeps Debian from starting nginx as a service: only the benchmark runs it.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    trap 'as_root rm -f "$policy"' EXIT
    as_root chmod 755 "$policy"
fi
install_packages "make bench needs" "$@"
