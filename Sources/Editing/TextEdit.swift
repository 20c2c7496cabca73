/// A change of a text, which replaces a part of it.
package struct TextEdit: Hashable, Sendable {
    /// The bytes to replace; empty for an insertion.
    package let range: Range<Int>
    /// The replacement.
    package let text: String

    /// Makes an edit.
    ///
    /// - Parameters:
    ///   - range: The bytes to replace; empty for an insertion.
    ///   - text: The replacement.
    package init(_ range: Range<Int>, _ text: String) {
        self.range = range
        self.text = text
    }
}

/// Edits of one text that do not overlap, in the order of their offsets.
package struct TextEdits: Sendable {
    /// The edits, in the order of their offsets; of two insertions at one offset, the first comes first.
    package private(set) var edits: [TextEdit] = []
    /// The changes that were left out, because they overlap others.
    package private(set) var dropped: Set<Int> = []

    /// Makes no edits.
    package init() {}

    /// Arranges the edits of some changes, each of which is made as a whole or not at all.
    ///
    /// Two edits overlap if they replace the same byte, or if one inserts between two bytes that the other replaces.
    /// Then the one that begins first is made, or of two that begin at one offset, the first in the list; the other
    /// one's change is left out. A change that is left out makes no room for others, so that the result takes one
    /// pass, and is the same every time.
    ///
    /// - Parameter changes: The edits, each with the number of its change. Insertions at one offset keep their order.
    package init(_ changes: [(change: Int, edit: TextEdit)]) {
        let order = changes.indices.sorted { left, right in
            let (one, other) = (changes[left].edit.range, changes[right].edit.range)
            if one.lowerBound != other.lowerBound { return one.lowerBound < other.lowerBound }
            // An insertion comes before the bytes that are replaced there.
            if one.isEmpty != other.isEmpty { return one.isEmpty }
            return left < right
        }
        var end = 0
        var kept: [Int] = []
        for index in order {
            let range = changes[index].edit.range
            guard range.lowerBound >= end else {
                dropped.insert(changes[index].change)
                continue
            }
            end = range.upperBound
            kept.append(index)
        }
        edits = kept.lazy.filter { [dropped] in !dropped.contains(changes[$0].change) }.map { changes[$0].edit }
    }

    /// Appends the edits of a later part of the text.
    ///
    /// - Parameters:
    ///   - part: The edits of the part, none of which begins before those that are here end.
    ///   - offset: The offset of the part in the text.
    package mutating func append(_ part: TextEdits, at offset: Int) {
        edits += part.edits.map { edit in
            TextEdit(edit.range.lowerBound + offset..<edit.range.upperBound + offset, edit.text)
        }
    }

    /// Makes the edits.
    ///
    /// - Parameter text: The text; edits beyond its end count as insertions at its end.
    /// - Returns: The edited text.
    package func applied(to text: [UInt8]) -> [UInt8] {
        Self.apply(edits[...], to: text, in: 0..<text.count)
    }

    /// Makes the edits of a part of a text.
    ///
    /// - Returns: The edited part.
    static func apply(_ edits: ArraySlice<TextEdit>, to text: [UInt8], in part: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(part.count + edits.reduce(0) { $0 + $1.text.utf8.count })
        var offset = part.lowerBound
        for edit in edits {
            result += text[offset..<min(max(offset, edit.range.lowerBound), part.upperBound)]
            result += edit.text.utf8
            offset = min(max(offset, edit.range.upperBound), part.upperBound)
        }
        return result + text[offset..<part.upperBound]
    }
}
