internal import Text

/// A request, as the bytes that a client sends.
package struct OutgoingRequest: Sendable {
    /// The method.
    package let method: Method
    /// The path and the query, encoded.
    package let target: String
    /// The server's host and port, for the Host field.
    package let authority: String
    /// The header fields, apart from those that the encoder writes: Host and Content-Length.
    package private(set) var fields: [ResponseField] = []
    /// The content; a request without any has no Content-Length, unless its method promises content.
    package let body: [UInt8]

    /// Makes a request.
    ///
    /// It is nil if the target or the authority has a byte that would end the line it is in.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - target: The path and the query, encoded.
    ///   - authority: The server's host and port.
    ///   - body: The content.
    package init?(_ method: Method, _ target: String, authority: String, body: [UInt8] = []) {
        guard target.utf8.first == UInt8(ascii: "/"), target.utf8.allSatisfy(ByteSet.pathAndQuery.contains),
            !authority.isEmpty, authority.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        self.method = method
        self.target = target
        self.authority = authority
        self.body = body
    }

    /// Adds a header field.
    ///
    /// - Parameters:
    ///   - name: The name, a token.
    ///   - value: The value, without control characters.
    /// - Returns: Whether name and value are allowed; otherwise nothing is added.
    package mutating func add(_ name: String, _ value: String) -> Bool {
        guard let field = ResponseField(name: name, value: value) else { return false }
        fields.append(field)
        return true
    }

    /// The request as bytes.
    package var bytes: [UInt8] {
        var head = "\(method.rawValue) \(target) HTTP/1.1\r\nHost: \(authority)\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        if !body.isEmpty || method == .post || method == .put || method == .patch {
            head += "Content-Length: \(body.count)\r\n"
        }
        return Array((head + "\r\n").utf8) + body
    }
}
