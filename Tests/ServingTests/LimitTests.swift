import TestSupport
import Testing

@testable import Serving

/// No client keeps a connection without end: `ConnectionDeadlineTests` has each limit, and these tests check them over
/// TLS, on a clock that the test sets unless something must wake the server.
@Suite(.timeLimit(.minutes(30)))
struct LimitTests {
    private static let ping = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Runs a test with a server that has the usual limits, one worker, and a clock that the test sets.
    private func withUsualServer(
        _ application: TestApplication = TestApplication(), limits adjust: (inout ServerLimits) -> Void = { _ in },
        _ test: (TestServer, TestClock) throws -> Void
    ) throws {
        let time = TestClock()
        try withServer(application, workers: 1, time: time, limits: adjust) { try test($0, time) }
    }

    /// A connection that sends nothing, or stops within its handshake, is closed.
    @Test(arguments: [0, 5, 100])
    func handshake(bytes: Int) throws {
        try withUsualServer { server, _ in
            let socket = try TestSocket(port: server.port)
            socket.byteLimit = bytes
            let client = try TLSClient(socket, trusting: server.authority)
            if bytes > 0 { #expect(throws: TestClientError.limit) { try client.handshake() } }
            try server.pass(.seconds(9))
            #expect(try !socket.waitForInput(milliseconds: 0))
            try server.pass(.seconds(1))
            #expect(try socket.receive() == nil)
        }
    }

    /// A request that stops in its head or its body is answered with 408.
    @Test(
        arguments: [
            ("P", 10), ("POST /echo HTTP/1.1\r\nHost: a\r\n", 10),
            ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12", 5),
        ])
    func unfinishedRequest(bytes: String, seconds: Int) throws {
        try withUsualServer { server, _ in
            let client = try server.connect()
            try client.send(Self.ping)
            #expect(try client.receiveResponse().status == 200)
            try client.send(bytes)
            try server.pass(.seconds(seconds - 1))
            #expect(try !client.socket.waitForInput(milliseconds: 0))
            try server.pass(.seconds(1))
            let response = try client.receiveResponse()
            #expect(response.status == 408)
            #expect(response.fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// A body below the lowest rate is cut off, and a faster one may take longer than the grace period.
    @Test func slowBody() throws {
        try withUsualServer { server, _ in
            let head = "POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n"
            let (slow, fast) = (try server.connect(), try server.connect())
            for client in [slow, fast] { try client.send(head) }
            for _ in 0..<5 {
                try slow.send("a")
                try fast.send([UInt8](repeating: 0x61, count: 1250))
                try server.pass(.seconds(1))
            }
            #expect(try slow.receiveResponse().status == 408)
            for _ in 0..<3 {
                try fast.send([UInt8](repeating: 0x61, count: 1250))
                try server.pass(.seconds(1))
            }
            #expect(try fast.receiveResponse().text == "10000")
        }
    }

    /// An old connection ends with its next answer, and not before.
    @Test func connectionAge() throws {
        try withUsualServer(limits: { $0.idleTimeout = .seconds(3600) }) { server, _ in
            let client = try server.connect()
            try client.send(Self.ping)
            #expect(try client.receiveResponse().text == "a")
            try server.pass(.seconds(661))
            #expect(try !client.socket.waitForInput(milliseconds: 0))
            try client.send(Self.ping)
            #expect(try client.receiveResponse().fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// An answer that the client no longer waits for is not computed; here it waits behind another client's request.
    @Test func answersPastTheTimeLimit() throws {
        let application = TestApplication()
        try withUsualServer(application) { server, time in
            let gate = "POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
            let echo = "POST /echo?patience=200 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab"
            let clients = try (0..<3).map { _ in try server.connect() }
            try clients[2].send(echo)
            #expect(try clients[2].receiveResponse().text == "ab")
            try clients[0].send(gate)
            #expect(application.gate.waitForArrival())
            // Both wait until the first is answered, and are then read at once, in this order.
            try clients[1].send(gate)
            try clients[2].send(echo)
            application.gate.open()
            #expect(application.gate.waitForArrival())
            time.pass(.milliseconds(200))
            application.gate.open()
            #expect(try clients[2].receiveResponse().status == 504)
        }
    }

    /// Bytes outside of requests do not start the time limit of one: a TLS message in two pieces, and an empty line.
    @Test(arguments: [true, false])
    func timeBeginsWithRequest(isMessage: Bool) throws {
        try withUsualServer { server, _ in
            var options = TLSClient.Options()
            options.versions = 0x0304...0x0304
            let client = try server.connect(options)
            let record = try isMessage ? client.keyUpdates(1) : client.records(of: Array("\r\n".utf8))
            try client.socket.send(Array(record.prefix(isMessage ? 7 : record.count)))
            try server.pass(.seconds(31))
            try client.socket.send(Array(record.dropFirst(isMessage ? 7 : record.count)))
            try server.pass(.seconds(31))
            #expect(try !client.socket.waitForInput(milliseconds: 0))
            try client.send("POST /echo?patience=550 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab")
            #expect(try client.receiveResponse().text == "ab")
        }
    }

    /// A connection without requests is closed with a goodbye, and the server wakes up for this by itself.
    @Test func idle() throws {
        try withServer(limits: { $0.idleTimeout = .milliseconds(200) }) { server in
            let client = try server.connect()
            try client.send(Self.ping)
            #expect(try client.receiveResponse().status == 200)
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// A client that does not read its answers is cut off.
    @Test func takesNoAnswers() throws {
        try withUsualServer { server, _ in
            let socket = try TestSocket(port: server.port, receiveBuffer: 4096)
            let client = try TLSClient(socket, trusting: server.authority)
            try client.handshake()
            try client.send("GET /fill/20000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try socket.waitForInput(milliseconds: 20_000))
            try server.pass(.seconds(30))
            #expect(throws: TestClientError.self) { try client.receiveResponse() }
        }
    }

    /// A client that does not read the last answer and does not close the connection is cut off as well.
    @Test func neverCloses() throws {
        try withUsualServer { server, _ in
            let client = try server.connect()
            try client.send("nonsense\r\n\r\n")
            #expect(try client.receiveResponse().status == 400)
            for _ in 0..<4 {
                try client.send("more")
                try server.pass(.seconds(1))
            }
            try server.pass(.seconds(1))
            // The kernel refuses bytes for a closed connection.
            #expect(eventually { (try? client.send("more")) == nil })
        }
    }
}
