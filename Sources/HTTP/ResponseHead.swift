internal import Text

/// A response without its body: the status line and the header fields, as a client reads them.
package struct ResponseHead: Sendable {
    /// How the end of a response's body is determined (RFC 9112, section 6.3).
    package enum Framing: Hashable, Sendable {
        /// There is no body.
        case none
        /// A Content-Length, in bytes.
        case length(Int)
        /// Transfer-Encoding: chunked.
        case chunked
        /// The body ends with the connection.
        case untilClose
    }

    let bytes: [UInt8]
    let fields: [RequestHead.FieldRange]

    /// The status.
    package let status: StatusCode
    /// The minor version of HTTP/1: 0, or 1 for 1.1 and everything later.
    package let minorVersion: Int
    /// How the end of the body is determined.
    package let framing: Framing
    /// Whether the server keeps the connection open after the response.
    package let staysOpen: Bool

    /// The value of the first field with a name.
    ///
    /// - Parameter name: The name, in upper or lower case.
    /// - Returns: The value without the blanks around it, or nil if there is no such field; bytes that are not UTF-8
    ///   are replaced.
    package func value(of name: StaticString) -> String? {
        for field in fields where bytes.span.spells(name, in: field.name) {
            return String(decoding: bytes[field.value], as: UTF8.self)
        }
        return nil
    }
}
