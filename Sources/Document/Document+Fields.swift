extension Document {
    /// Whether an object has a field that is `true`.
    @inlinable public func isTrue(_ key: Key, of object: Node) -> Bool {
        member(key, of: object).flatMap { boolean($0) } ?? false
    }

    /// A field's text, nil if it is missing, empty or not a text.
    @inlinable public func text(_ key: Key, of object: Node) -> Node? {
        guard let value = member(key, of: object), kind(of: value) == .string, !isEmptyString(value) else { return nil }
        return value
    }

    /// A field's list, nil if it is missing, empty or not a list.
    @inlinable public func list(_ key: Key, of object: Node) -> Node? {
        guard let value = member(key, of: object), kind(of: value) == .array, !isEmptyContainer(value) else {
            return nil
        }
        return value
    }

    /// The number of items of a list, counted up to a limit.
    @inlinable public func count(of list: Node, upTo limit: Int) -> Int {
        var count = 0
        var items = elements(of: list)
        while count < limit, items.next() != nil { count += 1 }
        return count
    }
}
