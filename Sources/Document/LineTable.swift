/// The starts of the lines of a text, found once, so that a position costs a search and the length of one line.
///
/// Lines end with a line feed, and columns count Unicode scalars, as in ``SourcePosition``.
struct LineTable: Sendable {
    /// The offsets of the first bytes of all lines, in ascending order.
    ///
    /// The first line begins after a byte order mark, which has no column.
    private let starts: [UInt32]
    /// Where the text begins in its file.
    private let origin: SourcePosition

    /// Finds the lines of a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - origin: The text's start in its file.
    init(_ text: [UInt8], origin: SourcePosition) {
        let hasMark = origin.offset == 0 && text.starts(with: ByteOrderMark.utf8)
        var starts = [UInt32(hasMark ? ByteOrderMark.utf8.count : 0)]
        let bytes = unsafe text.span.bytes
        var offset = 0
        while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), from: offset, to: text.count) {
            offset = end &+ 1
            starts.append(UInt32(clamping: offset))
        }
        self.starts = starts
        self.origin = origin
    }

    /// The line of an offset, from 0 within the text.
    func line(of offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if Int(starts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The position of an offset in the file.
    ///
    /// - Parameters:
    ///   - offset: The offset, in bytes of the text; a value beyond its ends counts as its ends.
    ///   - text: The text that the table was made of.
    /// - Returns: The position.
    func position(of offset: Int, in text: [UInt8]) -> SourcePosition {
        let offset = min(max(offset, 0), text.count)
        let line = line(of: offset)
        var column = line == 0 ? origin.column : 1
        var index = Int(starts[line])
        while index < offset {
            if text[index] & 0xC0 != 0x80 { column += 1 }
            index += 1
        }
        return SourcePosition(offset: origin.offset + offset, line: origin.line + line, column: column)
    }
}

/// The byte order marks that tell a text's encoding.
enum ByteOrderMark {
    static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Those of UTF-16; those of UTF-32 begin or end with one of them.
    static let others: [[UInt8]] = [[0xFE, 0xFF], [0xFF, 0xFE]]
}
