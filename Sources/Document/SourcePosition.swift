/// A place in a text, as editors count it.
public struct SourcePosition: Hashable, Sendable {
    /// Offset in bytes from the start of the text, 0 or more.
    public let offset: Int
    /// Line, from 1.
    public let line: Int
    /// Column in Unicode scalars, from 1.
    public let column: Int

    /// The start of every text.
    package static let start = SourcePosition(offset: 0, line: 1, column: 1)

    /// Makes a position.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Counts lines and columns up to an offset, from the beginning of the text.
    ///
    /// It is for one position of a text, such as that of its first mistake; for many, see ``Document/position(of:)``.
    ///
    /// - Parameters:
    ///   - offset: The offset, in bytes; a value beyond the end counts as the end.
    ///   - bytes: The whole text. Lines end with a line feed.
    public init(offset: Int, in bytes: [UInt8]) {
        let offset = min(max(offset, 0), bytes.count)
        var line = 1
        var column = 1
        for byte in bytes[..<offset] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(offset: offset, line: line, column: column)
    }
}

extension SourcePosition: CustomStringConvertible {
    /// The line and the column, as compilers print them: `3:14`.
    public var description: String { "\(line):\(column)" }
}
