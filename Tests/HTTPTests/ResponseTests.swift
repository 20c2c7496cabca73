import HTTP
import Testing

/// A response must be exactly one answer, even if it is made from hostile values.
@Suite struct ResponseTests {
    private func encode(
        _ response: Response, _ persistence: RequestHead.Persistence = .implicit, omitsBody: Bool = false,
        date: HTTPDate? = nil
    ) -> String {
        var output: [UInt8] = []
        response.encode(into: &output, persistence: persistence, omitsBody: omitsBody, date: date)
        return String(decoding: output, as: UTF8.self)
    }

    @Test func `a complete answer is encoded`() {
        let response = Response(
            .methodNotAllowed, fields: [.contentType(.json), .allow([.get, .head])], body: Array("{}".utf8))
        let expected = """
            HTTP/1.1 405 Method Not Allowed\r
            Content-Type: application/json\r
            Allow: GET, HEAD\r
            Date: Thu, 01 Jan 1970 00:00:00 GMT\r
            Connection: close\r
            Content-Length: 2\r
            \r
            {}
            """
        #expect(encode(response, .close, date: HTTPDate(secondsSinceEpoch: 0)) == expected)
    }

    @Test func `the length is always sent, the content only where it is allowed`() {
        let body = Array("abc".utf8)
        #expect(encode(Response(.ok)) == "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        #expect(encode(Response(.ok, body: body), omitsBody: true) == "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
        #expect(encode(Response(.noContent, body: body)) == "HTTP/1.1 204 No Content\r\n\r\n")
        #expect(encode(Response(.notModified, body: body)) == "HTTP/1.1 304 Not Modified\r\n\r\n")
        #expect(
            encode(Response(.ok), .explicit)
                == "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func `answers are appended`() {
        var output: [UInt8] = []
        for _ in 0..<100 { Response(.ok, body: [0x61]).encode(into: &output, persistence: .implicit) }
        #expect(output == Array(String(repeating: "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", count: 100).utf8))
    }

    @Test(arguments: [
        ("X", "a\r\nSet-Cookie: b"), ("X", "a\nb"), ("X", "a\rb"), ("X", "\0"), ("X", "\u{7F}"), ("", "a"),
        ("X Y", "a"),
        ("X:", "a"), ("X\r\nY", "a"), ("Ü", "a"), ("Content-Length", "3"), ("transfer-encoding", "chunked"),
        ("Connection", "close"), ("Date", "now"),
    ])
    func `a field that could split an answer cannot be made`(_ name: String, _ value: String) {
        #expect(ResponseField(name: name, value: value) == nil)
    }

    @Test func `a method that could split an answer is left out`() {
        #expect(ResponseField.allow([.get, Method(rawValue: "A\r\nB: c"), Method(rawValue: "")]).value == "GET")
        #expect(ResponseField(name: "X-Y", value: "tab\tand ünicode")?.value == "tab\tand ünicode")
    }

    @Test func `a status has three digits`() {
        for number in [UInt16(0), 99, 600, 65_535] { #expect(StatusCode(rawValue: number).rawValue == 500) }
        #expect(encode(Response(StatusCode(rawValue: 599))) == "HTTP/1.1 599 \r\nContent-Length: 0\r\n\r\n")
    }

    /// The expected values were printed by `date -u` of GNU coreutils.
    @Test(
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (951_868_799, "Tue, 29 Feb 2000 23:59:59 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"), (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (-1, "Thu, 01 Jan 1970 00:00:00 GMT"), (.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)])
    func `dates have the format of HTTP`(_ seconds: Int64, _ text: String) {
        #expect(HTTPDate(secondsSinceEpoch: seconds).text == text)
    }
}
