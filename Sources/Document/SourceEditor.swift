internal import Editing

/// Finds the edits of a document's source that make a change of its values, and leaves the rest as it is written.
struct SourceEditor {
    /// An edit, with the values that determine the order of two edits at one offset.
    struct Placed {
        let edit: TextEdit
        /// The start of the object: of two objects that end at one offset, the inner one begins later, and its members
        /// come first.
        let start: Int
        /// Whether it replaces a value in place, which comes before members after that value.
        let isInPlace: Bool
    }

    let document: Document
    let text: [UInt8]
    let lineEnd: String

    /// Makes an editor of a document.
    init(_ document: Document) {
        self.document = document
        let text = document.source.text
        self.text = text
        let firstBreak = text.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        lineEnd = firstBreak > 0 && text[firstBreak - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// The edits that make a change.
    ///
    /// - Returns: The edits; nil if the text cannot be changed in this way, because the value is written elsewhere (an
    ///   alias, a merge key), because an anchor, a tag or a comment would be lost, or because a key is there already.
    func edits(for change: Change) -> [Placed]? {
        switch change {
        case .set(let members, let object): setting(members, of: object)
        case .replace(let node, let value): replacement(of: node, by: value)
        case .rename(let node, let name): renaming(of: node, to: name)
        case .remove(let node): removal(of: node)
        }
    }

    /// The members that are written inside an object, without those of a merge key.
    func ownMembers(of object: Document.Node) -> [(key: Document.Node, value: Document.Node)] {
        let range = document.place(of: object).range
        return document.members(of: object).filter { key, _ in
            let place = document.place(of: key)
            return range.lowerBound <= place.range.lowerBound && place.range.upperBound <= range.upperBound
        }
    }

    var isJSON: Bool { document.isWrittenAsJSON }

    /// The blanks between the start of a line and an offset; nil if something else is before it on the line.
    func indentation(at offset: Int) -> String? {
        var start = offset
        while start > 0, YAMLBytes.isBlank(text[start - 1]) { start -= 1 }
        guard start == 0 || YAMLBytes.isBreak(text[start - 1]) || isByteOrderMark(start) else { return nil }
        return String(decoding: text[start..<offset], as: UTF8.self)
    }

    /// The number of bytes before an offset on its line.
    func column(of offset: Int) -> Int {
        var start = offset
        while start > 0, !YAMLBytes.isBreak(text[start - 1]), !isByteOrderMark(start) { start -= 1 }
        return offset - start
    }

    /// Whether a byte order mark, which has no column, ends at an offset.
    private func isByteOrderMark(_ offset: Int) -> Bool {
        offset == ByteOrderMark.utf8.count && text.starts(with: ByteOrderMark.utf8)
    }

    func endOfLine(_ offset: Int) -> Int {
        text[offset...].firstIndex(where: YAMLBytes.isBreak) ?? text.count
    }

    /// The end of the line break at an offset; the offset itself if there is none.
    func endOfBreak(_ offset: Int) -> Int {
        guard offset < text.count, YAMLBytes.isBreak(text[offset]) else { return offset }
        return offset + (text[offset...].starts(with: "\r\n".utf8) ? 2 : 1)
    }

    /// Whether a comment begins in a range.
    func hasComment(in range: Range<Int>) -> Bool {
        let comments = document.source.comments
        var low = 0
        var high = comments.count
        while low < high {
            let middle = low + (high - low) / 2
            if comments[middle].range.lowerBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < comments.count && comments[low].range.lowerBound < range.upperBound
    }
}
