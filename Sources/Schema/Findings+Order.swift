extension Findings {
    /// Puts the findings into the schema's order of fields, list items in their own; of two at one place the one that was
    /// reported first comes first.
    public mutating func sort(by type: ObjectType) {
        guard all.count > 1 else { return }
        let keyed = all.enumerated().map { (key: Self.sortKey(of: $1.path, in: type), index: $0, finding: $1) }
        all = keyed.sorted { left, right in
            left.key == right.key ? left.index < right.index : left.key.lexicographicallyPrecedes(right.key)
        }.map(\.finding)
    }

    private static func sortKey(of path: FieldPath, in type: ObjectType) -> [Int] {
        var current = ValueType.object(type)
        return path.elements.map { element in
            switch (element, current) {
            case (.index(let index), .list(let item)):
                current = item
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
