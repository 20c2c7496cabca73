import Net
import TestSupport
import Testing

@testable import Serving

/// If all places are taken, a new client gets that of the client that has been idle longest.
@Suite(.timeLimit(.minutes(30)))
struct PlaceTests {
    private static let ping = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"
    private static let begun = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"

    private func ask(_ client: TLSClient) throws {
        try client.send(Self.ping)
        let response = try client.receiveResponse()
        try #require(response.text == "a")
    }

    /// Connects clients that are answered, one after the other, and stay.
    private func welcome(_ count: Int, to server: TestServer) throws -> [TLSClient] {
        try (0..<count).map { _ in
            let client = try server.connect()
            try ask(client)
            return client
        }
    }

    private func isOpen(_ client: TLSClient) throws -> Bool {
        try !client.socket.waitForInput(milliseconds: 0)
    }

    /// Limits of a server with few places whose clients never time out by themselves.
    private func few(_ count: Int) -> (inout ServerLimits) -> Void {
        { limits in
            limits.connections = count
            limits.handshakeTimeout = .seconds(3600)
            limits.headTimeout = .seconds(3600)
            limits.requestTimeout = .seconds(3600)
            limits.idleTimeout = .seconds(3600)
            limits.lingerTimeout = .seconds(3600)
            limits.writeTimeout = .seconds(3600)
            limits.bodyGrace = .seconds(3600)
            limits.idleGrace = .milliseconds(1)
        }
    }

    /// The order of the last answers counts, not that of the connections.
    @Test func longestIdle() throws {
        let cutOffs = CutOffs()
        try withServer(workers: 1, observer: cutOffs, limits: few(3)) { server in
            let clients = try (0..<3).map { _ in try server.connect() }
            for index in [1, 2, 0] { try ask(clients[index]) }
            let newcomer = try server.connect()
            try ask(newcomer)
            // The connection ends with a TLS goodbye, so that the client knows that nothing is lost.
            #expect(try clients[1].receiveToEnd() == [])
            #expect(try isOpen(clients[0]) && isOpen(clients[2]))
            let next = try server.connect()
            try ask(next)
            #expect(try clients[2].receiveToEnd() == [])
            for client in [clients[0], newcomer, next] { try ask(client) }
            #expect(cutOffs[.placeNeeded] == 2)
        }
    }

    /// A client with an unfinished request keeps its place, even if it came first and others are idle.
    @Test func requests() throws {
        try withServer(workers: 1, limits: few(3)) { server in
            let busy = try server.connect()
            try busy.send(Self.begun)
            #expect(try !busy.socket.waitForInput(milliseconds: 20))
            let newcomers = try welcome(10, to: server)
            try busy.send("b")
            #expect(try busy.receiveResponse().text == "ab")
            extendLifetime(newcomers)
        }
    }

    /// A client within its handshake keeps its place, and so does one that has not read its answer.
    @Test func handshakesAndAnswers() throws {
        try withServer(workers: 1, limits: few(4)) { server in
            let socket = try TestSocket(port: server.port)
            let handshaking = try TLSClient(socket, trusting: server.authority)
            try handshaking.sendHello()
            #expect(try socket.waitForInput(milliseconds: 20_000))
            let slow = try server.connect()
            try slow.send("GET /fill/20000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try slow.socket.waitForInput(milliseconds: 20_000))
            let newcomers = try welcome(10, to: server)
            try handshaking.handshake()
            try ask(handshaking)
            #expect(try slow.receiveResponse().body.count == 20_000_000)
            extendLifetime(newcomers)
        }
    }

    /// Limits under which one stalled client blocks every other one.
    private func single(_ limits: inout ServerLimits) {
        few(1)(&limits)
        limits.stallGrace = .milliseconds(100)
    }

    /// If no client is idle, one with a stalled request gives way, and is asked to try again.
    @Test(arguments: ["GET /fi", begun])
    func stalledRequest(request: String) throws {
        let cutOffs = CutOffs()
        try withServer(workers: 1, observer: cutOffs, limits: single) { server in
            let stalled = try server.connect()
            try stalled.send(request)
            try ask(server.connect())
            let response = try stalled.receiveResponse()
            #expect(response.status == 503)
            #expect(response.fields["retry-after"] == "1")
            #expect(response.fields["connection"] == "close")
            #expect(try stalled.receiveToEnd() == [])
            #expect(cutOffs[.placeNeeded] == 1)
        }
    }

    /// A client with a stalled handshake gives way.
    @Test func stalledHandshake() throws {
        try withServer(workers: 1, limits: single) { server in
            let stalled = try TestSocket(port: server.port)
            try stalled.send([22, 3, 1])
            try ask(server.connect())
            #expect(try stalled.receive() == nil)
        }
    }

    /// A client that does not read its answer gives way.
    @Test func stalledAnswer() throws {
        try withServer(workers: 1, limits: single) { server in
            let socket = try TestSocket(port: server.port, receiveBuffer: 4096)
            let stalled = try TLSClient(socket, trusting: server.authority)
            try stalled.handshake()
            try stalled.send("GET /fill/20000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try socket.waitForInput(milliseconds: 20_000))
            try ask(server.connect())
            #expect(throws: TestClientError.self) { try stalled.receiveResponse() }
        }
    }

    /// Idle clients still give way first after stalled ones had to.
    @Test func idleBeforeStalled() throws {
        func adjust(_ limits: inout ServerLimits) {
            single(&limits)
            limits.connections = 2
        }
        try withServer(workers: 1, limits: adjust) { server in
            let stalled = try (0..<2).map { _ in
                let client = try server.connect()
                try client.send(Self.begun)
                return client
            }
            let first = try welcome(1, to: server)[0]
            #expect(try stalled[0].receiveResponse().status == 503)
            // Its grace period is over, and the server still knows that stalled places were needed.
            #expect(try !first.socket.waitForInput(milliseconds: 20))
            let newcomer = try welcome(1, to: server)
            #expect(try first.receiveToEnd() == [])
            try stalled[1].send("b")
            #expect(try stalled[1].receiveResponse().text == "ab")
            extendLifetime(newcomer)
        }
    }

    /// A client that sends its request bit by bit keeps its place as long as it makes progress, however much it has
    /// sent before.
    @Test func progress() throws {
        func adjust(_ limits: inout ServerLimits) {
            single(&limits)
            limits.stallGrace = .seconds(1)
            limits.bodyBytesPerSecond = 1
        }
        try withServer(workers: 1, limits: adjust) { server in
            let slow = try server.connect()
            let body = String(repeating: "a", count: 1000)
            try slow.send("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n\(body)")
            let waiting = try TLSClient(TestSocket(port: server.port), trusting: server.authority)
            try waiting.sendHello()
            var bits = 0
            // Each byte is worth a second, so the client stalls only if it is silent.
            while try bits < 10 && !waiting.socket.waitForInput(milliseconds: 20) {
                try slow.send("a")
                bits += 1
            }
            #expect(bits == 10)
            try waiting.handshake()
            try ask(waiting)
            #expect(try slow.receiveResponse().status == 503)
        }
    }

    /// Clients that connect and send nothing take no places from active ones, with and without TLS.
    @Test(arguments: [false, true])
    func silent(isPlain: Bool) throws {
        let server = try TestServer(workers: 2, isPlain: isPlain, limits: few(8))
        defer { server.stop() }
        let silent = try (0..<40).map { _ in try TestSocket(port: server.port) }
        if isPlain {
            let sockets = try (0..<5).map { _ in try TestSocket(port: server.port) }
            for socket in sockets {
                try socket.send(Array(Self.ping.utf8))
                #expect(try socket.receiveResponse().text == "a")
            }
        } else {
            _ = try welcome(5, to: server)
        }
        // The first silent clients are closed, although the server's own time limit for them is an hour.
        #expect(try silent[0].receive() == nil)
    }

    /// A client that does not close its connection after the last answer gives way as well.
    @Test func lingering() throws {
        try withServer(workers: 1, limits: few(2)) { server in
            let lingering = try (0..<2).map { _ in
                let client = try server.connect()
                try client.send("nonsense\r\n\r\n")
                #expect(try client.receiveResponse().status == 400)
                return client
            }
            let newcomers = try welcome(3, to: server)
            extendLifetime((newcomers, lingering))
        }
    }

    /// The log reports that places are short, and which client has most of them.
    @Test func log() throws {
        let log = LogLines()
        try withServer(workers: 1, log: log, limits: few(2)) { server in
            let newcomers = try welcome(5, to: server)
            defer { extendLifetime(newcomers) }
            let lines = log.lines.filter { $0.contains("connections are in use") }
            #expect(lines.count == 1, "once a minute")
            let line = try #require(lines.first)
            #expect(line.hasPrefix("warning: all 2 connections are in use; idle ones are closed for new ones"))
            #expect(line.contains("most-by=127.0.0.1") && line.contains("of-these=2"))
        }
    }

    /// The log names the address of refused connections, once a minute each.
    @Test func refusedAddress() throws {
        let log = LogLines()
        try withServer(log: log, limits: { $0.connectionsPerAddress = 1 }) { server in
            let client = try server.connect()
            for _ in 0..<3 { #expect(try TestSocket(port: server.port).receive() == nil) }
            try ask(client)
            let lines = log.lines.filter { $0.contains("further ones are closed") }
            #expect(
                lines == [
                    "warning: a client has its 1 connections, and further ones are closed client=127.0.0.1"
                ])
        }
    }
}
