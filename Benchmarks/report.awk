# Turns the figures of Scripts/bench.sh, one line a measurement, into its table and the list of goals.

# The median of numbers that are separated by spaces.
function median(list,    parts, count, i, j, held) {
    count = split(list, parts, " ")
    for (i = 2; i <= count; i++) {
        held = parts[i] + 0
        for (j = i - 1; j >= 1 && parts[j] + 0 > held; j--) parts[j + 1] = parts[j]
        parts[j + 1] = held
    }
    return count % 2 ? parts[(count + 1) / 2] + 0 : (parts[count / 2] + parts[count / 2 + 1]) / 2
}

# The range of the numbers as a share of their median.
function spread(list,    parts, count, i, least, most) {
    count = split(list, parts, " ")
    least = most = parts[1] + 0
    for (i = 2; i <= count; i++) {
        if (parts[i] + 0 < least) least = parts[i] + 0
        if (parts[i] + 0 > most) most = parts[i] + 0
    }
    return (most - least) * 100 / median(list)
}

function goal(text, figure, met) {
    goals[++goal_count] = sprintf("%-6s  %-62s %s", met ? "met" : "MISSED", text, figure)
}

function megabytes(kilobytes) { return kilobytes * 1024 / 1e6 }

$1 == "round" {
    row = $2 " " $3
    if (!(row in known)) { known[row] = 1; rows[++row_count] = row }
    rate[row, $4] = rate[row, $4] " " $6
    middle[row, $4] = middle[row, $4] " " $7
    tail[row, $4] = tail[row, $4] " " $8
    processor[row, $4] = processor[row, $4] " " $9
    each[row, $4, $5] = $6
    late[row, $4, $5] = $8
    # nginx is measured second in each round.
    if ($4 == "nginx") {
        ratios[row] = ratios[row] " " each[row, "stashgate", $5] / $6
        tails[row] = tails[row] " " late[row, "stashgate", $5] / $8
    }
}
$1 == "peak" { peak[$2 " " $3, $4] = $5 }
$1 == "value" { value[$2] = $3 }
$1 == "cluster" {
    # Beside a cluster, and alone (off): the median of the rounds.
    beside_cost[$2] = beside_cost[$2] " " $3 / $4 * 1e6 / $5
    beside_start[$2] = beside_start[$2] " " $6 / 1000
    if ($7 > beside_memory[$2]) beside_memory[$2] = $7
}
$1 == "growth" {
    if (!($2 in cheapest)) { sizes[++size_count] = $2; cheapest[$2] = 1e9 }
    cost = $6 / $7 * 1e9 / $4 / $2
    if (cost < cheapest[$2]) cheapest[$2] = cost
    if ($4 * 1e6 / $5 > fastest[$2]) fastest[$2] = $4 * 1e6 / $5
}
$1 == "allocations" {
    allocations[++allocation_lines] = substr($0, length($1) + 2)
    # Rows of the engine: a count, its unit, the values, and the allocations of parsing, validating and mutating.
    if ($3 == "sessions" || $3 == "variables") { values[$3, $2] = $4; validating[$3, $2] = $6 }
}

END {
    if (row_count) {
        print "what         conns  server      requests/s  spread    p50 us    p99 us   CPU us  peak MB"
        for (i = 1; i <= row_count; i++) {
            row = rows[i]
            split(row, words, " ")
            for (k = 1; k <= 2; k++) {
                server = k == 1 ? "stashgate" : "nginx"
                key = row SUBSEP server
                printf "%-12s %5d  %-10s %11.0f  %5.0f%%  %8.0f  %8.0f  %7.1f  %7.1f\n", words[1], words[2], server,
                    median(rate[key]), spread(rate[key]), median(middle[key]), median(tail[key]),
                    median(processor[key]), megabytes(peak[key])
            }
            share = median(ratios[row])
            times = median(tails[row])
            printf "%-12s %5d  %-10s %11.2f  %5.0f%%  %8s  %8.2f\n", words[1], words[2], "ratio", share,
                spread(ratios[row]), "", times
            wanted = words[1] == "validate" ? 0.75 : words[1] == "mutate" ? 0.65 : 0.9
            goal(sprintf("%s, %d connections: %.2f or more of nginx's rate", words[1], words[2], wanted),
                sprintf("%.2f", share), share >= wanted)
            if (words[1] != "handshakes")
                goal(sprintf("%s, %d connections: p99 below twice nginx's", words[1], words[2]),
                    sprintf("%.2f times", times), times < 2)
        }
    }
    if ("peak" in value) {
        printf "\nmemory: %.1f MB idle, %.1f MB after %d requests over 256 connections, %.1f MB at most\n",
            megabytes(value["idle"]), megabytes(value["after"]), value["requests"], megabytes(value["peak"])
        goal(sprintf("20 MB or less after %s requests over 256 connections",
            value["requests"] >= 1000000 ? "a million" : value["requests"]),
            sprintf("%.1f MB", megabytes(value["after"])), megabytes(value["after"]) <= 20)
    }
    if ("startup-stashgate" in value) {
        printf "\nstart-up to first answer: stashgate %.1f ms, nginx %.1f ms\n", value["startup-stashgate"],
            value["startup-nginx"]
        goal("50 ms or less to the first answer", sprintf("%.1f ms", value["startup-stashgate"]),
            value["startup-stashgate"] <= 50)
    }
    if ("size" in value) {
        printf "\nstripped binary: %.1f MB\n", value["size"] / 1e6
        goal("20 MB or less of stripped binary", sprintf("%.1f MB", value["size"] / 1e6), value["size"] <= 20e6)
    }
    if ("lint-files" in value) {
        printf "\nlint, 1,000 manifests of 0.9 kB: %.1f ms in 1,000 files, %.1f ms in one", value["lint-files"],
            value["lint-documents"]
        if ("kubeconform-files" in value)
            printf "; kubeconform %.1f and %.1f ms", value["kubeconform-files"], value["kubeconform-documents"]
        printf "\nlint, 10,000 objects: %.1f ms\n", value["lint-objects"]
        goal("60 ms or less to lint 1,000 files", sprintf("%.1f ms", value["lint-files"]), value["lint-files"] <= 60)
        goal("60 ms or less to lint 1,000 documents", sprintf("%.1f ms", value["lint-documents"]),
            value["lint-documents"] <= 60)
        goal("1 s or less to lint 10,000 objects beside each other", sprintf("%.1f ms", value["lint-objects"]),
            value["lint-objects"] <= 1000)
    }
    if ("off" in beside_cost) {
        alone = median(beside_cost["off"])
        beside = median(beside_cost["kubeconfig"])
        printf "\nbeside 10,000 Repositories, 1,000 BackupStorages and 1,000 BackupConfigurations: "
        printf "CPU %.1f us a review, alone %.1f us;\n", beside, alone
        printf "ready after %.0f ms, alone %.0f ms; memory %.1f MB, alone %.1f MB\n", median(beside_start["kubeconfig"]),
            median(beside_start["off"]), megabytes(beside_memory["kubeconfig"]), megabytes(beside_memory["off"])
        goal("a review beside a cluster costs at most 1.10 times as much", sprintf("%.2f times", beside / alone),
            beside / alone <= 1.10)
        goal("3 s or less to know a cluster", sprintf("%.0f ms", median(beside_start["kubeconfig"])),
            median(beside_start["kubeconfig"]) <= 3000)
        goal("64 MiB or less beside a cluster", sprintf("%.1f MiB", beside_memory["kubeconfig"] / 1024),
            beside_memory["kubeconfig"] <= 65536)
    }
    if (size_count) {
        print "\nvalidate of a review that grows: bytes  requests/s      MB/s  CPU ns per byte"
        for (i = 1; i <= size_count; i++)
            printf "%38d  %10.1f  %8.1f  %15.2f\n", sizes[i], fastest[sizes[i]], sizes[i] * fastest[sizes[i]] / 1e6,
                cheapest[sizes[i]]
        least = cheapest[sizes[2]]
        last = cheapest[sizes[size_count]]
        goal("a byte costs as much in 5 MB as in 10 kB (up to 1.25 times)",
            sprintf("%.2f times", last / least), last / least <= 1.25)
    }
    if (allocation_lines) {
        print ""
        for (i = split("sessions variables", words, " "); i; i--) {
            more = (validating[words[i], 1000] - validating[words[i], 10]) / (values[words[i], 1000] - values[words[i], 10])
            goal("validate: no allocation for another field (of " words[i] ", 10 to 1000)", sprintf("%.3f", more),
                more < 0.005)
        }
    }
    for (i = 1; i <= allocation_lines; i++) print allocations[i]
    if (goal_count) print ""
    for (i = 1; i <= goal_count; i++) print goals[i]
}
