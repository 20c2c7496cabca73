internal import Document

/// The members of the objects on the way to the current one, by field: one growing array instead of one an object.
struct MemberTable {
    private var values: [Document.Node?] = []

    /// Looks up all fields of an object at once.
    ///
    /// - Returns: What ``value(_:at:)`` and ``leave(_:)`` want.
    mutating func enter(_ object: Document.Node, as type: ObjectType, in document: Document) -> Int {
        let base = values.count
        values.append(contentsOf: repeatElement(nil, count: type.fields.count))
        for (key, value) in document.members(of: object) {
            if let index = type.fieldIndex(of: key, in: document) { values[base + index] = value }
        }
        return base
    }

    /// The value of a field, nil where it is missing or null.
    func value(of field: Int, at base: Int, in document: Document) -> Document.Node? {
        guard let value = values[base + field], !document.isNull(value) else { return nil }
        return value
    }

    /// Forgets the object entered last.
    mutating func leave(_ base: Int) {
        values.removeLast(values.count - base)
    }
}
