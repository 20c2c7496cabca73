#!/bin/sh
# usage: Scripts/run-demo.sh PORT [--once]
#
# What `make run` does once everything is built: sees to a throw-away certificate and starts the demo.
set -eu
cd "$(dirname "$0")/.."

certs=certs/local
days=30

# Made anew a day before it expires, and where a file is missing.
fresh=$(find "$certs/ca.crt" "$certs/tls.crt" "$certs/tls.key" -mtime "-$((days - 1))" 2>/dev/null | wc -l)
if [ "$fresh" -ne 3 ]; then
    .build/release/stashgate certs --host localhost --host 127.0.0.1 --out "$certs" --days "$days" --force >/dev/null
fi
exec .build/release/Demo "$@"
