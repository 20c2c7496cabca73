internal import Text

/// The position up to which the input has been read, and the progress of the search for the end of a line.
///
/// The search continues where it stopped, so that input that arrives byte by byte costs linear time.
struct LineCursor {
    /// The start of the unread input.
    private(set) var position = 0
    private var searched = 0

    /// Advances past input that does not consist of lines.
    mutating func advance(by count: Int) {
        position += count
        searched = position
    }

    /// Resets the position after the input has dropped the bytes that are read.
    mutating func rebase() {
        searched -= position
        position = 0
    }

    /// Reads the next line, if it is complete.
    ///
    /// - Parameters:
    ///   - input: The input.
    ///   - maximum: The longest line, its end included.
    ///   - overflow: The error of a longer line.
    /// - Returns: The line without its CRLF, or nil if more input is needed.
    /// - Throws: `overflow`, or an error of a line that ends in LF alone.
    mutating func nextLine(
        in input: Span<UInt8>, maximum: Int, overflow: @autoclosure () -> HTTPError
    ) throws(HTTPError) -> Range<Int>? {
        let available = input.count - position
        let limit = position + Swift.min(available, Swift.max(maximum, 0))
        var lineFeed = searched
        while lineFeed < limit, input[lineFeed] != .lineFeed { lineFeed += 1 }
        searched = lineFeed
        guard lineFeed < limit else {
            if available > maximum { throw overflow() }
            return nil
        }
        let start = position
        let end = lineFeed - 1
        guard end >= start, input[end] == .carriageReturn else {
            throw .malformed("a line ends in LF without CR")
        }
        advance(by: lineFeed + 1 - start)
        return start..<end
    }
}

/// Reads one field line (RFC 9112, section 5), of a head or of a trailer.
enum FieldLine {
    /// Splits a line.
    ///
    /// - Parameters:
    ///   - line: The line without its end; it is not empty.
    ///   - input: The input.
    /// - Returns: The ranges of name and value.
    /// - Throws: 400 if the line is not a field, or has a byte that no field may have.
    static func parse(_ line: Range<Int>, in input: Span<UInt8>) throws(HTTPError) -> RequestHead.FieldRange {
        let token = ByteSet.token
        var colon = line.lowerBound
        while colon < line.upperBound, token.contains(input[colon]) { colon += 1 }
        guard colon < line.upperBound, input[colon] == UInt8(ascii: ":"), colon > line.lowerBound else {
            throw mistake(in: line, at: colon, of: input)
        }
        let value = input.trimmed(colon + 1..<line.upperBound)
        for index in value where !input[index].isFieldContent {
            throw .malformed("a field value has a control character")
        }
        return RequestHead.FieldRange(name: line.lowerBound..<colon, value: value)
    }

    private static func mistake(in line: Range<Int>, at place: Int, of input: Span<UInt8>) -> HTTPError {
        guard place < line.upperBound else { return .malformed("a field line has no colon") }
        switch (input[place].isBlank, place == line.lowerBound) {
        case (true, true): return .malformed("a field line begins with white space")
        case (true, false): return .malformed("there is white space before the colon of a field line")
        case (false, true) where input[place] == UInt8(ascii: ":"): return .malformed("a field has no name")
        case (false, _): return .malformed("a field name has a byte that is not allowed")
        }
    }
}
