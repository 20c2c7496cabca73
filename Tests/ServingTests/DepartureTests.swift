import TestSupport
import Testing

@testable import Serving

/// A client that disconnects in any way, at any byte, leaves nothing behind in the server.
@Suite(.timeLimit(.minutes(30)))
struct DepartureTests {
    /// The ways in which a client disconnects.
    enum Departure: CaseIterable, Sendable {
        case close, reset, halfClose
    }

    private static let request = Array(
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n".utf8)

    /// The client disconnects after each byte, from the first of its handshake to the last of its request.
    @Test(arguments: Departure.allCases)
    func atAnyByte(_ departure: Departure) throws {
        try withServer(limits: { $0.connections = 8 }) { server in
            let total = try bytesOfOneExchange(server)
            for limit in 0...total {
                let client = try TLSClient(TestSocket(port: server.port), trusting: server.authority)
                client.socket.byteLimit = limit
                do {
                    try client.handshake()
                    try client.send(Self.request)
                    if limit % 2 == 0 { _ = try client.receiveResponse() }
                } catch {
                    #expect(error as? TestClientError == .limit)
                }
                switch departure {
                case .close: client.socket.close()
                case .reset: client.socket.abort()
                case .halfClose: client.socket.finishSending()
                }
            }
            // The server has room for eight, so a connection left behind, or a crash, would show by now.
            let clients = try (0..<8).map { _ in try server.connect() }
            for client in clients {
                try client.send(Self.request)
                #expect(try client.receiveResponse().text == "abc")
            }
            for client in clients { client.socket.close() }
            server.requestStop()
            #expect(server.waitForEnd() == .finished)
        }
    }

    /// The client disconnects in the middle of an answer that it does not read.
    @Test(arguments: Departure.allCases)
    func duringTheAnswer(_ departure: Departure) throws {
        try withServer(limits: { limits in
            limits.connections = 2
            limits.writeTimeout = .milliseconds(100)
        }) { server in
            for _ in 0..<20 {
                let client = try TLSClient(
                    TestSocket(port: server.port, receiveBuffer: 4096), trusting: server.authority)
                try client.handshake()
                try client.send(String(repeating: "GET /fill/1000000 HTTP/1.1\r\nHost: a\r\n\r\n", count: 10))
                _ = try client.socket.receive()
                switch departure {
                case .close: client.socket.close()
                case .reset: client.socket.abort()
                case .halfClose: client.socket.finishSending()
                }
            }
            let client = try server.connect()
            try client.send(Self.request)
            #expect(try client.receiveResponse().text == "abc")
        }
    }

    private func bytesOfOneExchange(_ server: TestServer) throws -> Int {
        let client = try server.connect()
        try client.send(Self.request)
        #expect(try client.receiveResponse().text == "abc")
        return client.socket.bytesSent
    }
}
