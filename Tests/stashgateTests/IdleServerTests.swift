import TestSupport
import Testing

/// The figures of a process that only the kernel knows.
struct IdleServerTests {
    /// After a client that read its answers late, the workers wait for the next request, and do not spin.
    @Test func waits() throws {
        // A busy machine makes the client slow, too, and the server must not end the connection for it.
        let server = try LoggedServer("--workers 1 --write-timeout 30m --request-timeout 30m")
        let client = try server.connect(server.port())
        // So many long answers to short requests are more than the sockets hold, and the server waits until it can write.
        var review = try JSONValue(parsing: Fixtures.review("minimal-create-validate"))
        review["request/object/spec/sessions"] = .array(Array(repeating: 0, count: 1000))
        let request = LoggedServer.request(review.json)
        // A sanitizer makes the client so slow that the server would end the connection for it.
        let count = ChildProcess.isSanitized ? 150 : 400
        try client.send(Array(repeatElement(request, count: count).joined()))
        #expect(try Self.fallsAsleep(server.process.number))
        for _ in 0..<count { #expect(try client.receiveResponse().body.count > 100_000) }
        #expect(try Self.fallsAsleep(server.process.number))
        // And the client is still there.
        try LoggedServer.deny(1, with: client)
        _ = server.end()
    }

    /// Where memory is limited, threads share one heap: others would take 64 MiB of addresses each, which no budget counts.
    @Test(.enabled(if: !ChildProcess.isSanitized, "a sanitizer has another heap"))
    func sharesOneHeap() throws {
        let server = try LoggedServer("--workers 4", prelude: "ulimit -d 1000000")
        let port = try server.port()
        for _ in 0..<16 { try LoggedServer.deny(1, with: server.connect(port)) }
        let maps = String(decoding: try TemporaryFolder.read("/proc/\(server.process.number)/maps"), as: UTF8.self)
        #expect(maps.contains("[heap]"))
        // A thread of the Swift runtime may have made one before the budget was fixed, which counts it as used.
        #expect(Self.heaps(in: maps).count <= 1)
        // A heap of a thread as the kernel shows it.
        #expect(
            Self.heaps(in: "7fffe0000000-7fffe0021000 rw-p 0 0 0\n7fffe0021000-7fffe4000000 ---p 0 0 0\n").count == 1)
        _ = server.end()
    }

    /// Whether all threads of a process come to sleep; one that spins hardly ever does.
    private static func fallsAsleep(_ process: Int32) throws -> Bool {
        var asleep = 0
        return try eventually {
            asleep = try areAsleep(process) ? asleep + 1 : 0
            return asleep == 50
        }
    }

    /// Whether all threads of a process sleep.
    private static func areAsleep(_ process: Int32) throws -> Bool {
        try TemporaryFolder.names(in: "/proc/\(process)/task").allSatisfy { thread in
            let stat = String(
                decoding: try TemporaryFolder.read("/proc/\(process)/task/\(thread)/stat"), as: UTF8.self)
            // The state is the field after the name in parentheses (proc(5)).
            return stat.split(separator: ") ").last?.first == "S"
        }
    }

    /// The beginnings of the heaps of threads (malloc(3)): two mappings, 64 MiB together and aligned to as much.
    private static func heaps(in maps: String) -> [UInt64] {
        let size: UInt64 = 64 << 20
        let lines = maps.split(separator: "\n").map { $0.split(separator: " ") }
        let ranges = lines.compactMap { line -> (ClosedRange<UInt64>, access: Substring)? in
            let ends = (line.first ?? "").split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard ends.count == 2, line.count > 1 else { return nil }
            return (ends[0]...ends[1], line[1])
        }
        return zip(ranges, ranges.dropFirst()).compactMap { used, free in
            let start = used.0.lowerBound
            return start % size == 0 && used.access == "rw-p" && free.access == "---p"
                && free.0.upperBound == start + size ? start : nil
        }
    }
}
