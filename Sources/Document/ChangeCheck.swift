/// Compares a document with an edited one, and finds which of the planned changes were made.
///
/// Behind an alias, a value is written once and read several times, so that an edit of it makes several changes. All of
/// them must be planned.
struct ChangeCheck {
    private let old: Document
    private let new: Document
    private let changes: ChangeIndex
    /// Whether each change was made.
    private(set) var made: [Bool]

    /// Prepares a comparison.
    ///
    /// - Parameters:
    ///   - old: The document.
    ///   - new: The edited document.
    ///   - changes: The planned changes.
    ///   - count: Their number.
    init(_ old: Document, _ new: Document, planned changes: ChangeIndex, count: Int) {
        self.old = old
        self.new = new
        self.changes = changes
        made = [Bool](repeating: false, count: count)
    }

    /// Compares the documents.
    ///
    /// - Returns: Whether they differ in planned changes only.
    mutating func isAsPlanned() -> Bool {
        compare(old.root, new.root)
    }

    /// Recurses no deeper than the documents, whose depth the parser has capped.
    private mutating func compare(_ one: Document.Node, _ other: Document.Node) -> Bool {
        if let entry = changes.replaced[one], new.isValue(other, entry.content) {
            made[entry.index] = true
            return true
        }
        guard old.kind(of: one) == new.kind(of: other) else { return false }
        switch old.kind(of: one) {
        case .null: return true
        case .boolean: return old.boolean(one) == new.boolean(other)
        case .number: return old.rawBytes(of: one).elementsEqual(new.rawBytes(of: other))
        case .string: return new.haveSameText(other, one, of: old)
        case .array: return compareItems(of: one, other)
        case .object: return compareMembers(of: one, other)
        }
    }

    private mutating func compareItems(of one: Document.Node, _ other: Document.Node) -> Bool {
        var items = new.elements(of: other)
        for item in old.elements(of: one) {
            guard let counterpart = items.next(), compare(item, counterpart) else { return false }
        }
        return items.next() == nil
    }

    private mutating func compareMembers(of one: Document.Node, _ other: Document.Node) -> Bool {
        var members = MemberSearch(of: other, in: new)
        let entries = changes.set[one] ?? []
        var found = 0
        for (key, value) in old.members(of: one) {
            if let entry = changes.renamed[value], let counterpart = members.find(Array(entry.content.utf8)) {
                made[entry.index] = true
                guard compare(value, counterpart) else { return false }
            } else if let counterpart = members.find(key, of: old) {
                guard compare(value, counterpart) || isSet(key, by: entries, to: counterpart) else { return false }
            } else if let index = changes.removed[value] {
                made[index] = true
                continue
            } else {
                return false
            }
            found += 1
        }
        for entry in entries {
            var isMade = true
            for member in entry.content {
                let isNew = old.member(named: member.name, of: one) == nil
                guard let counterpart = members.find(Array(member.name.utf8)) else {
                    isMade = false
                    continue
                }
                if isNew { found += 1 }
                if !new.isValue(counterpart, member.value) {
                    guard !isNew else { return false }
                    isMade = false
                }
            }
            made[entry.index] = isMade
        }
        return found == members.count
    }

    /// Whether a member has a value that was set.
    private func isSet(
        _ key: Document.Node, by entries: [ChangeIndex.Entry<[NewMember]>], to counterpart: Document.Node
    ) -> Bool {
        entries.contains { entry in
            entry.content.contains { old.hasText(key, spelt: $0.name) && new.isValue(counterpart, $0.value) }
        }
    }
}

/// Finds the members of an object by their names, fast if the names come in the object's order.
private struct MemberSearch {
    private let document: Document
    private let members: [(key: Document.Node, value: Document.Node)]
    /// The index after the member that was found last.
    private var next = 0
    private var table: [[UInt8]: Document.Node]?

    init(of object: Document.Node, in document: Document) {
        self.document = document
        members = Array(document.members(of: object))
    }

    var count: Int { members.count }

    mutating func find(_ key: Document.Node, of other: Document) -> Document.Node? {
        if next < members.count, document.haveSameText(members[next].key, key, of: other) {
            next += 1
            return members[next - 1].value
        }
        return find(other.decodedBytes(of: key))
    }

    mutating func find(_ name: [UInt8]) -> Document.Node? {
        if next < members.count, isName(members[next].key, name) {
            next += 1
            return members[next - 1].value
        }
        if table == nil {
            table = Dictionary(
                members.map { (document.decodedBytes(of: $0.key), $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        return table?[name]
    }

    private func isName(_ key: Document.Node, _ name: [UInt8]) -> Bool {
        document.withUTF8(of: key) { text in
            text.count == name.count && text.indices.allSatisfy { text[$0] == name[$0] }
        }
    }
}

extension Document {
    /// Whether a string or key has the same text as one of another document.
    fileprivate func haveSameText(_ node: Node, _ counterpart: Node, of other: Document) -> Bool {
        withUTF8(of: node) { text in
            other.withUTF8(of: counterpart) { theirs in
                text.count == theirs.count && text.indices.allSatisfy { text[$0] == theirs[$0] }
            }
        }
    }

    /// Whether a node has a value.
    fileprivate func isValue(_ node: Node, _ value: NewValue) -> Bool {
        switch value {
        case .string(let text): isString(node) && hasText(node, spelt: text)
        case .integer(let number): integer(node) == Int64(number)
        case .boolean(let value): boolean(node) == value
        case .array(let items):
            isArray(node) && items.count == Array(elements(of: node)).count
                && zip(elements(of: node), items).allSatisfy { isValue($0, $1) }
        case .object(let members):
            isObject(node) && members.count == Array(self.members(of: node)).count
                && members.allSatisfy { member in
                    self.member(named: member.name, of: node).map { isValue($0.value, member.value) } ?? false
                }
        }
    }
}
