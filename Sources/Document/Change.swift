/// A change of a value in a document.
package enum Change: Hashable, Sendable {
    /// Gives members of an object these values, and adds those that it does not have.
    case set([NewMember], of: Document.Node)
    /// Puts another value in the place of a value.
    case replace(Document.Node, by: NewValue)
    /// Gives the member with this value, or the key itself, another name.
    case rename(Document.Node, to: String)
    /// Removes the member with this value from its object.
    case remove(Document.Node)
}

/// Changes, looked up by the values that they are about.
struct ChangeIndex {
    /// An item of a list of changes.
    struct Entry<Content> {
        /// The index of the change.
        let index: Int
        let content: Content
    }

    private(set) var set: [Document.Node: [Entry<[NewMember]>]] = [:]
    private(set) var replaced: [Document.Node: Entry<NewValue>] = [:]
    /// The new names, by the values of the members.
    private(set) var renamed: [Document.Node: Entry<String>] = [:]
    private(set) var removed: [Document.Node: Int] = [:]

    /// Makes an index; of two changes that replace or rename the same value, the first counts.
    init(_ changes: [Change], of document: Document) {
        for (index, change) in changes.enumerated() {
            switch change {
            case .set(let members, let object): set[object, default: []].append(Entry(index: index, content: members))
            case .replace(let node, let value):
                if replaced[node] == nil { replaced[node] = Entry(index: index, content: value) }
            case .rename(let node, let name):
                let value = document.valueOfMember(node)
                if renamed[value] == nil { renamed[value] = Entry(index: index, content: name) }
            case .remove(let node):
                if removed[node] == nil { removed[node] = index }
            }
        }
    }
}

extension Document {
    /// The value of the member that a key or a value belongs to.
    func valueOfMember(_ node: Node) -> Node {
        self[node].kind == .key ? value(ofKey: node) : node
    }

    /// Whether the text of a string or key is this text, byte by byte.
    func hasText(_ node: Node, spelt text: String) -> Bool {
        withUTF8(of: node) { bytes in
            var index = 0
            for byte in text.utf8 {
                guard index < bytes.count, bytes[index] == byte else { return false }
                index += 1
            }
            return index == bytes.count
        }
    }

    /// The member of an object with this name.
    func member(named name: String, of object: Node) -> (key: Node, value: Node)? {
        members(of: object).first { hasText($0.key, spelt: name) }
    }

    /// Whether the document was read as JSON, rather than as YAML.
    package var isWrittenAsJSON: Bool {
        source.places.isEmpty
    }

    /// Whether a value came from an alias or a merge key.
    package var hasSharedValues: Bool {
        source.places.contains { $0.isShared }
    }
}

extension JSONWriter {
    /// Writes a value of a document with members that are added to it; those that are `null` are replaced in place.
    ///
    /// Its depth is that of the document, which the parser has capped.
    /// - Parameters:
    ///   - node: The value.
    ///   - document: The document that it is in.
    ///   - members: The added members, by their objects.
    package mutating func value(
        _ node: Document.Node, of document: Document, adding members: [Document.Node: [NewMember]]
    ) {
        switch document.kind(of: node) {
        case .array:
            beginArray()
            for item in document.elements(of: node) { value(item, of: document, adding: members) }
            endArray()
        case .object:
            beginObject()
            var fresh = members[node] ?? []
            for (name, item) in document.members(of: node) {
                key(document.string(name) ?? "")
                if !fresh.isEmpty, document.isNull(item),
                    let place = fresh.firstIndex(where: { document.hasText(name, spelt: $0.name) })
                {
                    value(fresh.remove(at: place).value)
                } else {
                    value(item, of: document, adding: members)
                }
            }
            for member in fresh {
                key(member.name)
                value(member.value)
            }
            endObject()
        default: value(node, of: document)
        }
    }
}
