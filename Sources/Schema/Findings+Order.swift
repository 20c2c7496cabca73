extension Findings {
    /// Puts the findings into the schema's order of fields, list items in their own; of two at one place the one that was
    /// reported first comes first.
    public mutating func sort(by type: ObjectType) {
        guard all.count > 1 else { return }
        // The type is kept alive by its owner, and with it all that its references lead to.
        let keys = withExtendedLifetime(type) {
            all.map { Self.sortKey(of: $0.path, in: TypeReference(to: .object(type))) }
        }
        let order = all.indices.sorted { left, right in
            keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
        }
        all = order.map { all[$0] }
    }

    private static func sortKey(of path: FieldPath, in type: TypeReference) -> [Int] {
        var current = type
        return path.elements.map { element in
            switch (element, current) {
            case (.index(let index), .list(let type)):
                current = unsafe type._withUnsafeGuaranteedRef { $0.itemReference }
                return index
            case (.field(let name), .object(let type)):
                return unsafe type._withUnsafeGuaranteedRef { type in
                    guard let index = type.table.index(of: name) else { return .max }
                    current = type.table.entries[index].type
                    return index
                }
            default:
                return .max
            }
        }
    }
}
