import HTTP
import Testing

/// A limit must be exact, and must not depend on the pieces in which bytes arrive.
@Suite struct LimitTests {
    static let limits: RequestParser.Limits = {
        var limits = RequestParser.Limits()
        limits.requestLineBytes = 64
        limits.headBytes = 256
        limits.headerFields = 4
        limits.bodyBytes = 100
        limits.bodyReservation = 8
        limits.chunkSizeDigits = 4
        limits.chunkExtensionBytes = 10
        limits.trailerBytes = 20
        return limits
    }()

    /// Operators and the API server rely on these limits: they allow two objects of etcd's largest size and an
    /// envelope.
    @Test func `the limits are those of the documentation`() {
        let limits = RequestParser.Limits()
        #expect(limits.requestLineBytes == 8192 && limits.headBytes == 32_768 && limits.headerFields == 128)
        #expect(limits.bodyBytes == 8_388_608 && limits.bodyReservation == 65_536)
        #expect(limits.chunkSizeDigits == 16 && limits.chunkExtensionBytes == 1024)
        #expect(limits.trailerBytes == 4096 && limits.leadingEmptyLines == 1)
    }

    /// A text that grows with a number, the largest valid number, and the status for the next one.
    struct Edge: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let largest: Int
        let status: UInt16
        let text: @Sendable (Int) -> String
    }

    static let edges: [Edge] = [
        Edge(testDescription: "request line", largest: 64, status: 414) {
            "GET /" + String(repeating: "a", count: $0 - 16) + " HTTP/1.1\r\nHost: a\r\n\r\n"
        },
        Edge(testDescription: "head", largest: 256, status: 431) {
            let line = "GET / HTTP/1.1\r\nHost: a\r\nA: "
            return line + String(repeating: "a", count: $0 - line.utf8.count - 4) + "\r\n\r\n"
        },
        Edge(testDescription: "header fields", largest: 4, status: 431) {
            get(String(repeating: "A: b\r\n", count: $0 - 1))
        },
        Edge(testDescription: "Content-Length", largest: 100, status: 413) {
            post("Content-Length: \($0)\r\n", String(repeating: "a", count: $0))
        },
        Edge(testDescription: "chunked body", largest: 10, status: 413) {
            post("Transfer-Encoding: chunked\r\n", String(repeating: "A\r\n0123456789\r\n", count: $0) + "0\r\n\r\n")
        },
        Edge(testDescription: "digits of a size", largest: 4, status: 400) {
            post("Transfer-Encoding: chunked\r\n", String(repeating: "0", count: $0) + "\r\n\r\n")
        },
        Edge(testDescription: "one extension", largest: 10, status: 400) {
            post("Transfer-Encoding: chunked\r\n", "0;" + String(repeating: "a", count: $0 - 1) + "\r\n\r\n")
        },
        Edge(testDescription: "extensions together", largest: 5, status: 400) {
            post("Transfer-Encoding: chunked\r\n", String(repeating: "1;a\r\nx\r\n", count: $0) + "0\r\n\r\n")
        },
        Edge(testDescription: "trailers", largest: 18, status: 431) {
            post("Transfer-Encoding: chunked\r\n", "0\r\nA:" + String(repeating: "b", count: $0 - 4) + "\r\n\r\n")
        },
        Edge(testDescription: "empty lines", largest: 1, status: 400) {
            String(repeating: "\r\n", count: $0) + get()
        },
    ]

    @Test(arguments: edges) func `the largest is taken, one more is not`(_ edge: Edge) {
        let fine = Array(edge.text(edge.largest).utf8)
        let tooMuch = Array(edge.text(edge.largest + 1).utf8)
        for pieces in [[fine], fine.map { [$0] }] {
            let seen = read(pieces, limits: Self.limits)
            #expect(seen.count == 2 && seen.allSatisfy { $0.status == nil }, "\(seen)")
        }
        for pieces in [[tooMuch], tooMuch.map { [$0] }] {
            let seen = read(pieces, limits: Self.limits)
            #expect(seen.last?.status == edge.status, "\(seen)")
        }
    }

    /// An endless line or body must be stopped without waiting for its end.
    @Test(
        arguments: [
            ("GET /", 414),
            ("GET / HTTP/1.1\r\nA: ", 431),
            (post("Transfer-Encoding: chunked\r\n", "1;"), 400),
            (post("Transfer-Encoding: chunked\r\n", "0\r\nA: "), 431),
        ] as [(String, UInt16)])
    func `an endless line is stopped`(_ start: String, _ status: UInt16) {
        var parser = RequestParser()
        parser.append(start.utf8)
        var sent = 0
        while sent < 1 << 20 {
            switch parser.next() {
            case .needsMore:
                parser.append(repeatElement(UInt8(ascii: "a"), count: 1000))
                sent += 1000
            case .failure(let error):
                #expect(error.status.rawValue == status)
                #expect(sent < 64 << 10)
                return
            case .head, .request: break
            }
        }
        Issue.record("a megabyte was taken in")
    }

    /// Several lines share a limit, so the last one is stopped as soon as the sum goes beyond.
    @Test(
        arguments: [
            // Ten bytes of extensions, eight of them used; a size has four digits, and its line two more bytes for the
            // end.
            (post("Transfer-Encoding: chunked\r\n", "1;aaaaaaa\r\nx\r\n"), 8),
            (post("Transfer-Encoding: chunked\r\n", "1;a\r\nx\r\n1;a\r\nx\r\n"), 12),
            // Twenty bytes of trailers.
            (post("Transfer-Encoding: chunked\r\n", "0\r\nA: b\r\nC: d\r\n"), 8),
            // 256 bytes of a head, from its first line on.
            ("GET / HTTP/1.1\r\nHost: a\r\nA: " + String(repeating: "a", count: 200) + "\r\n", 26),
        ] as [(String, Int)])
    func `a line has the bytes that those before it left`(_ start: String, _ left: Int) {
        for count in 0...left + 1 {
            var parser = RequestParser(limits: Self.limits)
            parser.append(start.utf8)
            parser.append(String(repeating: "1", count: count).utf8)
            var event = parser.next()
            if case .head = event { event = parser.next() }
            switch event {
            case .needsMore: #expect(count <= left)
            case .failure: #expect(count > left, "\(count)")
            case .head, .request: Issue.record("\(event)")
            }
        }
    }

    /// A body of the largest size must arrive complete, in pieces of any size.
    @Test func `eight mebibytes pass`() {
        var parser = RequestParser()
        let size = parser.limits.bodyBytes
        parser.append(post("Content-Length: \(size)\r\n", "").utf8)
        guard case .head = parser.next() else { Issue.record("no head"); return }
        let piece = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        for _ in 0..<size / piece.count {
            guard case .needsMore = parser.next() else { Issue.record("too early"); return }
            parser.append(piece)
        }
        guard case .request(let request) = parser.next() else { Issue.record("no request"); return }
        #expect(request.body.count == size)
        #expect(request.body[(size - piece.count)...].elementsEqual(piece))
        #expect(parser.isIdle)
    }
}
