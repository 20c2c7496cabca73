internal import Text

/// A request with its body.
package struct Request: Sendable {
    /// The request line and the header fields.
    package let head: RequestHead
    /// The body with its chunks joined; empty if there is none, or if it was discarded.
    package let body: [UInt8]
}

/// A request without its body: the request line and the header fields.
///
/// Nothing is copied out of the head until it is needed: fields, path and query are ranges of its bytes.
package struct RequestHead: Sendable {
    /// How the end of the body is determined (RFC 9112, section 6.3).
    package enum Framing: Hashable, Sendable {
        /// Neither Content-Length nor Transfer-Encoding: there is no body.
        case none
        /// A Content-Length, in bytes.
        case length(Int)
        /// Transfer-Encoding: chunked.
        case chunked
    }

    /// The state of the connection after the answer (RFC 9112, section 9.3).
    package enum Persistence: Hashable, Sendable {
        /// HTTP/1.1: the connection stays open, without a field in the answer.
        case implicit
        /// HTTP/1.0 with `Connection: keep-alive`: the connection stays open, and the answer must say so.
        case explicit
        /// The connection is closed, and the answer says so.
        case close
    }

    /// The position of one field line in the bytes of the head.
    struct FieldRange: Sendable {
        let name: Range<Int>
        let value: Range<Int>

        func shifted(by distance: Int) -> FieldRange {
            FieldRange(name: name.shifted(by: distance), value: value.shifted(by: distance))
        }
    }

    let bytes: [UInt8]
    let fields: [FieldRange]
    let target: RequestTarget

    /// The method.
    package let method: Method
    /// The minor version of HTTP/1: 0, or 1 for 1.1 and everything later.
    package let minorVersion: Int
    /// How the end of the body is determined.
    package let framing: Framing
    /// The state of the connection after the answer.
    package let persistence: Persistence
    /// Whether the client waits for `100 Continue` before it sends the body (RFC 9110, section 10.1.1).
    package let expectsContinue: Bool

    /// The path of the target as it was sent, with percent signs: `/validate`.
    ///
    /// It is empty if the target has none (`OPTIONS *`, CONNECT).
    package var path: String { text(target.path) }

    /// The query of the target without its question mark, or nil if there is none: `timeout=5s`.
    package var query: String? { target.query.map(text) }

    /// The host and port of the request; empty if the client names none.
    ///
    /// They come from an absolute target, as RFC 9112, section 3.2.2, requires, or else from the Host field.
    package var authority: String {
        target.authority.map(text) ?? value(of: "host") ?? ""
    }

    /// The media type of the body; nil if Content-Type is missing, malformed, or repeated.
    package var contentType: MediaType? {
        var found: FieldRange?
        for field in fields where bytes.span.spells("content-type", in: field.name) {
            if found != nil { return nil }
            found = field
        }
        return found.flatMap { MediaType(bytes[$0.value]) }
    }

    /// The number of header fields.
    package var fieldCount: Int { fields.count }

    /// The header fields, in order.
    ///
    /// - Returns: The name and value of each, as they were sent; bytes that are not UTF-8 are replaced.
    package func allFields() -> [(name: String, value: String)] {
        fields.map { (text($0.name), text($0.value)) }
    }

    /// The value of the first field with a name.
    ///
    /// - Parameter name: The name, in upper or lower case.
    /// - Returns: The value without the blanks around it, or nil if there is no such field; bytes that are not UTF-8
    ///   are replaced.
    package func value(of name: StaticString) -> String? {
        for field in fields where bytes.span.spells(name, in: field.name) { return text(field.value) }
        return nil
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

/// A request method (RFC 9110, section 9): a token, and case matters.
package struct Method: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The token as it is written in the request line.
    package let rawValue: String

    /// Makes a method from its token.
    ///
    /// - Parameter rawValue: The token, in capitals for every registered method.
    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// GET.
    package static var get: Method { Method(rawValue: "GET") }
    /// HEAD.
    package static var head: Method { Method(rawValue: "HEAD") }
    /// POST.
    package static var post: Method { Method(rawValue: "POST") }
    /// PUT.
    package static var put: Method { Method(rawValue: "PUT") }
    /// PATCH (RFC 5789).
    package static var patch: Method { Method(rawValue: "PATCH") }
    /// DELETE.
    package static var delete: Method { Method(rawValue: "DELETE") }
    /// OPTIONS.
    package static var options: Method { Method(rawValue: "OPTIONS") }
    /// CONNECT.
    package static var connect: Method { Method(rawValue: "CONNECT") }

    /// The token.
    package var description: String { rawValue }
}
