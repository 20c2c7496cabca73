internal import Editing

/// Setting members.
///
/// A new member is inserted after the last one of its object, in the style of that object: on a line of its own in block
/// style, after a comma in flow style. A member that is there, or is `null`, gets its value in place.
extension SourceEditor {
    /// The edits that set members of an object; nil if its text cannot be changed.
    func setting(_ members: [NewMember], of object: Document.Node) -> [Placed]? {
        let place = document.place(of: object)
        guard document.kind(of: object) == .object, !place.isShared else { return nil }
        let own = ownMembers(of: object)
        var placed: [Placed] = []
        var fresh: [NewMember] = []
        for member in members {
            if let known = own.first(where: { document.hasText($0.key, spelt: member.name) }) {
                guard let edits = replacement(of: known.value, by: member.value) else { return nil }
                placed += edits
            } else {
                fresh.append(member)
            }
        }
        guard !fresh.isEmpty else { return placed }
        let edit =
            place.style == .flow
            ? flowInsertion(of: fresh, object, after: own.last) : blockInsertion(of: fresh, object)
        placed.append(Placed(edit: edit, start: place.range.lowerBound, isInPlace: false))
        return placed
    }

    /// The edit that writes a value over a `null`, or after the key of a missing value.
    func filling(of null: (key: Document.Node, value: Document.Node), by value: NewValue) -> TextEdit? {
        let (keyPlace, place) = (document.place(of: null.key), document.place(of: null.value))
        guard !place.isShared, place.range == place.rangeWithProperties,
            keyPlace.range.upperBound <= place.range.lowerBound,
            text[keyPlace.range.upperBound..<place.range.lowerBound].contains(UInt8(ascii: ":"))
        else { return nil }
        let style = flowText(
            beside: keyPlace, isCompact: isCompact(keyPlace.range.upperBound..<place.range.lowerBound))
        var replacement = style.value(value, on: lines(at: null.key))
        if place.range.isEmpty {
            if text[place.range.lowerBound - 1] == UInt8(ascii: ":") { replacement = " " + replacement }
            if place.range.upperBound < text.count, !YAMLBytes.isBlank(text[place.range.upperBound]),
                !YAMLBytes.isBreak(text[place.range.upperBound])
            {
                replacement += " "
            }
        }
        return TextEdit(place.range, replacement)
    }

    /// The form of members beside one with that key.
    func flowText(beside key: Document.Place? = nil, isCompact: Bool = false) -> FlowText {
        FlowText(quotes: isJSON ? .json : key?.style == .doubleQuoted ? .yaml : .whereNeeded, isCompact: isCompact)
    }

    /// Whether a key and its value, with this range between them, are written without blanks.
    private func isCompact(_ between: Range<Int>) -> Bool {
        isJSON && text[between].elementsEqual(":".utf8)
    }

    /// The lines of an object under a key, or of an item, that has a line to itself in JSON; nil for all other values.
    private func lines(at node: Document.Node) -> FlowText.Lines? {
        guard isJSON, let own = indentation(at: document.place(of: node).range.lowerBound) else { return nil }
        var around = document.parent(of: node)
        while let container = around {
            let start = document.key(of: container) ?? container
            if let outer = indentation(at: document.place(of: start).range.lowerBound), own.hasPrefix(outer) {
                let unit = String(own.dropFirst(outer.count))
                return unit.isEmpty ? nil : FlowText.Lines(end: lineEnd, indentation: own, unit: unit)
            }
            around = document.parent(of: container)
        }
        return nil
    }
}

extension SourceEditor {
    /// The edit that inserts members after the last one of an object in braces.
    private func flowInsertion(
        of members: [NewMember], _ object: Document.Node, after last: (key: Document.Node, value: Document.Node)?
    ) -> TextEdit {
        let range = document.place(of: object).range
        guard let last else { return insertion(of: members, toEmpty: object) }
        let (key, value) = (document.place(of: last.key), document.place(of: last.value))
        let end = max(value.range.upperBound, key.range.upperBound)
        let between = key.range.upperBound..<max(key.range.upperBound, value.range.lowerBound)
        let style = flowText(beside: key, isCompact: isCompact(between))
        let start = key.rangeWithProperties.lowerBound
        if start > range.lowerBound, let indentation = indentation(at: start) {
            let separator = "," + lineEnd + indentation
            let added = style.members(members, separator: separator, on: lines(at: last.key))
            return TextEdit(end..<end, gap(after: value, at: end) + separator + added)
        }
        let separator = style.isCompact ? "," : ", "
        let added = style.members(members, separator: separator)
        return TextEdit(end..<end, gap(after: value, at: end) + separator + added)
    }

    /// The blank before a comma: a colon right before it would be part of a word.
    private func gap(after value: Document.Place, at end: Int) -> String {
        value.range.isEmpty && text[end - 1] == UInt8(ascii: ":") ? " " : ""
    }

    /// The edit that inserts members into braces that contain no member: only white space, comments or a merge key.
    private func insertion(of members: [NewMember], toEmpty object: Document.Node) -> TextEdit {
        let range = document.place(of: object).range
        let start = range.lowerBound + 1
        guard document.isEmptyContainer(object), isJSON else {
            let written = flowText().members(members)
            return TextEdit(start..<start, document.isEmptyContainer(object) ? written : written + ", ")
        }
        let key = document.key(of: object)
        let before = key.map { document.place(of: $0).range.upperBound..<range.lowerBound }
        let style = flowText(isCompact: before.map(isCompact) ?? false)
        guard let lines = lines(at: key ?? object) else {
            return TextEdit(start..<start, style.members(members))
        }
        return TextEdit(start..<range.upperBound - 1, style.lined(members, on: lines))
    }
}

extension SourceEditor {
    /// The edit that inserts members on lines of their own, after all lines of an object.
    private func blockInsertion(of members: [NewMember], _ object: Document.Node) -> TextEdit {
        let range = document.place(of: object).range
        let indent = column(of: range.lowerBound)
        let style = BlockText(step: step(of: object))
        let lines = members.flatMap { style.lines(of: $0, indent: indent) }
        let end = endOfLine(keepingEnd(of: object) ?? range.upperBound)
        return TextEdit(end..<end, lines.map { lineEnd + $0 }.joined())
    }

    /// The additional indentation of an object in an object: that of the nearest pair around or in this one, or else
    /// two, as most people write it.
    private func step(of object: Document.Node) -> Int {
        let usual = 2
        for (_, value) in document.members(of: object) {
            if let step = step(from: object, to: value) { return step }
        }
        var node = object
        while let parent = document.parent(of: node) {
            if let step = step(from: parent, to: node) { return step }
            node = parent
        }
        return usual
    }

    private func step(from parent: Document.Node, to child: Document.Node) -> Int? {
        let places = [parent, child].map { document.place(of: $0) }
        guard document.isObject(parent), document.isObject(child),
            places.allSatisfy({ $0.style == .block && !$0.isShared })
        else { return nil }
        let step = column(of: places[1].range.lowerBound) - column(of: places[0].range.lowerBound)
        return step > 0 ? step : nil
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
            let start = endOfBreak(end)
            guard start < text.count else { return end }
            let next = endOfLine(start)
            guard text[start..<next].allSatisfy(YAMLBytes.isBlank) else { return end }
            end = next
        }
    }
}
