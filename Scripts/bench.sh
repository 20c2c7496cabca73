#!/usr/bin/env bash
# usage: Scripts/bench.sh
#
# Called by `make bench` after the build: measures stashgate and nginx side by side, prints one table, then each goal
# with its figure. Benchmarks/README.md explains the figures.
#
#   ONLY="validate startup"  some of: validate mutate handshakes memory startup size growth allocations lint
#   BENCH=quick              fewer and shorter rounds: about a minute
#   STASHGATE=PATH           another binary, such as yesterday's
#   KEEP=FILE                where to write the raw figures, one line for each round
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

all="validate mutate handshakes memory startup size growth allocations lint"
only=${ONLY:-$all}
stashgate=${STASHGATE:-.build/release/stashgate}
benchmarks=.build/release/Benchmarks
reviews=manifests/samples/reviews
# Odd numbers of rounds have a median that was measured.
if [ "${BENCH:-full}" = quick ]; then
    rounds=3 seconds=1 starts=11 requests=50000 mode=quick
else
    rounds=9 seconds=2 starts=41 requests=1000000 mode=full
fi
# The number of workers of both servers: one for each processor that this process may use.
processors=$(nproc)
stashgate_port=18443
nginx_port=18444

die() {
    echo "bench: $*" >&2
    exit 1
}
for word in $only; do
    case " $all " in *" $word "*) ;; *) die "ONLY knows $all; not $word" ;; esac
done
for program in "$stashgate" "$benchmarks"; do
    [ -x "$program" ] || die "there is no $program; make bench builds it"
done
PATH=$PATH:/usr/sbin

folder=$(mktemp -d)
figures=$folder/figures
: >"$figures"
stashgate_pid="" nginx_pid="" load_pid=""

# Runs at every exit and leaves no process behind. nginx needs the signal that lets it end its workers.
clean_up() {
    trap - EXIT INT TERM HUP
    [ -z "$load_pid" ] || kill -KILL "$load_pid" 2>/dev/null || true
    stop_servers
    rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

stop_servers() {
    [ -z "$stashgate_pid" ] || kill -KILL "$stashgate_pid" 2>/dev/null || true
    [ -z "$nginx_pid" ] || kill -TERM "$nginx_pid" 2>/dev/null || true
    # The shell reports every process that a signal ended; here that is intended.
    { wait || true; } 2>/dev/null
    stashgate_pid="" nginx_pid=""
}

await_port() { # PORT PID
    for _ in $(seq 500); do
        kill -0 "$2" 2>/dev/null || return 1
        if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
        sleep 0.01
    done
    return 1
}

start_stashgate() { # [NAME=VALUE...]
    env "$@" "$stashgate" serve --tls-cert "$folder/tls.crt" --tls-key "$folder/tls.key" --workers "$processors" \
        --listen "127.0.0.1:$stashgate_port" >"$folder/stashgate.log" 2>&1 &
    stashgate_pid=$!
    await_port $stashgate_port "$stashgate_pid" || die "stashgate does not start: $(cat "$folder/stashgate.log")"
}

start_nginx() {
    nginx -p "$folder" -e "$folder/nginx.log" -c "$folder/nginx.conf" &
    nginx_pid=$!
    await_port $nginx_port "$nginx_pid" || die "nginx does not start: $(cat "$folder/nginx.log")"
}

start_servers() {
    start_stashgate
    start_nginx
}

port_of() { if [ "$1" = nginx ]; then echo $nginx_port; else echo $stashgate_port; fi; }

# The processes of a server: nginx has a master and its workers.
processes_of() {
    if [ "$1" = nginx ]; then
        echo "$nginx_pid $(cat "/proc/$nginx_pid/task/$nginx_pid/children")"
    else
        echo "$stashgate_pid"
    fi
}

# The processor time so far, user and system, in clock ticks.
ticks_of() {
    local pid ticks=0 fields
    for pid in $(processes_of "$1"); do
        fields=$(<"/proc/$pid/stat")
        # The program's name, which may contain spaces, ends with the last parenthesis; utime and stime are the 12th and
        # 13th field after it.
        # shellcheck disable=SC2086
        set -- ${fields##*) }
        ticks=$((ticks + ${12} + ${13}))
    done
    echo $ticks
}

# The memory of all processes of a server in kB, from /proc/PID/status (VmRSS: now, VmHWM: peak).
memory_of() { # SERVER FIELD
    local pid files=()
    for pid in $(processes_of "$1"); do files+=("/proc/$pid/status"); done
    awk -v field="$2:" '$1 == field { sum += $2 } END { print sum }' "${files[@]}"
}

body_of() {
    case $1 in
    validate) echo $reviews/full-create-validate.json ;;
    mutate) echo $reviews/minimal-create-mutate.json ;;
    esac
}

# Runs wrk and sets `answered`, `took` (s), `p50` and `p99` (µs). Any error ends the benchmark.
load() { # SERVER PATH CONNECTIONS SECONDS
    local threads=2 word failed
    [ "$3" -ge 2 ] || threads=1
    wrk -t "$threads" -c "$3" -d "${4}s" -s Benchmarks/load.lua "https://127.0.0.1:$(port_of "$1")/$2" \
        >"$folder/wrk" 2>&1 &
    load_pid=$!
    wait "$load_pid" || die "wrk failed: $(cat "$folder/wrk")"
    load_pid=""
    read -r word answered took p50 p99 failed < <(grep '^bench ' "$folder/wrk") || die "wrk failed: $(cat "$folder/wrk")"
    [ "$failed" -eq 0 ] || die "$word: $failed of $answered requests of $1 failed: $(cat "$folder/wrk")"
    [ "$answered" -gt 0 ] || die "$1 answered nothing"
}

# Rounds of both servers in turn, so that other work on the machine affects both alike.
compare() { # WHAT PATH CONNECTIONS
    local round server before after
    start_servers
    for server in stashgate nginx; do load $server "$2" "$3" 1; done
    for round in $(seq $rounds); do
        for server in stashgate nginx; do
            before=$(ticks_of $server)
            load $server "$2" "$3" $seconds
            after=$(ticks_of $server)
            awk -v answered="$answered" -v took="$took" -v ticks=$((after - before)) -v rate="$(getconf CLK_TCK)" \
                -v head="round $1 $3 $server $round" -v tail="$p50 $p99" \
                'BEGIN { printf "%s %.0f %s %.2f\n", head, answered * 1e6 / took, tail, ticks / rate * 1e6 / answered }' \
                >>"$figures"
        done
    done
    for server in stashgate nginx; do echo "peak $1 $3 $server $(memory_of $server VmHWM)" >>"$figures"; done
    stop_servers
}

# Before it is measured, the request in the table must get the right answer.
check_answers() {
    local path body answer uid sizes=()
    start_stashgate
    for path in validate mutate; do
        body=$(body_of $path)
        answer=$(ask $stashgate_port $path "$body") || die "stashgate does not answer $path"
        uid=$(grep -o '"request": *{ *"uid": *"[-0-9a-f]*"' <(tr -d '\n' <"$body") | grep -o '[-0-9a-f]\{36\}')
        case $answer in *"\"uid\":\"$uid\",\"allowed\":true"*) ;; *) die "a wrong answer of $path: $answer" ;; esac
        sizes+=("${#answer}")
    done
    sizes+=("$(curl -sS --cacert "$folder/ca.crt" https://127.0.0.1:$stashgate_port/livez | wc -c)")
    sed -e "s|@FOLDER@|$folder|" -e "s|@PORT@|$nginx_port|" -e "s|@WORKERS@|$processors|" \
        -e "s|@VALIDATE@|$(filler "${sizes[0]}")|" -e "s|@MUTATE@|$(filler "${sizes[1]}")|" \
        -e "s|@LIVEZ@|$(filler "${sizes[2]}")|" Benchmarks/nginx.conf >"$folder/nginx.conf"
    start_nginx
    for path in validate mutate; do
        answer=$(ask $nginx_port $path "$(body_of $path)") || die "nginx does not answer $path"
        [ "${#answer}" -eq "${sizes[0]}" ] || die "nginx answers $path with ${#answer} bytes, not ${sizes[0]}"
        sizes=("${sizes[@]:1}")
    done
    spoken=$(spoken_by $stashgate_port)
    [ "$spoken" = "$(spoken_by $nginx_port)" ] || die "nginx speaks $(spoken_by $nginx_port), stashgate $spoken"
    stop_servers
}

ask() { # PORT PATH FILE
    curl -sS --fail --cacert "$folder/ca.crt" -H 'Content-Type: application/json' --data-binary "@$3" \
        "https://127.0.0.1:$1/$2"
}

filler() { printf '%*s' "$1" '' | tr ' ' x; }

spoken_by() { # PORT
    curl -sv --cacert "$folder/ca.crt" "https://127.0.0.1:$1/livez" 2>&1 | sed -n 's/^.*SSL connection using //p'
}

# The memory of a server before its first request, and after many.
measure_memory() {
    local sum=0
    start_stashgate
    # A second after the start, the server releases the memory that only the start needed.
    sleep 2
    echo "value idle $(memory_of stashgate VmRSS)" >>"$figures"
    BENCH_BODY=$(body_of validate)
    export BENCH_BODY
    while [ $sum -lt $requests ]; do
        # Long enough for all requests over the same connections, at the rate of a small machine.
        load stashgate validate 256 $((requests / 20000 + 1))
        sum=$((sum + answered))
    done
    unset BENCH_BODY
    {
        echo "value requests $sum"
        echo "value after $(memory_of stashgate VmRSS)"
        echo "value peak $(memory_of stashgate VmHWM)"
    } >>"$figures"
    stop_servers
}

# The cost of a byte for larger and larger reviews: the best of several rounds, as each is short.
measure_growth() {
    local bytes round before
    start_stashgate
    BENCH_BODY=$folder/review
    export BENCH_BODY
    for bytes in 1000 10000 100000 1000000 5000000; do
        "$benchmarks" review $bytes >"$BENCH_BODY"
        for round in 1 2 3; do
            before=$(ticks_of stashgate)
            load stashgate validate 4 $seconds
            echo "growth $(stat -c %s "$BENCH_BODY") $round $answered $took $(($(ticks_of stashgate) - before))" \
                "$(getconf CLK_TCK)" >>"$figures"
        done
    done
    unset BENCH_BODY
    stop_servers
}

# The number of allocations for a review: in the engine alone, and in the whole server.
measure_allocations() {
    local what before
    "$benchmarks" allocations | sed 's/^/allocations /' >>"$figures"
    clang -O2 -shared -fPIC -I Benchmarks/Allocations/include -o "$folder/allocations.so" \
        Benchmarks/Allocations/allocations.c
    start_stashgate LD_PRELOAD="$folder/allocations.so" ALLOCATIONS_FILE="$folder/allocations"
    for what in validate mutate; do
        BENCH_BODY=$(body_of $what)
        export BENCH_BODY
        load stashgate $what 1 1
        before=$(allocations_so_far)
        load stashgate $what 1 1
        awk -v what=$what -v bytes="$(stat -c %s "$BENCH_BODY")" -v answered="$answered" \
            -v count=$(($(allocations_so_far) - before)) 'BEGIN {
                printf "allocations the server, %s of %d bytes: %.1f a request\n", what, bytes, count / answered
            }' >>"$figures"
    done
    unset BENCH_BODY
    stop_servers
}

allocations_so_far() { od -An -tu8 "$folder/allocations" | tr -d ' '; }

measure_startup() {
    local server
    for server in stashgate nginx; do
        case $server in
        stashgate) set -- "$stashgate" serve --tls-cert "$folder/tls.crt" --tls-key "$folder/tls.key" \
            --listen "127.0.0.1:$stashgate_port" --workers "$processors" ;;
        nginx) set -- "$(command -v nginx)" -p "$folder" -e "$folder/nginx.log" -c "$folder/nginx.conf" ;;
        esac
        "$benchmarks" start-up "$starts" "$(port_of $server)" "$@" >"$folder/startup"
        echo "value startup-$server $(cat "$folder/startup")" >>"$figures"
    done
}

# The shortest time of several runs of a command, in milliseconds; what it finds does not matter.
shortest_run() { # COMMAND...
    local start took best=""
    for _ in $(seq "$starts"); do
        start=${EPOCHREALTIME/[.,]/}
        "$@" >/dev/null 2>&1 || [ $? -eq 1 ] || die "$1 fails: $*"
        took=$((${EPOCHREALTIME/[.,]/} - start))
        [ -n "$best" ] && [ "$best" -le $took ] || best=$took
    done
    awk -v best="$best" 'BEGIN { printf "%.1f", best / 1000 }'
}

# Manifests of 0.9 kB: a thousand of them in as many files and in one, and ten thousand beside each other.
measure_lint() {
    local manifests=$folder/manifests
    mkdir "$manifests"
    awk -v files="$manifests" '{ text = text $0 "\n" } END {
        for (number = 0; number < 10000; number++) {
            manifest = text
            gsub(/@/, number, manifest)
            printf "---\n%s", manifest >(files "-10000.yaml")
            if (number >= 1000) continue
            printf "---\n%s", manifest >(files ".yaml")
            file = files "/" number ".yaml"
            printf "%s", manifest >file
            close(file)
        }
    }' Benchmarks/manifest.yaml
    {
        echo "value lint-files $(shortest_run "$stashgate" lint --quiet "$manifests")"
        echo "value lint-documents $(shortest_run "$stashgate" lint --quiet "$manifests.yaml")"
        echo "value lint-objects $(shortest_run "$stashgate" lint --quiet "$manifests-10000.yaml")"
    } >>"$figures"
    if ! command -v kubeconform >/dev/null 2>&1; then
        echo "lint: there is no kubeconform to compare with" >&2
        return
    fi
    # It judges one object at a time, by a JSON Schema, so its figures are for less work.
    mkdir "$folder/schemas"
    "$stashgate" schema backupconfiguration >"$folder/schemas/backupconfiguration.json"
    set -- kubeconform -n "$processors" -schema-location "$folder/schemas/{{ .ResourceKind }}.json"
    echo "value kubeconform-files $(shortest_run "$@" "$manifests")" >>"$figures"
    echo "value kubeconform-documents $(shortest_run "$@" "$manifests.yaml")" >>"$figures"
}

measure_size() {
    strip -o "$folder/stripped" "$stashgate"
    echo "value size $(stat -c %s "$folder/stripped")" >>"$figures"
}

# The processors' time so far, in ticks: total, used, and given to other machines by the hypervisor.
processor_ticks() {
    awk '$1 == "cpu" { print $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9, $2 + $3 + $4 + $7 + $8, $9 }' /proc/stat
}

# The share of one of these between two readings, in percent.
share_of() { # FIELD BEFORE AFTER
    echo "$2 $3" | awk -v field="$1" '{ printf "%.1f", ($(field + 3) - $field) * 100 / ($4 - $1) }'
}

before=$(processor_ticks)
sleep 1
idle=$(processor_ticks)
busy=$(share_of 2 "$before" "$idle")
echo "$(date -u '+%Y-%m-%d %H:%M UTC'), $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $processors processors"
# Another binary is perhaps not that of the commit.
[ -z "${STASHGATE:-}" ] || echo "stashgate is $stashgate; the commit is that of the benchmark"
echo "commit $(git describe --always --dirty 2>/dev/null || echo unknown), $("$stashgate" version | paste -sd ' '), $(nginx -v 2>&1 | sed 's/.*: //'), $(wrk -v 2>&1 | sed -n 's/^\(wrk [^ ]*\).*/\1/p')"
echo "load average $(cut -d ' ' -f 1-3 /proc/loadavg); others use $busy % of the processors"
warning=""
if [ "${busy%.*}" -ge 5 ]; then
    warning="WARNING: others used $busy % of the processors when this began; the figures are not to be trusted."
    echo "$warning"
fi

"$stashgate" certs --host localhost --host 127.0.0.1 --out "$folder" >/dev/null 2>&1
check_answers
echo "both speak $spoken; $mode run"
for what in $only; do
    echo "measuring: $what" >&2
    case $what in
    validate | mutate)
        BENCH_BODY=$(body_of "$what")
        export BENCH_BODY
        for connections in 16 256; do compare "$what" "$what" "$connections"; done
        unset BENCH_BODY
        ;;
    handshakes) BENCH_CLOSE=1 compare handshakes livez 16 ;;
    memory) measure_memory ;;
    startup) measure_startup ;;
    size) measure_size ;;
    growth) measure_growth ;;
    allocations) measure_allocations ;;
    lint) measure_lint ;;
    esac
done
[ -z "${KEEP:-}" ] || cp "$figures" "$KEEP"
echo
awk -f Benchmarks/report.awk "$figures"
echo
echo "The hypervisor kept $(share_of 3 "$idle" "$(processor_ticks)") % of the processors' time from this machine."
[ -z "$warning" ] || echo "$warning"
