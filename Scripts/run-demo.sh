#!/bin/sh
# usage: Scripts/run-demo.sh PORT [--once]
#
# Called by `make run` after the build: makes a throw-away certificate and starts the demo.
set -eu
cd "$(dirname "$0")/.."

# A new certificate each time, which takes a moment: the last one may have expired, or may be incomplete.
certs=certs/local
.build/release/stashgate certs --host localhost --host 127.0.0.1 --out "$certs" --days 30 --force >/dev/null
exec .build/release/Demo "$@"
