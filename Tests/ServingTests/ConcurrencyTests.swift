import System
import TestSupport
import Testing

@testable import Serving

/// Many concurrent clients each get their own answers.
@Suite(.timeLimit(.minutes(30)))
struct ConcurrencyTests {
    /// Runs each client on its own thread, and reports the failures of all.
    private func run(clients: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
        let failures = Locked<[String]>([])
        let threads = try (0..<clients).map { number in
            try WorkerThread(name: "client") {
                do { try work(number) } catch { failures.withLock { $0.append("\(number): \(error)") } }
            }
        }
        for thread in threads { thread.join() }
        #expect(failures.withLock { $0 } == [])
    }

    private struct Mismatch: Error {}

    @Test func keptAlive() throws {
        try withServer(workers: 3) { server in
            try run(clients: 24) { number in
                let client = try server.connect()
                for round in 0..<100 {
                    let body = String(repeating: "\(number)-\(round) ", count: 1 + number * round)
                    try client.send(
                        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                    guard try client.receiveResponse().text == body else { throw Mismatch() }
                }
            }
        }
    }

    /// A new connection for each request makes the server take and free the places in its tables all the time.
    @Test func newConnections() throws {
        try withServer(limits: { $0.connections = 6 }) { server in
            try run(clients: 8) { number in
                for round in 0..<40 {
                    let client = try server.connect()
                    try client.send(
                        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\(1000 + number * 40 + round)")
                    guard try client.receiveResponse().text == "\(1000 + number * 40 + round)" else { throw Mismatch() }
                    if round % 2 == 0 { client.socket.abort() } else { client.socket.close() }
                }
            }
        }
    }

    /// Bytes of any kind after the handshake neither crash nor stop the server.
    @Test(arguments: 0..<8)
    func hostileStreams(seed: UInt64) throws {
        var random = TestRandom(seed: seed)
        let request = Array(
            "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n".utf8)
        try withServer(limits: { $0.requestTimeout = .milliseconds(100) }) { server in
            for _ in 0..<40 {
                var bytes = (0..<Int.random(in: 1...5, using: &random)).flatMap { _ in request }
                for _ in 0..<Int.random(in: 1...8, using: &random) {
                    let place = bytes.indices.randomElement(using: &random) ?? 0
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                    case 1: bytes.remove(at: place)
                    default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    }
                }
                let client = try server.connect()
                try client.send(bytes, inRecordsOf: Int.random(in: 1...200, using: &random))
                // The server closes the connection, at the latest when the request times out, so this loop ends.
                try client.finishSending()
                _ = try client.receiveToEnd()
            }
            let client = try server.connect()
            try client.send(request)
            #expect(try client.receiveResponse().text == "hello")
        }
    }
}

/// A generator of the same numbers in every run (linear congruential; its upper half is random enough here).
private struct TestRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        var bits: UInt64 = 0
        for _ in 0..<2 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            bits = bits << 32 | state >> 32
        }
        return bits
    }
}
