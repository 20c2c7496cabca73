#!/bin/sh
# Installs the Debian packages that `make bench` measures with, where they are missing: nginx, which is the limit that
# stashgate is measured against, wrk, which asks both, and curl, which looks at an answer before it is counted. Neither
# the build nor the tests need them. Does nothing, and prints nothing, where all are there.
set -eu

missing=""
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v wrk >/dev/null 2>&1 || missing="$missing wrk"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
[ -n "$missing" ] || exit 0

stop() {
    echo "make bench needs packages that are not on this machine:$missing" >&2
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
$as_root apt-get update -qq >&2 || echo "The package lists could not be refreshed; trying with those at hand." >&2
# A policy of 101 keeps Debian from starting the nginx that it installs as a service: only the benchmark is to run it.
policy=/usr/sbin/policy-rc.d
ours=""
if [ ! -e "$policy" ]; then
    ours=yes
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi
failed=""
# shellcheck disable=SC2086 # one word a package, and no word at all where there is no need for sudo
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2 || failed=yes
[ -z "$ours" ] || $as_root rm -f "$policy"
[ -z "$failed" ] || stop "apt-get could not install them; its own words are above."
