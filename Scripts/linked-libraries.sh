# shellcheck shell=sh
# Functions about the shared libraries that a program is linked with, for other scripts to source.

# Prints the path of each library, and of the loader, a line each. ldd prints "NAME => PATH (ADDRESS)", and for the
# loader "PATH (ADDRESS)". It fails if a library is missing on this machine.
linked_libraries() { # BINARY
    found=$(ldd "$1") || return 1
    case $found in
    *"not found"*)
        echo "$1 is linked with a library that is missing here:" >&2
        echo "$found" >&2
        return 1
        ;;
    esac
    printf '%s\n' "$found" | sed -n 's|^[^/]*\(/[^ ]*\) (0x[0-9a-f]*)$|\1|p'
}

# Prints the Debian package that a library is from, and nothing if there is none.
package_of() { # LIBRARY
    dpkg-query --search "*/$(basename "$1")" 2>/dev/null | sed -n 's/^\([^:, ]*\).*$/\1/p' | head -n 1
}
