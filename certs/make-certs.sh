#!/bin/sh
# Makes a certificate authority and a serving certificate for the webhook with the openssl command alone, for machines
# where the stashgate binary is not at hand: the flags, the files and the certificates are those of `stashgate certs`.
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

# The kinds of subject alternative name are told apart by their looks, as Kubernetes does: four numbers or a colon make
# an address. No comma gets through, which would begin another entry in openssl's configuration.
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

if [ -z "$force" ]; then
    for file in ca.crt ca.key tls.crt tls.key; do
        [ ! -e "$out/$file" ] || fail "$out/$file is already there; --force replaces it"
    done
fi

# No file is readable by others for a moment even, and none is in place before all are made.
umask 077
mkdir -p "$out"
work=$(mktemp -d "$out/.make-certs.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

cat >"$work/openssl.cnf" <<END
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

# openssl tells of its progress on stderr; what it said matters only where it failed.
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
for file in ca.key ca.crt tls.key tls.crt; do
    mv -f "$work/$file" "$out/$file"
done
echo "wrote ca.crt, ca.key, tls.crt and tls.key to $out" >&2
openssl base64 -A -in "$out/ca.crt"
echo
