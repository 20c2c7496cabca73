import Logging
import Net
import TestSupport
import Testing

@testable import Serving

/// A stop answers what is in flight, and ends.
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
        // It is told to the workers, one of which is computing, by another thread.
        while !server.server.health.isStopping {}
        application.gate.open()
        let response = try client.receiveResponse()
        #expect(response.text == "passed")
        #expect(response.fields["connection"] == "close")
        client.socket.close()
        #expect(server.waitForEnd() == .finished)
    }

    /// A client that the kernel has let in is answered, though the end began before the server took the connection.
    @Test func notYetAccepted() throws {
        var configuration = ServerConfiguration(addresses: [try SocketAddress(parsing: "127.0.0.1:0")], workers: 1)
        configuration.limits.shutdownDelay = .zero
        // The client reads its answer only when the server has ended.
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

    /// A request of which half has arrived may come to its end.
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

    /// A connection without a request is closed with TLS's goodbye; the client's next request goes elsewhere.
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

    /// A connection that is new when the server stops may have its first request on the way.
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

    /// One that sends nothing does not hold up the end.
    @Test func silent() throws {
        let server = try TestServer(limits: { $0.firstRequestGrace = .milliseconds(100) })
        let connected = try TestSocket(port: server.port)
        let established = try server.connect()
        server.requestStop()
        #expect(server.waitForEnd() == .finished)
        #expect(try connected.receive() == nil)
        #expect(try established.receive() == nil)
    }

    /// Nor does one that stops in its handshake, for which there is plenty of time otherwise.
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

    /// The time for what is in flight is limited.
    @Test func takesTooLong() throws {
        let server = try TestServer(limits: { $0.shutdownTimeout = .milliseconds(200) })
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
        #expect(try !client.socket.waitForInput(milliseconds: 50))
        server.requestStop()
        #expect(server.waitForEnd() == .cutShort(connections: 1))
        // Its worker has ended before it, and the connection with the worker, not only when the client was too slow.
        #expect(try client.socket.waitForInput(milliseconds: 1000))
    }

    /// Asked twice, it ends at once.
    @Test func insistence() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na")
        #expect(try !client.socket.waitForInput(milliseconds: 50))
        server.requestStop()
        server.requestStop()
        #expect(server.waitForEnd() == .cutShort(connections: 1))
    }

    /// Asked twice, it does not even wait for an answer that is being computed.
    @Test func insistenceDuringComputation() throws {
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

    /// Under a constant load of new and old connections no accepted request is lost by a stop.
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
