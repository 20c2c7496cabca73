#!/bin/sh
# Draws the picture of the README from Docs/examples: a week that begins with a Monday.
#
#   Scripts/calendar-picture.sh > Docs/images/calendar.svg
set -eu
cd "$(dirname "$0")/.."
exec "${STASHGATE:-.build/debug/stashgate}" schedule -f Docs/examples --calendar week \
    --from 2026-03-02T00:00:00Z -o svg
