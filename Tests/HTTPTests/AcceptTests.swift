import HTTP
import TestSupport
import Testing

/// The client's preferences among media types (RFC 9110, section 12.5.1).
struct AcceptTests {
    /// The client's preference for text/plain of version 0.0.4, and the precision with which it is stated.
    @Test(arguments: [
        ("", 0, -1), ("*/*", 1, 0), ("text/*", 1, 1), ("text/plain", 1, 2), ("Text/Plain; Version=0.0.4", 1, 3),
        ("text/plain;version=1.0.0", 0, -1), ("text/html, */*;q=0.1", 0.1, 0), ("*/*, text/plain;q=0.5", 0.5, 2),
        ("text/plain;q=0, */*", 0, 2), ("text/plain;version=1.0.0;q=0.9,text/plain;q=0.3", 0.3, 2),
        ("text/plain;q=1.5", 0, -1), ("text/plain;q=-1", 0, -1), ("text/plain;q=x", 0, -1),
        ("text/plain;q=0x1p-1", 0, -1),
        ("text/plain;q=1e-1", 0, -1), ("text/plain;q=nan", 0, -1),
        ("text/plain;q=", 0, -1), ("text", 0, -1), (",, ,text/plain , ", 1, 2), ("a/b;c=\",text/plain\"", 0, -1),
        ("a/b;c=\"\\\",text/plain\", text/*", 1, 1), ("a/b;c=\", text/plain", 0, -1), ("application/*", 0, -1),
        ("text/plain;charset=utf-8;version=\"0.0.4\";q=0.25", 0.25, 3),
    ])
    func preference(field: String, quality: Double, precision: Int) {
        let preference = AcceptField(field).preference(for: "text/plain", version: "0.0.4")
        #expect(preference.quality == quality)
        #expect(preference.precision == precision)
    }

    /// Several lines make one list, and a client without the field takes every type.
    @Test(arguments: [("", 1.0), ("Accept: text/html\r\naccept: text/plain;q=0.5\r\n", 0.5), ("Accept:\r\n", 0)])
    func lines(fields: String, quality: Double) throws {
        var parser = RequestParser()
        parser.append(Array("GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n".utf8))
        guard case .head(let head) = parser.next() else { throw TestClientError.incomplete }
        #expect(AcceptField(of: head).preference(for: "text/plain", version: "0.0.4").quality == quality)
    }

    /// The type with the higher quality comes first, and of two types with one quality the one that is named more
    /// exactly.
    @Test func order() {
        let field = AcceptField("text/plain;q=0.5, text/*;q=0.8, application/json;q=0.8, image/*;q=0.5")
        let (json, html) = (
            field.preference(for: "application/json", version: "1"), field.preference(for: "text/html", version: "1")
        )
        let (plain, png) = (
            field.preference(for: "text/plain", version: "1"), field.preference(for: "image/png", version: "1")
        )
        let ordered = [png, plain, html, json]
        for (left, first) in ordered.enumerated() {
            for (right, second) in ordered.enumerated() { #expect((first < second) == (left < right)) }
        }
    }
}
