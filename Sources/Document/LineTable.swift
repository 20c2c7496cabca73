/// Where the lines of a text begin, found once, so that a position costs a search and the length of one line.
///
/// Lines end with a line feed, and columns count Unicode scalars, as a ``SourcePosition`` has them.
struct LineTable: Sendable {
    /// Offsets of the first bytes of all lines, rising.
    ///
    /// The first line begins behind a byte order mark, which has no column.
    private let starts: [UInt32]
    /// Where the text begins in its file.
    private let origin: SourcePosition

    /// Finds the lines of a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - origin: Where it begins in its file.
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

    /// Where a place of the text is in its file.
    ///
    /// - Parameters:
    ///   - offset: The place, in bytes of the text; beyond its ends counts as its ends.
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

/// The bytes with which a text may say its encoding.
enum ByteOrderMark {
    static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
    /// Those of UTF-16, with which those of UTF-32 begin or end as well.
    static let others: [[UInt8]] = [[0xFE, 0xFF], [0xFF, 0xFE]]
}
