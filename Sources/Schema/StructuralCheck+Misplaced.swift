internal import Document

/// The places of keys that are fields of another object than the one that has them.
extension StructuralCheck {
    /// The keys that many objects have: nothing tells which of them is meant.
    private static let commonKeys: Set<String> = [
        "annotations", "apiGroup", "apiVersion", "kind", "labels", "metadata", "name", "namespace", "spec", "status",
    ]

    /// The place where a key would be a field: in an object of the object that has it, or around that.
    ///
    /// - Parameters:
    ///   - name: The key.
    ///   - kind: The kind of its value.
    ///   - owners: The objects around the value, from the outermost on, and the one that has the key.
    /// - Returns: The place in words; nil if it is not clear.
    func home(of name: String, _ kind: Document.Kind, in owners: [Owner]) -> String? {
        guard let owner = owners.last, !Self.commonKeys.contains(name) else { return nil }
        return home(of: name, kind, inside: owner) ?? home(of: name, kind, around: owners)
    }

    /// An object, its type, and the key that leads to the next one of a list of objects around a value.
    struct Owner {
        let object: Document.Node
        /// The index of its type.
        let type: Int
        var key = ""
    }

    /// The objects around a value, from the outermost on, as far as the schema has them.
    func owners(of node: Document.Node, from root: Document.Node) -> [Owner] {
        var steps: [Document.Node] = []
        var current = node
        while current != root, let parent = document.parent(of: current) {
            steps.append(current)
            current = parent
        }
        var (owners, type, container) = ([Owner](), schema.root, current)
        for step in steps.reversed() {
            switch type {
            case .object(let object):
                var owner = Owner(object: container, type: Int(object))
                let key = document.key(of: step)
                owner.key = key.flatMap { document.string($0, upTo: Quoted.limit) } ?? ""
                owners.append(owner)
                guard let key, let index = schema.field(key, of: schema.objects[Int(object)], in: document) else {
                    return owners
                }
                type = schema.fields[index].type
            case .list(let list): type = schema.lists[Int(list)].item
            case .map(let map): type = schema.maps[Int(map)].values
            default: return owners
            }
            container = step
        }
        return owners
    }

    private func home(of name: String, _ kind: Document.Kind, inside owner: Owner) -> String? {
        let type = schema.types[owner.type]
        func has(_ type: ObjectType) -> Bool { type.field(name)?.type.mayBe(kind) == true }
        let fields = type.fields.filter { !$0.isReadOnly }
        var places = fields.compactMap { field -> (key: Key, path: String)? in
            switch field.type {
            case .object(let inner): has(inner) ? (field.key, field.name) : nil
            case .list(let list):
                if case .object(let inner) = list.item, has(inner) { (field.key, "\(field.name)[]") } else { nil }
            default: nil
            }
        }
        if places.isEmpty {
            places = fields.flatMap { field -> [(key: Key, path: String)] in
                guard case .object(let inner) = field.type else { return [] }
                return inner.fields.compactMap { innerField in
                    guard case .object(let type) = innerField.type, has(type) else { return nil }
                    return (field.key, "\(field.name).\(innerField.name)")
                }
            }
        }
        // Of several places, the one that is there already is meant.
        let present = places.filter { document.present($0.key, of: owner.object) != nil }
        guard let path = (places.count == 1 ? places : present.count == 1 ? present : []).first?.path else {
            return nil
        }
        return path.hasSuffix("[]")
            ? "it belongs to an item of \(path.dropLast(2)), as \(path).\(name)"
            : "it belongs under \(path), as \(path).\(name)"
    }

    /// The nearest of the two objects around that has the field, and does not have it yet.
    private func home(of name: String, _ kind: Document.Kind, around owners: [Owner]) -> String? {
        for owner in owners.dropLast().suffix(2).reversed() {
            guard let field = schema.types[owner.type].field(name), field.type.mayBe(kind) else { continue }
            return document.present(field.key, of: owner.object) == nil
                ? "it does not belong under \(owner.key), but beside it" : nil
        }
        return nil
    }
}
