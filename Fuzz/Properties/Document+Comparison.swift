internal import Document

extension Document {
    /// Whether two values are the same, including texts, digits and the order of keys.
    ///
    /// Recurses no deeper than the document, whose depth the parser has capped.
    static func areSame(_ left: Node, of one: Document, _ right: Node, of other: Document) -> Bool {
        guard one.kind(of: left) == other.kind(of: right) else { return false }
        switch one.kind(of: left) {
        case .null: return true
        case .boolean: return one.boolean(left) == other.boolean(right)
        case .number: return one.number(left) == other.number(right)
        case .string:
            // Swift's `==` takes two encodings of one letter for the same.
            return one.withUTF8(of: left) { text in
                other.withUTF8(of: right) { counterpart in
                    text.count == counterpart.count && text.indices.allSatisfy { text[$0] == counterpart[$0] }
                }
            }
        case .array:
            var items = other.elements(of: right).makeIterator()
            for item in one.elements(of: left) {
                guard let counterpart = items.next(), areSame(item, of: one, counterpart, of: other) else {
                    return false
                }
            }
            return items.next() == nil
        case .object:
            var members = other.members(of: right).makeIterator()
            for member in one.members(of: left) {
                guard let counterpart = members.next(),
                    areSame(member.key, of: one, counterpart.key, of: other),
                    areSame(member.value, of: one, counterpart.value, of: other)
                else { return false }
            }
            return members.next() == nil
        }
    }

    /// Whether both documents are the same.
    static func areSame(_ one: Document, _ other: Document) -> Bool {
        areSame(one.root, of: one, other.root, of: other)
    }

    /// The document as JSON text without white space.
    var json: [UInt8] {
        var writer = JSONWriter()
        writer.value(root, of: self)
        return writer.bytes
    }

    /// Visits every value, outer ones first.
    func visitValues(_ visit: (Node) throws(Violation) -> Void) throws(Violation) {
        try visitValues(below: root, visit)
    }

    private func visitValues(below node: Node, _ visit: (Node) throws(Violation) -> Void) throws(Violation) {
        try visit(node)
        for item in elements(of: node) { try visitValues(below: item, visit) }
        for member in members(of: node) { try visitValues(below: member.value, visit) }
    }

    /// The depth of the deepest value; the root has depth 0.
    ///
    /// Recurses no deeper than the document, whose depth the parser has capped.
    var greatestDepth: Int {
        greatestDepth(of: root)
    }

    private func greatestDepth(of node: Node) -> Int {
        var depth = 0
        for item in elements(of: node) { depth = max(depth, greatestDepth(of: item) + 1) }
        for member in members(of: node) { depth = max(depth, greatestDepth(of: member.value) + 1) }
        return depth
    }
}
