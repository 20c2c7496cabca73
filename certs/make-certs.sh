#!/bin/sh
# Makes a certificate authority and a serving certificate for the webhook with the openssl command alone, for machines
# without the stashgate binary. The flags, the files and the certificates are those of `stashgate certs`.
# See certs/README.md.
set -eu

usage() {
    cat <<'END'
usage: certs/make-certs.sh --host NAME... [--out DIR] [--days N] [--force]

  --host NAME...  DNS names and IP addresses that the webhook is reached by; may be given more than once
  --out DIR       where to write ca.crt, ca.key, tls.crt and tls.key (default: the current directory)
  --days N        how long both certificates are valid (default: 365)
  --force         replace files that are already there

Prints the base64 caBundle for the webhook configurations on stdout, and nothing else there.
END
}

fail() {
    echo "make-certs.sh: $1" >&2
    exit 2
}

# Four numbers or a colon make a subject alternative name an address, as in Kubernetes; any other is a DNS name. No
# comma gets through, as it would begin another entry in openssl's configuration.
alternative_name() {
    case $1 in
    '' | *[!A-Za-z0-9.:*-]* | ?*'*'* | .* | *. | *..* | -* | *- | *.-* | *-.*)
        fail "--host '$1' is neither a DNS name nor an IP address"
        ;;
    *:*) echo "IP:$1" ;;
    *[!0-9.]*) echo "DNS:$1" ;;
    *) echo "IP:$1" ;;
    esac
}

names=""
out="."
days=365
force=""
option=""
while [ $# -gt 0 ]; do
    previous=$option
    option=$1
    shift
    case $option in
    --force)
        force=yes
        continue
        ;;
    -h | --help)
        usage
        exit 0
        ;;
    --*=*)
        value=${option#*=}
        option=${option%%=*}
        ;;
    --host | --out | --days)
        [ $# -gt 0 ] || fail "$option needs a value"
        value=$1
        shift
        ;;
    -*) fail "unknown option '$option'; --help lists what there is" ;;
    *)
        # One more name after --host.
        [ "$previous" = --host ] || fail "unknown argument '$option'; --help lists what there is"
        value=$option
        option=--host
        ;;
    esac
    case $option in
    --host)
        name=$(alternative_name "$value") || exit 2
        names="${names:+$names,}$name"
        ;;
    --out) out=$value ;;
    --days)
        case $value in
        '' | 0* | *[!0-9]* | ??????*) fail "--days '$value' is not a number of days from 1 to 99999" ;;
        esac
        days=$value
        ;;
    *) fail "unknown option '$option'; --help lists what there is" ;;
    esac
done
[ -n "$names" ] || fail "at least one --host is needed: the name that the webhook is reached by"
command -v openssl >/dev/null 2>&1 || fail "there is no openssl command on this machine; 'stashgate certs' does without"

files="ca.key ca.crt tls.key tls.crt"

# Whether anything is at a path, even a broken link.
exists() {
    [ -e "$1" ] || [ -L "$1" ]
}

for file in $files; do
    path=$out/$file
    [ -n "$force" ] || ! exists "$path" || fail "$path is already there; --force replaces it"
    [ ! -d "$path" ] || [ -L "$path" ] || fail "cannot replace $path: it is a directory"
done

# The outermost folder that has to be made; empty if the folder exists.
new_folder=""
folder=$out
while [ -n "$folder" ] && [ ! -d "$folder" ]; do
    new_folder=$folder
    case $folder in
    */*) folder=${folder%/*} ;;
    *) folder="" ;;
    esac
done

# Leaves all four files new, or nothing changed: it restores replaced files from their backups, and removes those that
# were not there before, which are links to their drafts.
work=""
is_done=""
finish() {
    trap '' HUP INT QUIT PIPE ALRM TERM USR1 USR2 XCPU
    set +e
    [ -n "$work" ] || return 0
    # The operator -ef is not in POSIX, but in every shell that is /bin/sh somewhere: dash, bash, ksh and busybox.
    # shellcheck disable=SC3013
    for file in $files; do
        if [ -z "$is_done" ] && exists "$work/old/$file"; then
            # Until the file is replaced, the backup is another name of it.
            [ "$out/$file" -ef "$work/old/$file" ] || mv -f "$work/old/$file" "$out/$file"
        elif [ -z "$is_done" ] && [ "$out/$file" -ef "$work/$file" ]; then
            rm -f "$out/$file"
        fi
    done
    rm -rf "$work"
    [ -n "$is_done" ] || [ -z "$new_folder" ] || find "$new_folder" -depth -type d -exec rmdir {} \; 2>/dev/null || :
}
trap finish EXIT
trap 'exit 1' HUP INT QUIT PIPE ALRM TERM USR1 USR2 XCPU
# A write beyond a file size limit fails, and the writer reports it.
trap '' XFSZ

# No file is ever readable by others, and none is in place before all are made.
umask 077
mkdir -p "$out" || fail "cannot make the folder $out"
# Locks the folder against `stashgate certs` and other runs of this script; the lock ends with the script. Without a
# flock command (it is not in POSIX), or on a file system without locks, each run still leaves whole files, but two runs
# at once may leave some of each.
if command -v flock >/dev/null 2>&1; then
    exec 9<"$out" || fail "cannot write to $out"
    status=0
    flock -n 9 || status=$?
    [ "$status" -ne 1 ] || fail "another program is writing certificates to $out"
fi
work=$(mktemp -d "$out/.make-certs.XXXXXX") || fail "cannot write to $out"
mkdir "$work/old" || fail "cannot write to $out"

cat >"$work/openssl.cnf" <<END || fail "cannot write to $out"
[req]
distinguished_name = name
prompt = no
[name]
CN = stashgate CA
[ca]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[serving]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = $names
END

# openssl reports its progress on stderr, which matters only if it failed.
run() {
    openssl "$@" 2>"$work/said" || {
        cat "$work/said" >&2
        fail "openssl $1 failed"
    }
}

for key in ca tls; do
    run genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:named_curve -out "$work/$key.key"
done
run req -new -x509 -config "$work/openssl.cnf" -extensions ca -sha256 -days "$days" -key "$work/ca.key" \
    -set_serial "0x$(openssl rand -hex 16)" -out "$work/ca.crt"
run req -new -config "$work/openssl.cnf" -subj "/CN=stashgate" -sha256 -key "$work/tls.key" -out "$work/tls.csr"
run x509 -req -in "$work/tls.csr" -extfile "$work/openssl.cnf" -extensions serving -sha256 -days "$days" \
    -CA "$work/ca.crt" -CAkey "$work/ca.key" -set_serial "0x$(openssl rand -hex 16)" -out "$work/tls.crt"

chmod 644 "$work/ca.crt" "$work/tls.crt"

# Moves a draft to its place.
place() {
    if [ -n "$force" ] && exists "$out/$1"; then
        ln "$out/$1" "$work/old/$1" 2>/dev/null || cp -pP "$out/$1" "$work/old/$1" || fail "cannot replace $out/$1"
        mv -f "$work/$1" "$out/$1" || fail "cannot replace $out/$1"
    elif ! ln "$work/$1" "$out/$1" 2>/dev/null; then
        ! exists "$out/$1" || fail "$out/$1 is already there; --force replaces it"
        fail "cannot write $out/$1"
    fi
}

for file in $files; do place "$file"; done
is_done=yes
echo "wrote ca.crt, ca.key, tls.crt and tls.key to $out" >&2
openssl base64 -A -in "$out/ca.crt"
echo
