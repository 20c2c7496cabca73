#!/usr/bin/env bash
# usage: Scripts/fuzz.sh SECONDS [TARGET...]
#
# Fuzzes the given targets, or all folders of Fuzz/, for SECONDS each, one on each CPU at a time. The program has a
# build of its own, as its code is compiled to tell the fuzzer which branches it took.
#
# The corpus stays in .build-fuzz/corpus, and the next run begins with it. An input that fails is written to
# Fuzz/TARGET/crashes, and the exit code is 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. Scripts/sanitizer-options.sh

seconds=$1
shift
if [ $# -eq 0 ]; then
    for folder in Fuzz/*/seeds; do set -- "$@" "$(basename "$(dirname "$folder")")"; done
fi

# Optimised, so that the fuzzer tries more inputs in a second; a trap remains a trap.
STASHGATE_FUZZ=1 swift build --scratch-path .build-fuzz --configuration release --product Fuzz \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library -Xswiftc -use-ld=lld

# The longest inputs: long enough for everything that the target distinguishes, and short enough to try many.
longest() {
    case $1 in
    cron) echo 256 ;;
    formats) echo 512 ;;
    review | fix) echo 16384 ;;
    *) echo 4096 ;;
    esac
}

fuzz() {
    local target=$1 log=.build-fuzz/$1.log inputs=(".build-fuzz/corpus/$1" "Fuzz/$1/seeds")
    mkdir -p ".build-fuzz/corpus/$target" "Fuzz/$target/crashes"
    [ ! -d "Fuzz/$target/regressions" ] || inputs+=("Fuzz/$target/regressions")
    # Swift's own crash report hangs here, and libFuzzer's names the input.
    if FUZZ_TARGET=$target SWIFT_BACKTRACE=enable=no .build-fuzz/release/Fuzz \
        "${inputs[@]}" -dict="Fuzz/$target/dictionary.txt" \
        -max_total_time="$seconds" -max_len="$(longest "$target")" -timeout=10 -print_final_stats=1 \
        -artifact_prefix="Fuzz/$target/crashes/" >"$log" 2>&1; then
        echo "$target: $(figures "$log")"
        rmdir --ignore-fail-on-non-empty "Fuzz/$target/crashes"
    else
        grep -E 'Fatal error|ERROR:|SUMMARY:|Test unit written' "$log" || true
        echo "$target: FAILED after $(figures "$log"); all it said is in $log"
        return 1
    fi
}

# The number of inputs tried, and of branches taken.
figures() {
    local runs rate edges
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$1")
    rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$1")
    edges=$(sed -n 's/^#.* cov: \([0-9]*\) .*$/\1/p' "$1" | tail -n 1)
    echo "${runs:-0} runs, ${rate:-0} a second, ${edges:-0} edges"
}

status=0
running=0
for target in "$@"; do
    if [ "$running" -ge "$(nproc)" ]; then
        wait -n || status=1
        running=$((running - 1))
    fi
    fuzz "$target" &
    running=$((running + 1))
done
while [ "$running" -gt 0 ]; do
    wait -n || status=1
    running=$((running - 1))
done

[ "$status" -ne 0 ] || exit 0
cat <<'END'
An input that fails is in Fuzz/TARGET/crashes. To try it again:
  FUZZ_TARGET=TARGET SWIFT_BACKTRACE=enable=no .build-fuzz/release/Fuzz Fuzz/TARGET/crashes/FILE
To keep it as a test, move it to Fuzz/TARGET/regressions under a name that says what it shows, and mend what it shows.
END
exit 1
