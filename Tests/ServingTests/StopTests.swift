import Logging
import Net
import TestSupport
import Testing

@testable import Serving

/// A server that stops answers requests in flight, and then ends.
@Suite(.timeLimit(.minutes(30)))
struct StopTests {
    private static let request = "POST /gate HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"
    private static let ping = "GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n"

    /// A request that is being computed is answered, and the answer says that the connection ends.
    @Test func inFlight() throws {
        let application = TestApplication()
        let server = try TestServer(application)
        let client = try server.connect()
        try client.send(Self.request)
        #expect(application.gate.waitForArrival())
        server.requestStop()
        // Another thread tells the workers, one of which is computing.
        while !server.server.health.isStopping {}
        application.gate.open()
        let response = try client.receiveResponse()
        #expect(response.text == "passed")
        #expect(response.fields["connection"] == "close")
        client.socket.close()
        #expect(server.waitForEnd() == .finished)
    }

    /// A client in the kernel's queue is answered, even if the stop began before the server accepted its connection.
    @Test func notYetAccepted() throws {
        var configuration = ServerConfiguration(addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: 1)
        configuration.limits.shutdownDelay = .zero
        // The client reads its answer only after the server has ended.
        configuration.limits.lingerTimeout = .milliseconds(10)
        let server = try Server(
            configuration, context: nil, application: TestApplication(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let client = try TestSocket(port: server.addresses[0].port)
        try client.send(Array(Self.ping.utf8))
        server.stop()
        #expect(try server.run() == .finished)
        #expect(try client.receiveResponse().text == "a")
    }

    /// A request that has arrived in part can be completed.
    @Test(arguments: [1, 10, 40])
    func halfArrived(bytes: Int) throws {
        let server = try TestServer()
        let client = try server.connect()
        let request = Array("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8)
        try client.send(Self.ping)
        #expect(try client.receiveResponse().status == 200)
        try client.send(Array(request.prefix(bytes)))
        server.requestStop()
        #expect(try !client.socket.waitForInput(milliseconds: 100))
        try client.send(Array(request.dropFirst(bytes)))
        let response = try client.receiveResponse()
        #expect(response.text == "abc")
        #expect(response.fields["connection"] == "close")
        #expect(try client.receiveToEnd() == [])
        client.socket.close()
        #expect(server.waitForEnd() == .finished)
    }

    /// An idle connection is closed with a TLS goodbye, so that the client sends its next request elsewhere.
    @Test func idle() throws {
        let server = try TestServer()
        let clients = try (0..<20).map { _ in try server.connect() }
        for client in clients {
            try client.send(Self.ping)
            #expect(try client.receiveResponse().status == 200)
        }
        server.requestStop()
        for client in clients { #expect(try client.receiveToEnd() == []) }
        #expect(server.waitForEnd() == .finished)
        #expect(throws: TestClientError.self) { try TestSocket(port: server.port) }
    }

    /// A connection that is new when the server stops may still send its first request.
    @Test func firstRequest() throws {
        let server = try TestServer(limits: { $0.firstRequestGrace = .seconds(20) })
        let client = try server.connect()
        server.requestStop()
        #expect(try !client.socket.waitForInput(milliseconds: 100))
        try client.send(Self.ping)
        let response = try client.receiveResponse()
        #expect(response.text == "a")
        #expect(response.fields["connection"] == "close")
        client.socket.close()
        #expect(server.waitForEnd() == .finished)
    }

    /// A connection that sends nothing does not delay the stop.
    @Test func silent() throws {
        let server = try TestServer(limits: { $0.firstRequestGrace = .milliseconds(100) })
        let connected = try TestSocket(port: server.port)
        let established = try server.connect()
        server.requestStop()
        #expect(server.waitForEnd() == .finished)
        #expect(try connected.receive() == nil)
        #expect(try established.receive() == nil)
    }

    /// A connection that stops within its handshake does not delay the stop, although its usual time limit is long.
    @Test(arguments: [1, 5, 100, .max])
    func stalledHandshake(bytes: Int) throws {
        let server = try TestServer(limits: { limits in
            limits.handshakeTimeout = .seconds(3600)
            limits.firstRequestGrace = .milliseconds(100)
        })
        let socket = try TestSocket(port: server.port)
        socket.byteLimit = bytes
        let client = try TLSClient(socket, trusting: server.authority)
        try? client.sendHello()
        #expect(try socket.waitForInput(milliseconds: bytes == .max ? 20_000 : 50) == (bytes == .max))
        server.requestStop()
        #expect(server.waitForEnd() == .finished)
    }

    /// Requests in flight have a time limit.
    @Test func takesTooLong() throws {
        let server = try TestServer(limits: { $0.shutdownTimeout = .milliseconds(200) })
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
        #expect(try !client.socket.waitForInput(milliseconds: 50))
        server.requestStop()
        #expect(server.waitForEnd() == .cutShort(connections: 1))
        // The worker ended first and took the connection with it, so the client was not just too slow.
        #expect(try client.socket.waitForInput(milliseconds: 1000))
    }

    /// A second request to stop ends the server at once.
    @Test func secondRequest() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
        #expect(try !client.socket.waitForInput(milliseconds: 50))
        server.requestStop()
        server.requestStop()
        #expect(server.waitForEnd() == .cutShort(connections: 1))
    }

    /// A second request to stop does not wait even for an answer that is being computed.
    @Test func secondRequestDuringComputation() throws {
        let application = TestApplication()
        let server = try TestServer(application)
        let client = try server.connect()
        try client.send(Self.request)
        #expect(application.gate.waitForArrival())
        server.requestStop()
        server.requestStop()
        #expect(server.waitForEnd() == .cutShort(connections: 1))
        application.gate.open()
    }

    /// During the delay everything is served, and each answer ends its connection.
    @Test func delay() throws {
        let server = try TestServer(limits: { $0.shutdownDelay = .seconds(3600) })
        let old = try server.connect()
        try old.send(Self.ping)
        #expect(try old.receiveResponse().fields["connection"] == nil)
        server.requestStop()
        while !server.server.health.isStopping {}
        for _ in 0..<3 {
            let new = try server.connect()
            try new.send(Self.ping)
            #expect(try new.receiveResponse().fields["connection"] == "close")
            #expect(try new.receiveToEnd() == [])
            new.socket.close()
        }
        #expect(try !old.socket.waitForInput(milliseconds: 50))
        try old.send(Self.ping)
        #expect(try old.receiveResponse().fields["connection"] == "close")
        old.socket.close()
        server.requestStop()
        #expect(server.waitForEnd() != nil)
    }

    /// A stop loses no accepted request under a constant load of new and old connections.
    @Test func underLoad() throws {
        let server = try TestServer()
        let clients = try (0..<30).map { _ in try server.connect() }
        for client in clients { try client.send(Self.ping) }
        server.requestStop()
        for client in clients { #expect(try client.receiveResponse().text == "a") }
        for client in clients { client.socket.close() }
        #expect(server.waitForEnd() == .finished)
    }
}
