import Serving
import TestSupport
import Testing

/// Without a certificate, the same server uses plain HTTP.
@Suite(.timeLimit(.minutes(30)))
struct PlainTests {
    @Test func requests() throws {
        let server = try TestServer(isPlain: true)
        defer { server.stop() }
        let client = try TestSocket(port: server.port)
        client.pieceSize = 100_000
        for size in [0, 1, 70_000, 2_000_000] {
            let body = [UInt8](repeating: 0x61, count: size)
            try client.send(Array("POST /size HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n".utf8) + body)
            #expect(try client.receiveResponse().text == "\(size)")
            try client.send(Array("GET /fill/\(size) HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(try client.receiveResponse().body == body)
        }
        try client.send(Array("nonsense\r\n\r\n".utf8))
        #expect(try client.receiveResponse().status == 400)
        #expect(try client.receive() == nil)
    }

    @Test func limitsAndDeparture() throws {
        let server = try TestServer(
            isPlain: true,
            limits: { limits in
                limits.idleTimeout = .milliseconds(200)
                limits.requestTimeout = .milliseconds(200)
            })
        let idle = try TestSocket(port: server.port)
        try idle.send(Array("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        #expect(try idle.receiveResponse().text == "a")
        #expect(try idle.receive() == nil)
        let slow = try TestSocket(port: server.port)
        try slow.send(Array("GET /fi".utf8))
        #expect(try slow.receiveResponse().status == 408)
        for socket in [idle, slow] { socket.close() }
        let gone = try TestSocket(port: server.port)
        try gone.send(Array("GET /fi".utf8))
        gone.abort()
        #expect(server.stop() == .finished)
    }
}
