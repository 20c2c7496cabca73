/// A change of a text, which replaces a part of it.
package struct TextEdit: Hashable, Sendable {
    /// The bytes to replace; empty for an insertion.
    package let range: Range<Int>
    /// The replacement.
    package let text: String
}

/// Finds the changes of a document's source that add members to objects, and leaves the rest as it is written.
///
/// A member is inserted after the last one of its object, in the style of that object: on a line of its own in block
/// style, after a comma in flow style. A member that is `null` is replaced in place.
package struct MemberEditor {
    /// An edit, with the values that determine the order of two edits at one offset.
    private struct Placed {
        let edit: TextEdit
        /// The start of the object: of two objects that end at one offset, the inner one begins later, and its members
        /// come first.
        let start: Int
        /// Whether it replaces a value in place, which comes before members after that value.
        let isInPlace: Bool
    }

    private let document: Document
    private let text: [UInt8]
    private let lineEnd: String
    private var placed: [Placed] = []

    /// The edits, in the order of their offsets.
    ///
    /// They do not overlap; of two at one offset, the first comes first.
    package var edits: [TextEdit] {
        placed.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.edit.range.lowerBound != other.edit.range.lowerBound {
                return one.edit.range.lowerBound < other.edit.range.lowerBound
            }
            if one.isInPlace != other.isInPlace { return one.isInPlace }
            return one.start == other.start ? left.offset < right.offset : one.start > other.start
        }.map(\.element.edit)
    }

    /// Makes an editor without edits.
    package init(_ document: Document) {
        self.document = document
        let text = document.source.text
        self.text = text
        let firstBreak = text.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        lineEnd = firstBreak > 0 && text[firstBreak - 1] == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    /// Adds members to an object.
    ///
    /// - Parameters:
    ///   - members: The members; the object has none of these names, or has `null` there.
    ///   - object: The object.
    /// - Returns: Whether the text can be changed in this way: not if the object is written elsewhere (an alias, a
    ///   merge key), and not if a `null` has an anchor, a tag or a question mark of its own.
    package mutating func add(_ members: [NewMember], to object: Document.Node) -> Bool {
        let place = document.place(of: object)
        guard document.kind(of: object) == .object, !place.isShared else { return false }
        let own = ownMembers(of: object)
        let known = placed.count
        var fresh: [NewMember] = []
        for member in members {
            if let null = own.first(where: { document.isNull($0.value) && document.string($0.key) == member.name }) {
                guard let edit = replacement(of: null, by: member.value) else {
                    placed.removeSubrange(known...)
                    return false
                }
                placed.append(Placed(edit: edit, start: place.range.lowerBound, isInPlace: true))
            } else {
                fresh.append(member)
            }
        }
        guard !fresh.isEmpty else { return true }
        let edit =
            place.style == .flow
            ? flowInsertion(of: fresh, object, after: own.last) : blockInsertion(of: fresh, object)
        placed.append(Placed(edit: edit, start: place.range.lowerBound, isInPlace: false))
        return true
    }

    /// The members that are written inside an object, without those of a merge key.
    private func ownMembers(of object: Document.Node) -> [(key: Document.Node, value: Document.Node)] {
        let range = document.place(of: object).range
        return document.members(of: object).filter { key, _ in
            let place = document.place(of: key)
            return range.lowerBound <= place.range.lowerBound && place.range.upperBound <= range.upperBound
        }
    }

    /// The edit that writes a value over a `null`, or after the key of a missing value.
    private func replacement(
        of null: (key: Document.Node, value: Document.Node), by value: NewValue
    ) -> TextEdit? {
        let (keyPlace, place) = (document.place(of: null.key), document.place(of: null.value))
        guard place.range == place.rangeWithProperties, keyPlace.range.upperBound <= place.range.lowerBound,
            text[keyPlace.range.upperBound..<place.range.lowerBound].contains(UInt8(ascii: ":"))
        else { return nil }
        var replacement = flowText(beside: keyPlace).value(value)
        if place.range.isEmpty {
            if text[place.range.lowerBound - 1] == UInt8(ascii: ":") { replacement = " " + replacement }
            if place.range.upperBound < text.count, !YAMLBytes.isBlank(text[place.range.upperBound]),
                !YAMLBytes.isBreak(text[place.range.upperBound])
            {
                replacement += " "
            }
        }
        return TextEdit(range: place.range, text: replacement)
    }
}

extension MemberEditor {
    /// The edit that inserts members after the last one of an object in braces.
    private func flowInsertion(
        of members: [NewMember], _ object: Document.Node, after last: (key: Document.Node, value: Document.Node)?
    ) -> TextEdit {
        let range = document.place(of: object).range
        guard let last else {
            // Only white space, or a merge key.
            let isEmpty = document.isEmptyContainer(object)
            let written = flowText().members(members)
            return insertion(isEmpty ? written : written + ", ", at: range.lowerBound + 1)
        }
        let (key, value) = (document.place(of: last.key), document.place(of: last.value))
        let between = key.range.upperBound..<max(key.range.upperBound, value.range.lowerBound)
        let style = flowText(beside: key, isCompact: isJSON && text[between].elementsEqual(":".utf8))
        var separator = style.isCompact ? "," : ", "
        let lineStart = startOfLine(key.range.lowerBound)
        if text[lineStart..<key.range.lowerBound].allSatisfy(YAMLBytes.isBlank), lineStart > range.lowerBound {
            separator = "," + lineEnd + String(decoding: text[lineStart..<key.range.lowerBound], as: UTF8.self)
        }
        let end = max(value.range.upperBound, key.range.upperBound)
        // A colon right before a comma would be part of a word.
        let gap = value.range.isEmpty && text[end - 1] == UInt8(ascii: ":") ? " " : ""
        return insertion(gap + separator + style.members(members, separator: separator), at: end)
    }

    /// The edit that inserts members on lines of their own, after all lines of an object.
    private func blockInsertion(of members: [NewMember], _ object: Document.Node) -> TextEdit {
        let range = document.place(of: object).range
        let indent = range.lowerBound - startOfLine(range.lowerBound)
        let lines = members.flatMap { BlockText.lines(of: $0, indent: indent) }
        let end = endOfLine(keepingEnd(of: object) ?? range.upperBound)
        return insertion(lines.map { lineEnd + $0 }.joined(), at: end)
    }

    /// The end of the empty lines that belong to a block scalar with `|+`, if an object ends with one.
    private func keepingEnd(of object: Document.Node) -> Int? {
        var node = object
        while !document.isEmptyContainer(node), !document.place(of: node).isShared {
            switch document.kind(of: node) {
            case .object:
                guard let last = ownMembers(of: node).last?.value else { return nil }
                node = last
            case .array:
                guard let last = Array(document.elements(of: node)).last else { return nil }
                node = last
            default:
                return keepsLines(node) ? endOfEmptyLines(document.place(of: node).range.upperBound) : nil
            }
        }
        return nil
    }

    private func keepsLines(_ node: Document.Node) -> Bool {
        let place = document.place(of: node)
        guard place.style == .literal || place.style == .folded else { return false }
        return text[place.range].dropFirst().prefix { !YAMLBytes.isBlank($0) && !YAMLBytes.isBreak($0) }
            .contains(UInt8(ascii: "+"))
    }

    /// The end of the empty lines after the line of an offset.
    private func endOfEmptyLines(_ offset: Int) -> Int {
        var end = endOfLine(offset)
        while true {
            let start = end + (text[end...].starts(with: "\r\n".utf8) ? 2 : 1)
            guard start < text.count else { return end }
            let next = endOfLine(start)
            guard text[start..<next].allSatisfy(YAMLBytes.isBlank) else { return end }
            end = next
        }
    }

    /// The form of members beside one with that key.
    private func flowText(beside key: Document.Place? = nil, isCompact: Bool = false) -> FlowText {
        FlowText(quotes: isJSON ? .json : key?.style == .doubleQuoted ? .yaml : .whereNeeded, isCompact: isCompact)
    }

    private var isJSON: Bool { document.source.places.isEmpty }

    private func insertion(_ text: String, at offset: Int) -> TextEdit {
        TextEdit(range: offset..<offset, text: text)
    }

    private func startOfLine(_ offset: Int) -> Int {
        let start = text[..<offset].lastIndex(where: YAMLBytes.isBreak).map { $0 + 1 } ?? 0
        // A byte order mark has no column.
        return start == 0 && text.starts(with: ByteOrderMark.utf8) ? min(ByteOrderMark.utf8.count, offset) : start
    }

    private func endOfLine(_ offset: Int) -> Int {
        text[offset...].firstIndex(where: YAMLBytes.isBreak) ?? text.count
    }
}

/// New members in flow style, as JSON or as YAML.
private struct FlowText {
    /// The quotes of texts, and the language of their escapes.
    enum Quotes {
        case json, yaml, whereNeeded
    }

    let quotes: Quotes
    /// Whether there is no blank after colons.
    let isCompact: Bool

    func members(_ members: [NewMember], separator: String = ", ") -> String {
        members.map { text($0.name) + (isCompact ? ":" : ": ") + value($0.value) }.joined(separator: separator)
    }

    func value(_ value: NewValue) -> String {
        switch value {
        case .string(let text): self.text(text)
        case .integer(let number): String(number)
        case .boolean(let value): String(value)
        case .object(let members): "{" + self.members(members, separator: isCompact ? "," : ", ") + "}"
        }
    }

    private func text(_ text: String) -> String {
        switch quotes {
        case .json:
            var writer = JSONWriter()
            writer.string(text)
            return String(decoding: writer.bytes, as: UTF8.self)
        case .yaml: return YAMLWriter.quoted(text)
        case .whereNeeded:
            // These end an unquoted text in flow style.
            let isSafe = !text.utf8.contains { ",[]{}?".utf8.contains($0) }
            return isSafe ? YAMLWriter.scalar(text) : YAMLWriter.quoted(text)
        }
    }
}

/// New members in block style.
private enum BlockText {
    static func lines(of member: NewMember, indent: Int) -> [String] {
        let key = String(repeating: " ", count: indent) + YAMLWriter.scalar(member.name) + ":"
        switch member.value {
        case .string(let text): return [key + " " + YAMLWriter.scalar(text)]
        case .integer(let number): return [key + " " + String(number)]
        case .boolean(let value): return [key + " " + String(value)]
        case .object(let members) where members.isEmpty: return [key + " {}"]
        case .object(let members): return [key] + members.flatMap { lines(of: $0, indent: indent + 2) }
        }
    }
}
