import TestSupport
import Testing

/// A refusal reaches the client before its connection is closed.
@Suite(.timeLimit(.minutes(30)))
struct RefusalTests {
    /// A malformed or oversized request, and its status.
    struct Hopeless: Sendable, CustomTestStringConvertible {
        let bytes: String
        let status: Int

        var testDescription: String { "\(status): \(bytes.prefix(60).debugDescription)" }

        init(_ bytes: String, _ status: Int) {
            self.bytes = bytes
            self.status = status
        }

        private static let post = "POST /echo HTTP/1.1\r\nHost: a\r\n"
        private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"

        static let all = [
            Hopeless("\u{0}\r\n\r\n", 400),
            Hopeless("GET\r\n\r\n", 400),
            Hopeless("GET / HTTP/1.1\nHost: a\n\n", 400),
            Hopeless("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            Hopeless(post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400),
            Hopeless(post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
            Hopeless(post + "Content-Length: -1\r\n\r\n", 400),
            Hopeless(post + "Content-Length: 8388609\r\n\r\n", 413),
            Hopeless(post + "Content-Length: 99999999999999999999\r\n\r\n", 413),
            Hopeless(chunked + "800001\r\n", 413),
            Hopeless(chunked + "xyz\r\n", 400),
            Hopeless(chunked + "FFFFFFFFFFFFFFFFF\r\n", 400),
            Hopeless("GET / HTTP/1.1\r\nHost: a\r\nA: " + String(repeating: "b", count: 40_000) + "\r\n\r\n", 431),
            Hopeless("GET /" + String(repeating: "b", count: 10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ]
    }

    @Test(arguments: Hopeless.all)
    func answersAndCloses(_ hopeless: Hopeless) throws {
        let bytes = Array(hopeless.bytes.utf8)
        try withServer { server in
            for size in bytes.count > 1000 ? [1000, bytes.count] : [1, bytes.count] {
                let client = try server.connect()
                client.socket.pieceSize = size
                try client.send(bytes, inRecordsOf: size)
                let response = try client.receiveResponse()
                #expect(response.status == hopeless.status)
                #expect(response.fields["connection"] == "close")
                #expect(try client.receiveToEnd() == [])
            }
        }
    }

    /// A valid request before the malformed one is answered first.
    @Test func afterGoodOnes() throws {
        try withServer { server in
            let client = try server.connect()
            try client.send(
                "GET /fill/2 HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\nGET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().text == "aa")
            #expect(try client.receiveResponse().status == 400)
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// An unknown path or method does not end the connection of a client with a short body.
    @Test func keepsTheConnection() throws {
        try withServer { server in
            let client = try server.connect()
            try client.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = try client.receiveResponse()
            #expect(response.status == 405)
            #expect(response.fields["allow"] == "POST")
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
            #expect(try client.receiveResponse().text == "ok")
        }
    }

    /// A client that sends a large body before it reads gets the answer, not a reset connection.
    @Test(arguments: ["/nowhere", "/echo"])
    func largeBodyRefused(path: String) throws {
        try withServer { server in
            let client = try server.connect()
            let size = 10_000_000
            try client.send("POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
            try client.send([UInt8](repeating: 0x20, count: size))
            #expect(try client.receiveResponse().status == (path == "/echo" ? 413 : 404))
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// A client that uses http instead of https is told so in plain HTTP.
    @Test func plainHTTP() throws {
        try withServer { server in
            let socket = try TestSocket(port: server.port)
            try socket.send(Array("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            var received: [UInt8] = []
            while let more = try socket.receive() { received += more }
            #expect(String(decoding: received, as: UTF8.self).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        }
    }

    /// Bytes that are neither TLS nor HTTP end their connection and nothing else.
    @Test(arguments: [
        "\u{16}\u{3}\u{1}\u{ff}\u{ff}", "\u{16}\u{3}\u{1}\u{0}\u{5}hello", "SSH-2.0-x\r\n", "\u{80}\u{2e}",
    ])
    func garbage(bytes: String) throws {
        try withServer { server in
            let socket = try TestSocket(port: server.port)
            try socket.send(bytes.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            socket.finishSending()
            while try socket.receive() != nil {}
            let client = try server.connect()
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().text == "a")
        }
    }
}
