#!/bin/sh
# Puts Docs/rules.md into the program, for `stashgate rules ID`: prints the Swift file that holds its text.
set -eu
cd "$(dirname "$0")/.."

cat <<'HEAD'
// swift-format-ignore-file

/// Docs/rules.md, put here by `make rules`; to be changed there.
enum RulesPage {
    /// The page as Markdown.
    static let text = ###"""
HEAD
cat Docs/rules.md
cat <<'TAIL'
"""###
}
TAIL
