/// The place in the input up to which it has been read, and how far the search for the end of a line has come.
///
/// The search goes on where it stopped, so that input which comes byte by byte costs linear time.
struct LineCursor {
    /// Where the unread input begins.
    private(set) var position = 0
    private var searched = 0

    /// Moves on, past input that is not made of lines.
    mutating func advance(by count: Int) {
        position += count
        searched = position
    }

    /// Takes away the bytes that are read, in an input that dropped them.
    mutating func rebase() {
        searched -= position
        position = 0
    }

    /// Reads the next line, if it is there with its end.
    ///
    /// - Parameters:
    ///   - input: The input.
    ///   - maximum: The longest line, its end included.
    ///   - overflow: The error of a longer line.
    /// - Returns: The line without its CRLF, or nil where more input is needed.
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
