internal import Text

/// Reads the body of one message from the input, and decodes its chunks (RFC 9112, sections 6 and 7).
struct BodyDecoder {
    private enum Step {
        case fixed(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
        case done
    }

    private var step: Step
    private var body: [UInt8] = []
    private var length = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var discards = false

    /// Whether a body is expected and nothing of it has arrived yet.
    var awaitsFirstByte: Bool {
        switch step {
        case .fixed(let remaining): remaining > 0 && length == 0
        case .chunkSize: length == 0
        default: false
        }
    }

    /// The number of bytes of the body that have arrived.
    var receivedBytes: Int { length }

    /// The number of bytes of the body that are kept.
    var heldBytes: Int { body.count }

    /// Makes a decoder.
    ///
    /// - Parameters:
    ///   - framing: How the end of the body is determined.
    ///   - limits: The limits for the body.
    /// - Throws: 413 if the head already announces too much.
    init(_ framing: RequestHead.Framing, limits: RequestParser.Limits) throws(HTTPError) {
        switch framing {
        case .none: step = .done
        case .chunked: step = .chunkSize
        case .length(let count):
            guard count <= limits.bodyBytes else { throw Self.tooLarge(limits) }
            step = .fixed(remaining: count)
            body.reserveCapacity(min(count, limits.bodyReservation))
        }
    }

    /// Drops the part of the body that has arrived, and everything that is still to come.
    mutating func discard() {
        discards = true
        body = []
    }

    /// Takes the part of the body that has arrived, which is no longer kept.
    mutating func takePiece() -> [UInt8] {
        let piece = body
        body = []
        return piece
    }

    /// Reads more input.
    ///
    /// - Parameters:
    ///   - input: The input.
    ///   - cursor: The position at which to continue.
    ///   - limits: The limits for the body.
    /// - Returns: The body, or nil if more input is needed.
    /// - Throws: The mistake in the body.
    mutating func decode(
        _ input: Span<UInt8>, at cursor: inout LineCursor, limits: RequestParser.Limits
    ) throws(HTTPError) -> [UInt8]? {
        while true {
            switch step {
            case .fixed(let remaining):
                let left = take(remaining, from: input, at: &cursor)
                step = left > 0 ? .fixed(remaining: left) : .done
                if left > 0 { return nil }
            case .chunk(let remaining):
                let left = take(remaining, from: input, at: &cursor)
                step = left > 0 ? .chunk(remaining: left) : .chunkEnd
                if left > 0 { return nil }
            case .chunkSize:
                guard let next = try chunkSize(in: input, at: &cursor, limits: limits) else { return nil }
                step = next
            case .chunkEnd:
                guard try skipLineEnd(in: input, at: &cursor) else { return nil }
                step = .chunkSize
            case .trailers:
                guard try skipTrailers(in: input, at: &cursor, limits: limits) else { return nil }
                step = .done
            case .done:
                return body
            }
        }
    }

    private mutating func take(_ wanted: Int, from input: Span<UInt8>, at cursor: inout LineCursor) -> Int {
        let count = min(wanted, input.count - cursor.position)
        if !discards {
            let part = input.extracting(cursor.position..<cursor.position + count)
            unsafe part.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
        }
        length += count
        cursor.advance(by: count)
        return wanted - count
    }

    private mutating func chunkSize(
        in input: Span<UInt8>, at cursor: inout LineCursor, limits: RequestParser.Limits
    ) throws(HTTPError) -> Step? {
        let allowance = limits.chunkSizeDigits + limits.chunkExtensionBytes - extensionBytes + 2
        let line = try cursor.nextLine(
            in: input, maximum: allowance, overflow: .malformed("the line of a chunk's size is too long"))
        guard let line else { return nil }
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = input[index].hexadecimalDigit {
            guard index - line.lowerBound < limits.chunkSizeDigits else {
                throw .malformed("a chunk's size has more than \(limits.chunkSizeDigits) digits")
            }
            // Past the limit, a size can only stay there, so the shift cannot overflow.
            size = size > limits.bodyBytes ? size : size << 4 | digit
            index += 1
        }
        guard index > line.lowerBound, index == line.upperBound || input[index] == UInt8(ascii: ";") else {
            throw .malformed("a chunk's size is not a hexadecimal number")
        }
        for index in index..<line.upperBound where !input[index].isFieldContent {
            throw .malformed("a chunk extension has a control character")
        }
        extensionBytes += line.upperBound - index
        guard extensionBytes <= limits.chunkExtensionBytes else {
            throw .malformed("the chunk extensions are longer than \(limits.chunkExtensionBytes) bytes")
        }
        guard size <= limits.bodyBytes - length else { throw Self.tooLarge(limits) }
        return size == 0 ? .trailers : .chunk(remaining: size)
    }

    private func skipLineEnd(in input: Span<UInt8>, at cursor: inout LineCursor) throws(HTTPError) -> Bool {
        let available = input.count - cursor.position
        if available > 0, input[cursor.position] != .carriageReturn { throw Self.noLineEnd }
        if available > 1, input[cursor.position + 1] != .lineFeed { throw Self.noLineEnd }
        guard available > 1 else { return false }
        cursor.advance(by: 2)
        return true
    }

    private mutating func skipTrailers(
        in input: Span<UInt8>, at cursor: inout LineCursor, limits: RequestParser.Limits
    ) throws(HTTPError) -> Bool {
        while let line = try cursor.nextLine(
            in: input, maximum: limits.trailerBytes - trailerBytes,
            overflow: HTTPError(
                .headerFieldsTooLarge, "the trailer fields are longer than \(limits.trailerBytes) bytes"))
        {
            if line.isEmpty { return true }
            _ = try FieldLine.parse(line, in: input)
            trailerBytes += line.count + 2
        }
        return false
    }

    private static var noLineEnd: HTTPError {
        .malformed("the data of a chunk is not followed by CRLF")
    }

    private static func tooLarge(_ limits: RequestParser.Limits) -> HTTPError {
        HTTPError(.contentTooLarge, "the body is larger than \(limits.bodyBytes) bytes")
    }
}
