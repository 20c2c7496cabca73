#!/bin/sh
# usage: Scripts/run-demo.sh PORT [--once]
#
# What `make run` does once everything is built: makes a throw-away certificate and starts the demo.
set -eu
cd "$(dirname "$0")/.."

# Made anew each time, which takes a moment: the last one may have expired, or be half of two if its making was ended.
certs=certs/local
.build/release/stashgate certs --host localhost --host 127.0.0.1 --out "$certs" --days 30 --force >/dev/null
exec .build/release/Demo "$@"
