-- The request that wrk sends and the line that it prints for Scripts/bench.sh. The request is made once, so that wrk
-- itself costs as little as possible.
-- BENCH_BODY names the file that each request carries (none makes it a GET); BENCH_CLOSE asks for a connection a request.

local path = os.getenv("BENCH_BODY")
if path then
    local file = assert(io.open(path, "rb"))
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.body = file:read("*a")
    file:close()
end
if os.getenv("BENCH_CLOSE") then
    wrk.headers["Connection"] = "close"
end

-- Prints one line for the script: requests, their time and latencies in microseconds, and errors of all kinds.
function done(summary, latency)
    local errors = summary.errors
    local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    print(string.format("bench %d %d %d %d %d", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), failed))
end
