internal import Document

extension Document {
    /// Whether an object has a field that is `true`.
    func isTrue(_ key: Key, of object: Node) -> Bool {
        member(key, of: object).flatMap { boolean($0) } ?? false
    }

    /// A field's text, nil where it is missing, empty or no text.
    func text(_ key: Key, of object: Node) -> Node? {
        guard let value = member(key, of: object), kind(of: value) == .string, !isEmptyString(value) else { return nil }
        return value
    }

    /// A field's list, nil where it is missing, empty or no list.
    func list(_ key: Key, of object: Node) -> Node? {
        guard let value = member(key, of: object), kind(of: value) == .array, !isEmptyContainer(value) else {
            return nil
        }
        return value
    }

    /// How many items a list has, counted no further than a limit.
    func count(of list: Node, upTo limit: Int) -> Int {
        var count = 0
        var items = elements(of: list)
        while count < limit, items.next() != nil { count += 1 }
        return count
    }
}
