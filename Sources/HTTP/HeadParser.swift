internal import Text

/// Parses the lines of one request's head as they become complete.
struct HeadParser {
    private var requestLine: RequestLine?
    private var fields: [RequestHead.FieldRange] = []
    private var meaning = FramingFields()
    private var emptyLines = 0

    private struct RequestLine {
        let start: Int
        let method: Method
        let target: RequestTarget
        let minorVersion: Int
    }

    /// Whether anything of a head has been read.
    var hasBegun: Bool { requestLine != nil || emptyLines > 0 }

    /// Whether a request line has been read, and positions in the input are stored.
    var isInside: Bool { requestLine != nil }

    /// Reads more input.
    ///
    /// - Parameters:
    ///   - input: The input. The bytes of the head must keep their positions until it is complete.
    ///   - cursor: The position at which to continue.
    ///   - limits: The limits for the head.
    /// - Returns: The head, or nil if more input is needed.
    /// - Throws: The mistake in the head.
    mutating func parse(
        _ input: Span<UInt8>, at cursor: inout LineCursor, limits: RequestParser.Limits
    ) throws(HTTPError) -> RequestHead? {
        while requestLine == nil {
            guard
                let line = try cursor.nextLine(
                    in: input, maximum: limits.requestLineBytes,
                    overflow: HTTPError(.uriTooLong, "the request line is longer than \(limits.requestLineBytes) bytes")
                )
            else { return nil }
            if line.isEmpty {
                emptyLines += 1
                if emptyLines > limits.leadingEmptyLines { throw .malformed("there is no request line") }
            } else {
                requestLine = try Self.requestLine(line, in: input)
            }
        }
        guard let requestLine else { return nil }
        while let line = try cursor.nextLine(
            in: input, maximum: limits.headBytes - (cursor.position - requestLine.start),
            overflow: HTTPError(.headerFieldsTooLarge, "the head is longer than \(limits.headBytes) bytes"))
        {
            if line.isEmpty { return try head(requestLine, end: cursor.position, in: input) }
            if fields.count == limits.headerFields {
                throw HTTPError(.headerFieldsTooLarge, "there are more than \(limits.headerFields) header fields")
            }
            if fields.isEmpty { fields.reserveCapacity(16) }
            let field = try FieldLine.parse(line, in: input)
            try meaning.note(field, in: input)
            fields.append(field)
        }
        return nil
    }

    private static func requestLine(_ line: Range<Int>, in input: Span<UInt8>) throws(HTTPError) -> RequestLine {
        let space = UInt8(ascii: " ")
        guard let methodEnd = input.firstIndex(of: space, in: line),
            let targetEnd = input.firstIndex(of: space, in: methodEnd + 1..<line.upperBound)
        else { throw .malformed("the request line is not a method, a target and a version") }
        let name = line.lowerBound..<methodEnd
        guard !name.isEmpty, input.all(in: name, are: .token) else {
            throw .malformed("the method is not a token")
        }
        let method = Method(rawValue: String(decoding: input.copy(of: name), as: UTF8.self))
        guard let minor = try VersionText.minorVersion(targetEnd + 1..<line.upperBound, in: input) else {
            throw .malformed("the request line does not end in an HTTP version")
        }
        let target = try RequestTarget(methodEnd + 1..<targetEnd, method: method, in: input)
        return RequestLine(start: line.lowerBound, method: method, target: target, minorVersion: minor)
    }

    private func head(_ line: RequestLine, end: Int, in input: Span<UInt8>) throws(HTTPError) -> RequestHead {
        RequestHead(
            bytes: input.copy(of: line.start..<end),
            fields: fields.map { $0.shifted(by: -line.start) },
            target: line.target.shifted(by: -line.start),
            method: line.method, minorVersion: line.minorVersion,
            framing: try meaning.framing(minorVersion: line.minorVersion),
            persistence: meaning.persistence(minorVersion: line.minorVersion),
            expectsContinue: line.minorVersion > 0 && meaning.expectsContinue)
    }
}
