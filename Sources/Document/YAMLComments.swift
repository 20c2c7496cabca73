/// Finds the comments of a document, which libyaml drops.
///
/// Between its scalars, a document has indicators, names of anchors and tags, none of which contain a `#`. So libyaml
/// skips a comment at every `#` outside scalars, even if no blank precedes it.
struct YAMLComments {
    private(set) var found: [Document.Comment] = []
    private let text: [UInt8]
    /// The offset after the last scalar or comment.
    private var offset = 0

    init(in text: [UInt8]) {
        self.text = text
    }

    /// Collects the comments before a scalar, and continues after it.
    ///
    /// - Parameters:
    ///   - range: The range of the scalar.
    ///   - style: Its style; the first line of a block scalar may end with a comment.
    mutating func skip(_ range: Range<Int>, _ style: Document.Style) {
        guard !range.isEmpty, range.lowerBound >= offset else { return }
        var start = range.lowerBound
        if style == .literal || style == .folded {
            start = endOfLine(from: start, to: range.upperBound)
        }
        find(to: start)
        offset = range.upperBound
    }

    /// Collects the comments before an offset.
    mutating func find(to end: Int) {
        let text = text
        while offset < end, let start = unsafe text.span.bytes.firstIndex(of: UInt8(ascii: "#"), from: offset, to: end)
        {
            let behind = endOfLine(from: start, to: end)
            found.append(Document.Comment(range: start..<behind, isWholeLine: isFirstOfLine(start)))
            offset = behind
        }
    }

    private func endOfLine(from start: Int, to end: Int) -> Int {
        let text = text
        var offset = start
        while true {
            offset = unsafe text.span.bytes.firstUnusual(from: offset, to: end)
            guard offset < end, breakLength(at: offset) == 0 else { return offset }
            offset += 1
        }
    }

    private func isFirstOfLine(_ offset: Int) -> Bool {
        var start = offset
        while start > 0, YAMLBytes.isBlank(text[start - 1]) { start -= 1 }
        return start == 0 || YAMLBytes.isBreak(text[start - 1]) || text[..<start].elementsEqual(ByteOrderMark.utf8)
    }

    private func breakLength(at offset: Int) -> Int {
        let byte = { (index: Int) -> UInt8 in index < text.count ? text[index] : 0 }
        return YAMLBytes.breakLength(byte(offset), byte(offset + 1), byte(offset + 2))
    }
}
