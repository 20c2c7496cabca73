import Net
import TLS
import TestSupport
import Testing

@testable import Serving

/// Without TLS, each result of a socket has its outcome, which decides what the connection waits for.
@Suite struct TransportTests {
    private struct Unexpected: Error {}

    private static func connect(_ use: (inout Transport, TestSocket) throws -> Void) throws {
        let listener = try Listener(on: SocketAddress(parsing: "127.0.0.1:0"))
        let client = try TestSocket(port: listener.address.port)
        guard case .connection(let socket) = listener.accept() else { throw Unexpected() }
        var transport = try Transport(socket, context: nil)
        try use(&transport, client)
    }

    @Test func reads() throws {
        try Self.connect { transport, client in
            var buffer = [UInt8](repeating: 0, count: 4)
            #expect(transport.handshake() == .done(0), "there is none")
            #expect(transport.read(into: &buffer) == .wantRead)
            try client.send([1, 2, 3, 4, 5, 6])
            #expect(transport.read(into: &buffer) == .done(4))
            #expect(transport.received.bytes == 4)
            #expect(transport.read(into: &buffer) == .done(2))
            #expect(transport.received.bytes == 6 && !transport.received.hasMore)
            client.close()
            #expect(transport.read(into: &buffer) == .closed)
            #expect(transport.received.bytes == 6)
            #expect(transport.shutdown() == .done(0))
        }
    }

    /// A client that reads nothing is waited for; one that has gone is not.
    @Test func writes() throws {
        try Self.connect { transport, client in
            let bytes = [UInt8](repeating: 0, count: 1 << 16)
            #expect(transport.write(bytes.span) == .done(bytes.count))
            var last = Outcome.done(0)
            // A socket holds some megabytes.
            for _ in 0..<4096 {
                last = transport.write(bytes.span)
                guard case .done = last else { break }
            }
            #expect(last == .wantWrite)
            client.abort()
            #expect(transport.write(bytes.span) == .closed)
        }
    }
}
