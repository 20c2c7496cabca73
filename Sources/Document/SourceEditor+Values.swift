internal import Editing

/// Replacing values and keys, and removing members.
extension SourceEditor {
    /// The edits that put another value in the place of one.
    ///
    /// A text keeps its quotes. A block scalar becomes an ordinary one.
    func replacement(of node: Document.Node, by value: NewValue) -> [Placed]? {
        let place = document.place(of: node)
        guard !place.isShared, place.range == place.rangeWithProperties, !hasComment(in: place.range) else {
            return nil
        }
        if document.isNull(node), let key = document.key(of: node) {
            return filling(of: (key, node), by: value).map { [inPlace($0)] }
        }
        guard !place.range.isEmpty else { return nil }
        return [inPlace(TextEdit(place.range, written(value, in: place.style, isInFlow(node))))]
    }

    /// The edits that give a member another key, whose quotes stay.
    func renaming(of node: Document.Node, to name: String) -> [Placed]? {
        let value = document.valueOfMember(node)
        guard let key = document.key(of: value), let object = document.parent(of: value),
            document.member(named: name, of: object) == nil
        else { return nil }
        let place = document.place(of: key)
        guard !place.isShared, place.range == place.rangeWithProperties, !place.range.isEmpty, place.style != .literal,
            place.style != .folded
        else { return nil }
        return [inPlace(TextEdit(place.range, written(.string(name), in: place.style, isInFlow(value))))]
    }

    /// The edits that remove a member with its value, and with its line if it has one to itself.
    func removal(of node: Document.Node) -> [Placed]? {
        guard let object = document.parent(of: node), document.kind(of: object) == .object,
            !document.place(of: object).isShared
        else { return nil }
        let own = ownMembers(of: object)
        guard let index = own.firstIndex(where: { $0.value == node }) else { return nil }
        let next = index + 1 < own.count ? start(of: own[index + 1]) : nil
        let range: Range<Int>
        if document.place(of: object).style == .flow {
            range = flowRange(of: own[index], after: index > 0 ? own[index - 1] : nil, before: next, in: object)
        } else if own.count == 1 {
            // An empty object needs braces, and a merge key is left alone.
            let whole = document.place(of: object).range
            guard !document.members(of: object).contains(where: { $0.value != node }), !hasComment(in: whole),
                whole.upperBound <= end(of: own[index])
            else { return nil }
            return [inPlace(TextEdit(whole, "{}"))]
        } else {
            let first = start(of: own[index])
            if let indentation = indentation(at: first) {
                // A comment at the end of the line goes with it.
                let end = endOfBreak(endOfLine(end(of: own[index])))
                return [inPlace(TextEdit(first - indentation.utf8.count..<end, ""))]
            }
            guard let next else { return nil }
            range = first..<next
        }
        return hasComment(in: range) ? nil : [inPlace(TextEdit(range, ""))]
    }

    /// The range of a member in braces, with one comma.
    private func flowRange(
        of member: (key: Document.Node, value: Document.Node),
        after previous: (key: Document.Node, value: Document.Node)?, before next: Int?, in object: Document.Node
    ) -> Range<Int> {
        let start = start(of: member)
        if let next { return start..<next }
        let end = end(of: member)
        if let previous { return self.end(of: previous)..<end }
        // A comma may follow the only member.
        let rest = text[end..<document.place(of: object).range.upperBound]
        let comma = rest.firstIndex { !YAMLBytes.isBlank($0) && !YAMLBytes.isBreak($0) }
        return start..<(comma.map { rest[$0] == UInt8(ascii: ",") ? $0 + 1 : end } ?? end)
    }

    private func start(of member: (key: Document.Node, value: Document.Node)) -> Int {
        document.place(of: member.key).rangeWithProperties.lowerBound
    }

    private func end(of member: (key: Document.Node, value: Document.Node)) -> Int {
        let (key, value) = (document.place(of: member.key), document.place(of: member.value))
        return max(key.range.upperBound, value.range.upperBound)
    }

    private func isInFlow(_ node: Document.Node) -> Bool {
        document.parent(of: node).map { document.place(of: $0).style == .flow } ?? false
    }

    private func inPlace(_ edit: TextEdit) -> Placed {
        Placed(edit: edit, start: edit.range.lowerBound, isInPlace: true)
    }

    /// A value in the style of the one in whose place it is.
    private func written(_ value: NewValue, in style: Document.Style, _ isInFlow: Bool) -> String {
        if isJSON { return FlowText(quotes: .json).value(value) }
        switch (style, value) {
        case (.doubleQuoted, _): return FlowText(quotes: .yaml).value(value)
        case (.singleQuoted, _): return FlowText(quotes: .single).value(value)
        case (_, .string(let text)) where !isInFlow: return YAMLWriter.scalar(text)
        default: return FlowText(quotes: .whereNeeded).value(value)
        }
    }
}
