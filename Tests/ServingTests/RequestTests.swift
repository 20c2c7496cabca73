import HTTP
import System
import TestSupport
import Testing

/// Requests are answered correctly, in whatever pieces their bytes arrive.
@Suite(.timeLimit(.minutes(30)))
struct RequestTests {
    /// One request of each form, with its answer.
    struct Exchange: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let request: String
        var status = 200
        var answer: String

        static let all = [
            Exchange(
                testDescription: "Content-Length",
                request: "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", answer: "hello"),
            Exchange(
                testDescription: "an empty body",
                request: "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", answer: ""),
            Exchange(
                testDescription: "chunks",
                request:
                    "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
                answer: "hello"),
            Exchange(testDescription: "no body", request: "GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n", answer: "aaa"),
            Exchange(
                testDescription: "refused by its head, and the body read past",
                request: "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", status: 404,
                answer: "no such path\n"),
        ]
    }

    /// The bytes arrive in one piece, byte by byte, and in pieces of any length, both of the TCP stream and of TLS
    /// records.
    @Test(arguments: Exchange.all, [1, 7, 1000])
    func anyPieces(_ exchange: Exchange, size: Int) throws {
        try withServer { server in
            for records in [size, .max] {
                let client = try server.connect()
                client.socket.pieceSize = size
                for _ in 0..<3 {
                    let request = Array(exchange.request.utf8)
                    try client.send(request, inRecordsOf: min(records, request.count))
                    let response = try client.receiveResponse()
                    #expect(response.status == exchange.status)
                    #expect(response.text == exchange.answer)
                    #expect(response.fields["connection"] == nil)
                    // The time of day, made once a second.
                    let now = WallClock.secondsSinceEpoch()
                    let dates = (-300...1).map { HTTPDate(secondsSinceEpoch: now + $0).text }
                    #expect(dates.contains(response.fields["date"] ?? ""))
                }
            }
        }
    }

    /// A response to HEAD has the length but no content, which the client would take for the start of the next
    /// response.
    @Test func head() throws {
        try withServer { server in
            let client = try server.connect()
            for _ in 0..<2 {
                try client.send("HEAD /fill/10 HTTP/1.1\r\nHost: a\r\n\r\n")
                let response = try client.receiveResponse(toHead: true)
                #expect(response.status == 200)
                #expect(response.fields["content-length"] == "10")
            }
            try client.send("GET /fill/1 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().text == "a")
        }
    }

    /// HEAD gets no content either if it is refused at once, with a body that is too long to be skipped.
    @Test func refusedHead() throws {
        try withServer { server in
            let client = try server.connect()
            try client.send("HEAD /nowhere HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            let response = try client.receiveResponse(toHead: true)
            #expect(response.status == 404)
            #expect(response.fields["content-length"] != "0")
            #expect(try client.receiveToEnd().isEmpty)
        }
    }

    /// A client that waits for 100 Continue gets it once, or a refusal instead.
    @Test func expectContinue() throws {
        try withServer { server in
            let client = try server.connect()
            for _ in 0..<2 {
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
                #expect(try client.receiveResponse().status == 100)
                try client.send("abc")
                #expect(try client.receiveResponse().text == "abc")
            }
            try client.send("POST /nowhere HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            let refusal = try client.receiveResponse()
            #expect(refusal.status == 404)
            #expect(refusal.fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// API servers keep connections for hours, so thousands of requests must leave nothing in a connection.
    @Test func keepAlive() throws {
        try withServer { server in
            let client = try server.connect()
            for number in 0..<5000 {
                let body = String(repeating: "x", count: number % 257) + "\(number)"
                try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                let response = try client.receiveResponse()
                #expect(response.text == body)
            }
        }
    }

    /// Pipelined requests are answered in order, even if one record has many.
    @Test(arguments: [1, 13, Int.max])
    func pipelined(pieceSize: Int) throws {
        try withServer { server in
            let client = try server.connect()
            client.socket.pieceSize = pieceSize
            let count = pieceSize == 1 ? 50 : 1000
            var requests = ""
            for number in 0..<count {
                let path = number % 10 == 3 ? "/nowhere" : "/echo"
                let body = "request \(number)"
                requests += "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            try client.send(requests)
            for number in 0..<count {
                let response = try client.receiveResponse()
                if number % 10 == 3 {
                    #expect(response.status == 404)
                } else {
                    #expect(response.text == "request \(number)")
                }
            }
        }
    }

    /// A client that closes its side after its last request still gets the answers.
    @Test func halfClosed() throws {
        try withServer { server in
            let client = try server.connect()
            try client.send(String(repeating: "GET /fill/5000 HTTP/1.1\r\nHost: a\r\n\r\n", count: 20))
            try client.finishSending()
            for _ in 0..<20 { #expect(try client.receiveResponse().body.count == 5000) }
            #expect(try client.receive() == nil)
        }
    }

    /// Bytes after the last request are ignored (RFC 9112, section 9.6), even if they arrive in the same piece.
    @Test(arguments: ["HTTP/1.1\r\nConnection: close", "HTTP/1.0"])
    func ignoresBytesAfterTheLastRequest(version: String) throws {
        try withServer { server in
            let client = try server.connect()
            let next = "GET /fill/3 HTTP/1.1\r\nHost: a\r\n\r\n"
            try client.send("GET /fill/2 \(version)\r\nHost: a\r\n\r\n\(next)\(next)")
            #expect(try client.receiveResponse().text == "aa")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// A connection is closed after the answer with a TLS goodbye if the client asks for it.
    @Test(arguments: ["HTTP/1.1\r\nConnection: close", "HTTP/1.0"])
    func closes(version: String) throws {
        try withServer { server in
            let client = try server.connect()
            try client.send("GET /fill/2 \(version)\r\nHost: a\r\n\r\n")
            let response = try client.receiveResponse()
            #expect(response.text == "aa")
            #expect(response.fields["connection"] == "close")
            #expect(try client.receiveToEnd() == [])
        }
    }

    /// Large bodies arrive complete in both directions.
    @Test(arguments: [1 << 20, 8 << 20])
    func largeBodies(size: Int) throws {
        try withServer { server in
            let client = try server.connect()
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: \(size)\r\n\r\n")
            try client.send(body)
            #expect(try client.receiveResponse().body == body)
            try client.send("GET /fill/10000000 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.receiveResponse().body.count == 10_000_000)
            try client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok")
            #expect(try client.receiveResponse().text == "ok")
        }
    }
}
