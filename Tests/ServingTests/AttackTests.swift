import TestSupport
import Testing

@testable import Serving

/// A client that only makes TLS work is cut off, and does not keep a worker from its other clients.
@Suite(.timeLimit(.minutes(30)))
struct AttackTests {
    private static let ping = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Whether the server closes the connection, rather than waiting for the client.
    private func isCutOff(_ client: TLSClient) throws -> Bool {
        do {
            while try client.socket.receive() != nil {}
            return true
        } catch {
            return error as? TestClientError != .patience
        }
    }

    private func version(_ version: Int32) -> TLSClient.Options {
        var options = TLSClient.Options()
        options.versions = version...version
        options.suites = "ECDHE-ECDSA-AES128-GCM-SHA256"
        return options
    }

    @Test func keyUpdates() throws {
        let (cutOffs, log) = (CutOffs(), LogLines())
        try withServer(workers: 1, observer: cutOffs, log: log, limits: { $0.idleTimeout = .seconds(3600) }) { server in
            let modest = try server.connect()
            let attacker = try server.connect(version(0x0304))
            let records = try attacker.keyUpdates(10_000)
            // The server closes the connection long before it has read all of them.
            try? attacker.socket.send(records)
            try modest.send(Self.ping)
            #expect(try modest.receiveResponse().text == "a")
            #expect(try isCutOff(attacker))
            #expect(cutOffs[.tlsMessages] == 1)
            let line = try #require(log.lines.first { $0.hasPrefix("warning: connection cut off") })
            #expect(line.contains("client=127.0.0.1:"))
            #expect(line.contains("the peer sends messages of TLS and no request"))
        }
    }

    /// Starts of renegotiations, warnings, and records without content.
    @Test(arguments: zip([22, 21, 23] as [UInt8], [[1, 0, 0, 0], [1, 90], []] as [[UInt8]]))
    func messagesOfTLS12(type: UInt8, content: [UInt8]) throws {
        let cutOffs = CutOffs()
        try withServer(workers: 1, observer: cutOffs, limits: { $0.idleTimeout = .seconds(3600) }) { server in
            let modest = try server.connect()
            let attacker = try server.connect(version(0x0303))
            var forger = RecordForger(attacker)
            var records: [UInt8] = []
            for _ in 0..<5000 { records += forger.record(type: type, content) }
            try? attacker.socket.send(records)
            try modest.send(Self.ping)
            #expect(try modest.receiveResponse().text == "a")
            #expect(try isCutOff(attacker))
            #expect(cutOffs[.tlsMessages] == 1)
        }
    }

    /// A client that changes its keys occasionally, between and within its requests, is served without end.
    @Test func usualKeyUpdates() throws {
        let cutOffs = CutOffs()
        try withServer(observer: cutOffs) { server in
            let client = try server.connect(version(0x0304))
            for _ in 0..<20 {
                try client.socket.send(client.keyUpdates(2))
                try client.send(Array(Self.ping.utf8.prefix(9)))
                try client.socket.send(client.keyUpdates(2))
                try client.send(Array(Self.ping.utf8.dropFirst(9)))
                #expect(try client.receiveResponse().text == "a")
            }
            #expect(cutOffs[.tlsMessages] == 0)
        }
    }

    /// A client that disconnects in any way is not taken for an attacker.
    @Test func departures() throws {
        let cutOffs = CutOffs()
        // The only worker handles all of them before it answers the last client.
        try withServer(workers: 1, observer: cutOffs) { server in
            for round in 0..<9 {
                let client = try server.connect()
                try client.send(round % 2 == 0 ? Self.ping : "GET /fi")
                switch round % 3 {
                case 0: client.socket.abort()
                case 1: client.socket.close()
                default: try client.finishSending()
                }
            }
            let last = try server.connect()
            try last.send(Self.ping)
            #expect(try last.receiveResponse().text == "a")
            #expect(cutOffs[.tlsMessages] == 0)
        }
    }

    /// Few requests are answered ahead for a client that does not read its answers.
    @Test func answersAhead() throws {
        try withServer(workers: 1, limits: { $0.heldBytes = 1 << 20 }) { server in
            let client = try server.connect()
            let count = 200
            // All of them arrive in few turns, and the thirty-two answers that a turn may have would be too much to
            // hold.
            let requests = String(repeating: "GET /fill/100000 HTTP/1.1\r\nHost: a\r\n\r\n", count: count)
            try client.send(requests)
            for _ in 0..<count { #expect(try client.receiveResponse().body.count == 100_000) }
        }
    }

    /// The application gets the address of a request's client, for its log.
    @Test func address() throws {
        try withServer { server in
            let client = try server.connect()
            try client.send("POST /address HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
            let address = try client.receiveResponse().text
            #expect(
                address.hasPrefix("127.0.0.1:") && address != "127.0.0.1:0" && !address.hasSuffix(":\(server.port)"))
        }
    }
}
