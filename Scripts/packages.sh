# shellcheck shell=sh
# Functions that install Debian packages, for other scripts to source. All messages go to standard error.

# Runs a command as root.
as_root() { # COMMAND...
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# Ends the script.
stop() { # WHO-NEEDS-THEM ADVICE PACKAGE...
    needed=$1 advice=$2
    shift 2
    echo "$needed packages that are not on this machine: $*" >&2
    echo "$advice" >&2
    exit 1
}

# Stops if packages cannot be installed here; otherwise refreshes the package lists.
prepare_packages() { # WHO-NEEDS-THEM PACKAGE...
    needed=$1
    shift
    command -v apt-get >/dev/null 2>&1 ||
        stop "$needed" "There is no apt-get here: install them, or what your system calls them, and try again." "$@"
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1 ||
        stop "$needed" "There is no sudo here: as root, run apt-get install $*" "$@"
    echo "Installing what is missing: $*" >&2
    # The lists of a new machine are empty, so they are refreshed first; without a network, the old ones may do.
    as_root apt-get update -qq >&2 || echo "The package lists could not be refreshed; trying with those at hand." >&2
}

# Installs packages, or stops.
install_packages() { # WHO-NEEDS-THEM PACKAGE...
    needed=$1
    shift
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 ||
        stop "$needed" "apt-get could not install them; its own words are above." "$@"
}
