#!/bin/sh
# Embeds Docs/rules.md in the program, for `stashgate rules ID`: prints the Swift file with its text.
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
