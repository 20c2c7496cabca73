internal import Document
internal import System

/// A line of a source with a part of it underlined, for a terminal.
package struct Excerpt: Hashable, Sendable {
    /// The most columns before the underlined part.
    private static let columnsBefore = 60
    /// The most columns from the underlined part on.
    private static let columnsAfter = 60
    /// The columns of a tab.
    private static let tabColumns = 4
    /// The mark of a part that is left out.
    private static let ellipsis = "…"

    /// The number of the line, from 1.
    package let number: Int
    /// The line: tabs as blanks, characters that are not printed as `�`, and the ends of a long line left out.
    package let text: String
    /// The columns of the text before the underlined part.
    package let indent: Int
    /// The columns of the underlined part, at least 1.
    package let length: Int

    /// Cuts out the line of a place.
    ///
    /// - Parameters:
    ///   - text: The text of the source.
    ///   - range: The bytes of the place; only those on its first line are underlined.
    ///   - number: The number of its first line.
    init(_ text: [UInt8], _ range: Range<Int>, number: Int) {
        self.number = number
        let start = min(max(range.lowerBound, 0), text.count)
        // The search for the ends of the line is bounded: a line may have megabytes, and each of its mistakes an excerpt.
        let first = Self.start(of: start, in: text)
        let last = Self.end(of: start, in: text)
        let end = min(max(range.upperBound, start), last)
        if text[first..<last].allSatisfy(Self.isPlain) {
            // Each byte is a column, as nearly always.
            let (from, to) = (max(first, start - Self.columnsBefore), min(last, start + Self.columnsAfter))
            let isLeadCut = from > first || !Self.isStart(first, of: text)
            let isTailCut = to < last || !Self.isEnd(last, of: text)
            self.text =
                (isLeadCut ? Self.ellipsis : "") + String(decoding: text[from..<to], as: UTF8.self)
                + (isTailCut ? Self.ellipsis : "")
            indent = start - from + (isLeadCut ? 1 : 0)
            length = max(min(end, to) - start, 1)
            return
        }
        var before = Pieces()
        before.append(text[first..<start], atMost: .max)
        let (lead, leadColumns) = before.last(Self.columnsBefore)
        var marked = Pieces()
        marked.append(text[start..<end], atMost: Self.columnsAfter)
        var after = Pieces()
        if !marked.isCut { after.append(text[end..<last], atMost: Self.columnsAfter - marked.columns) }
        let isLeadCut = leadColumns < before.columns || !Self.isStart(first, of: text)
        let isTailCut = marked.isCut || after.isCut || !Self.isEnd(last, of: text)
        self.text =
            (isLeadCut ? Self.ellipsis : "") + lead + marked.text + after.text + (isTailCut ? Self.ellipsis : "")
        indent = leadColumns + (isLeadCut ? 1 : 0)
        length = max(marked.columns, 1)
    }

    /// Whether a byte is a character that a terminal shows in one column.
    private static func isPlain(_ byte: UInt8) -> Bool { (0x20..<0x7F).contains(byte) }

    /// The most bytes that are searched for an end of the line; a character has four at the most, and marks that take no
    /// column are few.
    private static let bytesSearched = 512

    private static func start(of offset: Int, in text: [UInt8]) -> Int {
        var start = offset
        while !isStart(start, of: text), offset - start < bytesSearched { start -= 1 }
        return start
    }

    private static func isStart(_ offset: Int, of text: [UInt8]) -> Bool {
        offset == 0 || text[offset - 1] == UInt8(ascii: "\n") || offset == 3 && text.starts(with: [0xEF, 0xBB, 0xBF])
    }

    private static func end(of offset: Int, in text: [UInt8]) -> Int {
        var end = offset
        while !isEnd(end, of: text), end - offset < bytesSearched { end += 1 }
        return end
    }

    private static func isEnd(_ offset: Int, of text: [UInt8]) -> Bool {
        guard offset < text.count, text[offset] != UInt8(ascii: "\n") else { return true }
        return text[offset] == UInt8(ascii: "\r") && offset + 1 < text.count && text[offset + 1] == UInt8(ascii: "\n")
    }

    /// Characters as a terminal shows them.
    private struct Pieces {
        private var pieces: [(text: String, columns: Int)] = []
        private(set) var columns = 0
        private(set) var isCut = false

        var text: String { pieces.map(\.text).joined() }

        mutating func append(_ bytes: ArraySlice<UInt8>, atMost most: Int) {
            for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
                let piece: (text: String, columns: Int) =
                    if scalar == "\t" {
                        (String(repeating: " ", count: Excerpt.tabColumns), Excerpt.tabColumns)
                    } else if let width = TerminalColumns.width(of: scalar), !Excerpt.isHidden(scalar) {
                        (String(scalar), width)
                    } else {
                        ("\u{FFFD}", 1)
                    }
                guard columns + piece.columns <= most else {
                    isCut = true
                    return
                }
                pieces.append(piece)
                columns += piece.columns
            }
        }

        /// The last characters that fit.
        func last(_ most: Int) -> (text: String, columns: Int) {
            var (first, columns) = (pieces.count, 0)
            while first > 0, columns + pieces[first - 1].columns <= most {
                first -= 1
                columns += pieces[first].columns
            }
            return (pieces[first...].map(\.text).joined(), columns)
        }
    }

    /// Whether a character changes the order or the look of others, so that a line could show something else.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .format
    }
}
