internal import Text

/// Parses the lines of one response's head as they become complete (RFC 9112, section 4).
struct ResponseHeadParser {
    private var statusLine: StatusLine?
    private var fields: [RequestHead.FieldRange] = []
    private var framing = MessageFraming()

    private struct StatusLine {
        let start: Int
        let status: StatusCode
        let minorVersion: Int
    }

    /// Whether a status line has been read, and positions in the input are stored.
    var isInside: Bool { statusLine != nil }

    /// Reads more input.
    ///
    /// - Parameters:
    ///   - input: The input. The bytes of the head must keep their positions until it is complete.
    ///   - cursor: The position at which to continue.
    ///   - limits: The limits for the head.
    ///   - omitsBody: Whether the request was HEAD, so that no body follows.
    /// - Returns: The head, or nil if more input is needed.
    /// - Throws: The mistake in the head.
    mutating func parse(
        _ input: Span<UInt8>, at cursor: inout LineCursor, limits: RequestParser.Limits, omitsBody: Bool
    ) throws(HTTPError) -> ResponseHead? {
        if statusLine == nil {
            let line = try cursor.nextLine(
                in: input, maximum: limits.requestLineBytes,
                overflow: .malformed("the status line is longer than \(limits.requestLineBytes) bytes"))
            guard let line else { return nil }
            statusLine = try Self.statusLine(line, in: input)
        }
        guard let statusLine else { return nil }
        while let line = try cursor.nextLine(
            in: input, maximum: limits.headBytes - (cursor.position - statusLine.start),
            overflow: .malformed("the head is longer than \(limits.headBytes) bytes"))
        {
            if line.isEmpty { return try head(statusLine, end: cursor.position, in: input, omitsBody: omitsBody) }
            if fields.count == limits.headerFields {
                throw .malformed("there are more than \(limits.headerFields) header fields")
            }
            let field = try FieldLine.parse(line, in: input)
            try framing.note(field, in: input)
            fields.append(field)
        }
        return nil
    }

    private static func statusLine(_ line: Range<Int>, in input: Span<UInt8>) throws(HTTPError) -> StatusLine {
        let start = line.lowerBound
        let digits = start + VersionText.length + 1
        // The reason phrase may be missing, and so may the space before it (curl and Go accept that).
        guard line.count >= VersionText.length + 4,
            let minor = try VersionText.minorVersion(start..<start + VersionText.length, in: input),
            input[digits - 1] == UInt8(ascii: " "), let first = input[digits].decimalDigit,
            let second = input[digits + 1].decimalDigit, let third = input[digits + 2].decimalDigit,
            (1...5).contains(first), line.count == VersionText.length + 4 || input[digits + 3] == UInt8(ascii: " ")
        else { throw .malformed("the server's answer is not HTTP/1") }
        let number = UInt16(first * 100 + second * 10 + third)
        return StatusLine(start: start, status: StatusCode(rawValue: number), minorVersion: minor)
    }

    private func head(
        _ line: StatusLine, end: Int, in input: Span<UInt8>, omitsBody: Bool
    ) throws(HTTPError) -> ResponseHead {
        let minor = line.minorVersion
        let stated: ResponseHead.Framing =
            switch try framing.framing(minorVersion: minor) {
            case .none: .untilClose
            case .length(let count): .length(count)
            case .chunked: .chunked
            }
        let isEmpty = omitsBody || line.status.isWithoutContent
        return ResponseHead(
            bytes: input.copy(of: line.start..<end), fields: fields.map { $0.shifted(by: -line.start) },
            status: line.status, minorVersion: minor, framing: isEmpty ? .none : stated,
            staysOpen: framing.persistence(minorVersion: minor) != .close && (isEmpty || stated != .untilClose))
    }
}
