/// The positions of nodes in the order of their text, in one pass over it.
///
/// ``Document/position(of:)`` costs a pass over the line, which may be the whole text: a list on one line has thousands of
/// objects.
package struct PositionCursor {
    private var source: Document.Source?
    private var last = SourcePosition.start

    /// Begins before the first document.
    package init() {}

    /// Where a value begins in the text that a person wrote.
    ///
    /// - Parameters:
    ///   - node: The value; one before that of the last call costs a pass over its line.
    ///   - document: The document that contains it.
    /// - Returns: The position, as ``Document/position(of:)`` has it.
    package mutating func position(of node: Document.Node, in document: Document) -> SourcePosition {
        position(atOffset: document.sourceOffset(of: node), in: document.source)
    }

    /// The position of an offset in the text that a person wrote.
    ///
    /// - Parameters:
    ///   - offset: The offset, in bytes of the source's text; one before that of the last call costs a pass over its
    ///     line.
    ///   - source: The source.
    /// - Returns: The position.
    package mutating func position(atOffset offset: Int, in source: Document.Source) -> SourcePosition {
        let known = last.offset - source.start.offset
        guard source === self.source, known <= offset else {
            self.source = source
            last = source.position(atOffset: offset)
            return last
        }
        var (line, column) = (last.line, last.column)
        for byte in source.text[known..<min(offset, source.text.count)] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        last = SourcePosition(offset: source.start.offset + offset, line: line, column: column)
        return last
    }
}
