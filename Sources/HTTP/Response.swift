/// An answer, as the bytes to send.
package struct Response: Hashable, Sendable {
    /// The status.
    package var status: StatusCode
    /// The header fields, apart from those that the encoder writes: Content-Length, Connection and Date.
    package var fields: [ResponseField]
    /// The content.
    package var body: [UInt8]

    /// `100 Continue`, whole.
    package static let continueBytes = [UInt8]("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// Makes an answer.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - fields: The header fields.
    ///   - body: The content; an answer that may have none is sent without it (204, 304).
    package init(_ status: StatusCode, fields: [ResponseField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// Writes the answer.
    ///
    /// - Parameters:
    ///   - output: The array to which the bytes are appended.
    ///   - persistence: The state of the connection: the request's own, or `close` if the server wants to close it.
    ///   - omitsBody: Whether the request was HEAD: the length is sent, and the content is not.
    ///   - date: The time of the answer, or nil if the server has no clock (RFC 9110, section 6.6.1).
    package func encode(
        into output: inout [UInt8], persistence: RequestHead.Persistence, omitsBody: Bool = false,
        date: HTTPDate? = nil
    ) {
        let hasContent = !status.isWithoutContent
        let content = hasContent && !omitsBody ? body.count : 0
        // A status line, Connection, Date and Content-Length are less than 200 bytes together.
        var length = 200 + content
        for field in fields { length += field.name.utf8.count + field.value.utf8.count + 4 }
        if output.capacity - output.count < length {
            // At least twice the previous capacity, so that many small answers cost linear time.
            output.reserveCapacity(max(output.count + length, 2 * output.capacity))
        }

        output.append(contentsOf: "HTTP/1.1 ".utf8)
        output.append(contentsOf: String(status.rawValue).utf8)
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: status.reason.utf8)
        output.append(contentsOf: "\r\n".utf8)
        for field in fields { Self.append(field.name, field.value, to: &output) }
        if let date { Self.append("Date", date.text, to: &output) }
        switch persistence {
        case .implicit: break
        case .explicit: Self.append("Connection", "keep-alive", to: &output)
        case .close: Self.append("Connection", "close", to: &output)
        }
        if hasContent { Self.append("Content-Length", String(body.count), to: &output) }
        output.append(contentsOf: "\r\n".utf8)
        if content > 0 { output.append(contentsOf: body) }
    }

    private static func append(_ name: String, _ value: String, to output: inout [UInt8]) {
        output.append(contentsOf: name.utf8)
        output.append(contentsOf: ": ".utf8)
        output.append(contentsOf: value.utf8)
        output.append(contentsOf: "\r\n".utf8)
    }
}
