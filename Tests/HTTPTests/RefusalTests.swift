import HTTP
import TestSupport
import Testing

/// A request that must not be understood, and the status that it gets.
struct Refusal: CustomTestStringConvertible, Sendable {
    let what: String
    let status: UInt16
    let text: String

    init(_ what: String, _ status: UInt16, _ text: String) {
        self.what = what
        self.status = status
        self.text = text
    }

    var testDescription: String { what }

    static let framing: [Refusal] = [
        Refusal("two lengths that differ", 400, post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd")),
        Refusal("two equal lengths", 400, post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc")),
        Refusal("a list of lengths", 400, post("Content-Length: 3, 3\r\n", "abc")),
        Refusal("a signed length", 400, post("Content-Length: +3\r\n", "abc")),
        Refusal("a negative length", 400, post("Content-Length: -1\r\n", "")),
        Refusal("a hexadecimal length", 400, post("Content-Length: 0x3\r\n", "abc")),
        Refusal("a length with a space inside", 400, post("Content-Length: 1 0\r\n", "abc")),
        Refusal("an empty length", 400, post("Content-Length:\r\n", "")),
        Refusal("a length in other digits than ASCII's", 400, post("Content-Length: \u{0663}\r\n", "abc")),
        Refusal("a length beyond 64 bits", 413, post("Content-Length: 18446744073709551619\r\n", "abc")),
        Refusal("a length beyond the limit", 413, post("Content-Length: 8388609\r\n", "abc")),
        Refusal("a length and chunks", 400, post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        Refusal("chunks and a length", 400, post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n")),
        Refusal(
            "two codings in two fields", 400,
            post(
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        Refusal("identity behind chunked", 400, post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")),
        Refusal("chunked twice", 400, post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")),
        Refusal("another coding before chunked", 501, post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")),
        // Empty elements of a list do not count (RFC 9110, section 5.6.1.2).
        Refusal(
            "empty elements around the codings", 501,
            post("Transfer-Encoding: , gzip,,chunked, ,\r\n", "0\r\n\r\n")),
        Refusal("another coding alone", 400, post("Transfer-Encoding: gzip\r\n", "")),
        Refusal("an empty coding", 400, post("Transfer-Encoding:\r\n", "0\r\n\r\n")),
        Refusal("chunked with something stuck to it", 400, post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
        Refusal("chunked with a vertical tab", 400, post("Transfer-Encoding: \u{B}chunked\r\n", "0\r\n\r\n")),
        Refusal("chunks in HTTP/1.0", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Refusal("an expectation nobody knows", 417, post("Expect: the-unexpected\r\n", "")),
    ]

    static let lines: [Refusal] = [
        Refusal("lines that end in LF", 400, "GET / HTTP/1.1\nHost: a\n\n"),
        Refusal("one field line that ends in LF", 400, get("A: b\n")),
        Refusal("a head that ends in LF", 400, "GET / HTTP/1.1\r\nHost: a\r\n\n"),
        Refusal("a bare CR in a value", 400, get("A: b\rC: d\r\n")),
        Refusal("a bare CR before a line's end", 400, get("A: b\r\r\n")),
        Refusal("a bare CR in the request line", 400, "GET /\r HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a folded line", 400, get("A: b\r\n c\r\n")),
        Refusal("a folded line with a tab", 400, get("A: b\r\n\tc\r\n")),
        Refusal("a first line that is folded", 400, "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        Refusal("a space before the colon", 400, get("A : b\r\n")),
        Refusal("a tab before the colon", 400, get("Content-Length\t: 3\r\n")),
        Refusal("a field without a name", 400, get(": b\r\n")),
        Refusal("a field without a colon", 400, get("A\r\n")),
        Refusal("a name with a slash", 400, get("A/B: c\r\n")),
        Refusal("a name that is not ASCII", 400, get("Ä: b\r\n")),
        Refusal("a NUL in a name", 400, get("A\0: b\r\n")),
        Refusal("a NUL in a value", 400, get("A: b\0c\r\n")),
        Refusal("a NUL at the end of a value", 400, get("A: b\0\r\n")),
        Refusal("DEL in a value", 400, get("A: \u{7F}\r\n")),
        Refusal("an escape character in a value", 400, get("A: \u{1B}[2J\r\n")),
        Refusal("no Host", 400, "GET / HTTP/1.1\r\n\r\n"),
        Refusal("two Hosts", 400, get("Host: a\r\n")),
        Refusal("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
        Refusal("a Host that is a list", 400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"),
        Refusal("a Host with a path", 400, "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        Refusal("a Host with a user", 400, "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n"),
        Refusal("a Host with a port that is none", 400, "GET / HTTP/1.1\r\nHost: a:b\r\n\r\n"),
        Refusal("a Host with an open bracket", 400, "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n"),
        Refusal("a Host with nothing between its brackets", 400, "GET / HTTP/1.1\r\nHost: []\r\n\r\n"),
        Refusal("two empty lines before the request", 400, "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ]

    static let requestLines: [Refusal] = [
        Refusal("HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Refusal("HTTP/0.9 by name", 505, "GET / HTTP/0.9\r\n\r\n"),
        Refusal("HTTP/0.9 by form", 400, "GET /\r\n\r\n"),
        Refusal("a version in small letters", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a version with two digits", 400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
        Refusal("a version without a point", 400, "GET / HTTP/1\r\nHost: a\r\n\r\n"),
        Refusal("another protocol", 400, "GET / ICAP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a space behind the version", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
        Refusal("two spaces before the target", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("two spaces before the version", 400, "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a tab for a space", 400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a space at the start", 400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("no method", 400, "/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a method that is no token", 400, "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a method with a NUL", 400, "GET\0 / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a target that is no path", 400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a fragment", 400, "GET /#a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a target that is not ASCII", 400, "GET /ü HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a half escape", 400, "GET /%2 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("an escape that is none", 400, "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("an escape with one digit before a letter", 400, "GET /%2z HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a backslash", 400, "GET /..\\a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("an asterisk for GET", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a host and port for GET", 400, "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a path for CONNECT", 400, "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a host without a port for CONNECT", 400, "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("another scheme", 400, "GET file:///etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("an absolute target without a host", 400, "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("an absolute target with a user", 400, "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
        Refusal("a TLS greeting", 400, "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\r\n"),
    ]

    static let chunks: [Refusal] =
        [
            ("a signed size", "+3\r\nabc\r\n"), ("a negative size", "-3\r\nabc\r\n"),
            ("a prefixed size", "0x3\r\nabc\r\n"), ("a space before the size", " 3\r\nabc\r\n"),
            ("a space behind the size", "3 \r\nabc\r\n"), ("a space before an extension", "3 ;a=b\r\nabc\r\n"),
            ("an empty size", "\r\nabc\r\n"), ("an extension without a size", ";a=b\r\nabc\r\n"),
            ("an underscore", "1_0\r\nabc\r\n"), ("a size that is no number", "xyz\r\nabc\r\n"),
            ("a size that ends in LF", "3\nabc\r\n"), ("an extension with LF", "3;a\nb\r\nabc\r\n"),
            ("an extension with CR", "3;a\rb\r\nabc\r\n"), ("an extension with NUL", "3;\0\r\nabc\r\n"),
            ("a size of 17 digits", "00000000000000003\r\nabc\r\n"), ("data without its end", "3\r\nabc3\r\n"),
            ("data that ends in LF", "3\r\nabc\n0\r\n"), ("data that ends in CR", "3\r\nabc\r0\r\n"),
            ("data that ends in CR and something else", "3\r\nabc\rX0\r\n\r\n"),
            ("data that ends in CR twice", "3\r\nabc\r\r\n0\r\n\r\n"),
            ("data that ends in LF twice", "3\r\nabc\n\n0\r\n\r\n"),
            ("data that ends in something else and LF", "3\r\nabcX\n0\r\n\r\n"),
            ("more data than said", "2\r\nabc\r\n"), ("a trailer with a space before its colon", "0\r\nA : b\r\n\r\n"),
            ("a folded trailer", "0\r\n a\r\n\r\n"), ("a trailer that ends in LF", "0\r\nA: b\n\r\n"),
            ("a body that ends in LF", "0\r\n\n"),
        ].map { Refusal($0.0, 400, post("Transfer-Encoding: chunked\r\n", $0.1)) } + [
            Refusal("a size of 64 bits", 413, post("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\nabc")),
            Refusal("a size that wraps to 3", 413, post("Transfer-Encoding: chunked\r\n", "8000000000000003\r\nabc")),
            Refusal("a size beyond the limit", 413, post("Transfer-Encoding: chunked\r\n", "800001\r\nabc")),
            Refusal(
                "sizes beyond the limit together", 413,
                post(
                    "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n7FFFFE\r\nabc")),
        ]
}

/// Each row could make two readers disagree, or crash one.
@Suite struct RefusalTests {
    @Test(arguments: Refusal.framing + Refusal.lines + Refusal.requestLines + Refusal.chunks)
    func `a malformed request is refused with its status, and nothing behind it is read`(_ refusal: Refusal) {
        let seen = read(refusal.text + Samples.review)
        #expect(seen.last?.status == refusal.status, "\(seen)")
        #expect(!seen.contains { if case .request = $0 { true } else { false } })
    }

    /// The reason tells the sender what is wrong; another reason would show that the parser looked at the wrong place.
    @Test func `the reasons are those of the page`() throws {
        let page = "Tests/TestSupport/Fixtures/http-refusals.txt"
        let rows = try Repository.text(of: page).split(separator: "\n").map(String.init)
        let all = Refusal.framing + Refusal.lines + Refusal.requestLines + Refusal.chunks
        let said = all.compactMap { refusal -> String? in
            guard case .failure(let error)? = read(refusal.text + Samples.review).last else { return nil }
            return "\(refusal.what): \(error.message)"
        }
        #expect(said.filter { !rows.contains($0) } == [], "is said and stands not in \(page)")
        #expect(rows.filter { !said.contains($0) } == [], "stands in \(page) and is not said")
    }

    @Test func `a parser that failed stays failed`() {
        var parser = RequestParser()
        parser.append("GET / HTTP/9.9\r\n".utf8)
        for _ in 0..<3 {
            guard case .failure(let error) = parser.next() else { Issue.record("no failure"); return }
            #expect(error.status == .versionNotSupported)
            parser.append(Samples.review.utf8)
        }
        #expect(!parser.isIdle)
    }
}
