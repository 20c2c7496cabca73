extension Findings {
    /// Puts the findings into the schema's order of fields, list items in their own; of two at one place the one that was
    /// reported first comes first.
    public mutating func sort(by type: ObjectType) {
        guard all.count > 1 else { return }
        let keys = all.map { Self.sortKey(of: $0.path, in: type) }
        let order = all.indices.sorted { left, right in
            keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
        }
        all = order.map { all[$0] }
    }

    private static func sortKey(of path: FieldPath, in type: ObjectType) -> [Int] {
        var current = ValueType.object(type)
        return path.elements.map { element in
            switch (element, current) {
            case (.index(let index), .list(let type)):
                current = type.item
                return index
            case (.field(let name), .object(let type)):
                guard let index = type.fieldIndex(of: name) else { return .max }
                current = type.fields[index].type
                return index
            default:
                return .max
            }
        }
    }
}
