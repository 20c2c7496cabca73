import HTTP
import Testing

/// A client reads what a server answers, and takes nothing for an answer that is none.
@Suite struct ResponseParserTests {
    /// What a parser makes of an answer that arrives at once: `200 OK, body "a", end`.
    private func read(
        _ text: String, to method: Method = .get, limits: RequestParser.Limits = .init(), closes: Bool = false
    ) -> String {
        var parser = ResponseParser(limits: limits)
        parser.expectResponse(to: method)
        parser.append(Array(text.utf8)[...])
        var seen: [String] = []
        while true {
            switch parser.next() {
            case .head(let head): seen.append("\(head.status.rawValue)\(head.staysOpen ? "" : " closes")")
            case .body(let piece): seen.append(String(decoding: piece, as: UTF8.self))
            case .end: return (seen + ["end"]).joined(separator: ", ")
            case .failure(let error): return (seen + [error.message]).joined(separator: ", ")
            case .needsMore:
                if closes { seen.append(parser.finish() ? "end" : "cut") } else { seen.append("more") }
                return seen.joined(separator: ", ")
            }
        }
    }

    @Test(arguments: ["HTTP/1.1 200 OK", "HTTP/1.1 200 ", "HTTP/1.1 200", "HTTP/1.1 200 \u{FC} x", "HTTP/1.9 200 OK"])
    func takesStatusLines(_ line: String) {
        #expect(read("\(line)\r\nContent-Length: 0\r\n\r\n") == "200, end")
    }

    /// Each part of a status line (RFC 9112, section 4) is looked at.
    @Test(arguments: [
        "HTTP/1.1x200 OK", "HTTP/1.1 x00 OK", "HTTP/1.1 2x0 OK", "HTTP/1.1 20x OK", "HTTP/1.1 200x", "HTTP/1.1 2000",
        "HTTP/1.1 20", "HTTP/1.1 ", "HTTP/1.1", "HTTP/1.1 000 OK", "HTTP/1.1 099 OK", "HTTP/1.1 600 OK",
        "HTTP/1 200 OK", "http/1.1 200 OK", "HTTP/1.x 200 OK", "HTTP-1.1 200 OK",
        "ICY 200 OK", "SSH-2.0-OpenSSH_9.2",
    ])
    func refusesStatusLines(_ line: String) {
        #expect(read("\(line)\r\nContent-Length: 0\r\n\r\n") == "the server's answer is not HTTP/1")
    }

    @Test(arguments: ["HTTP/2.0 200 OK", "HTTP/0.9 200 OK", "HTTP/3.1 200 OK"])
    func refusesVersions(_ line: String) {
        #expect(read("\(line)\r\nContent-Length: 0\r\n\r\n") == "only HTTP/1.0 and HTTP/1.1 are spoken here")
    }

    /// Where a body ends (RFC 9112, section 6.3).
    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", .get, "200, ab, end"),
            ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", .get, "200, ab, cut"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", .get, "200, a, end"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", .get, "200, a, cut"),
            ("HTTP/1.1 200 OK\r\n\r\nab", .get, "200 closes, ab, end"),
            ("HTTP/1.0 200 OK\r\n\r\nab", .get, "200 closes, ab, end"),
            // There is none, whatever the fields say.
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", .head, "200, end"),
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .head, "200, end"),
            ("HTTP/1.1 204 No Content\r\n\r\n", .get, "204, end"),
            ("HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", .get, "304, end"),
            // Interim answers come before the one that counts.
            ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", .get, "200, end"),
            ("HTTP/1.1 103 Early\r\nA: b\r\n\r\nHTTP/1.1 204 x\r\n\r\n", .get, "204, end"),
            ("HTTP/1.1 101 Switching\r\n\r\n", .get, "the server changes the protocol"),
            ("HTTP/1.1 200", .get, "cut"), ("", .get, "cut"),
        ] as [(String, Method, String)])
    func bodies(_ text: String, _ method: Method, _ seen: String) {
        #expect(read(text, to: method, closes: true) == seen)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", "200, end"), ("HTTP/1.1", "Connection: close\r\n", "200 closes, end"),
        ("HTTP/1.1", "Connection: a, CLOSE\r\n", "200 closes, end"), ("HTTP/1.0", "", "200 closes, end"),
        ("HTTP/1.1", "Connection: keep-alive\r\n", "200, end"),
    ])
    func connections(_ version: String, _ field: String, _ seen: String) {
        #expect(read("\(version) 200 OK\r\n\(field)Content-Length: 0\r\n\r\n") == seen)
    }

    /// As many interim answers and fields as are taken, and one more.
    @Test func limits() {
        let end = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        func interim(_ count: Int) -> String { String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: count) + end }
        #expect(read(interim(8)) == "200, end")
        #expect(read(interim(9)) == "there are more than 8 interim responses")
        var limits = RequestParser.Limits()
        limits.headerFields = 2
        func fields(_ count: Int) -> String {
            "HTTP/1.1 204 x\r\n\(String(repeating: "A: b\r\n", count: count))\r\n"
        }
        #expect(read(fields(2), limits: limits) == "204, end")
        #expect(read(fields(3), limits: limits) == "there are more than 2 header fields")
    }

    /// Bytes that nobody asked for are no answer to the next request.
    @Test func unasked() {
        var parser = ResponseParser()
        #expect(parser.isIdle && !parser.hasBegun)
        parser.append(Array("H".utf8)[...])
        #expect(!parser.isIdle && !parser.hasBegun)
        guard case .failure(let error) = parser.next() else {
            Issue.record("the bytes are taken")
            return
        }
        #expect(error.message == "the server sends more than it was asked for")
    }

    /// A request may be repeated until the first byte of its answer has come.
    @Test func begins() {
        var parser = ResponseParser()
        parser.expectResponse(to: .get)
        #expect(!parser.hasBegun && !parser.isIdle)
        parser.append(Array("HTTP/1.1 100 Continue\r\n".utf8)[...])
        #expect(parser.hasBegun)
        guard case .needsMore = parser.next() else {
            Issue.record("half a head is taken")
            return
        }
        #expect(parser.hasBegun)
        parser.append(Array("\r\n".utf8)[...])
        guard case .needsMore = parser.next() else {
            Issue.record("an interim answer is taken")
            return
        }
        // The interim answer was one.
        #expect(parser.hasBegun && !parser.isIdle)
    }
}
