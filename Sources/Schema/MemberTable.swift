internal import Document

/// The members of the objects on the way to the current one, by field: one growing array instead of one an object.
struct MemberTable {
    private var values: [Document.Node?] = []

    /// Looks up all fields of an object at once.
    ///
    /// - Returns: What ``value(of:at:in:)`` and ``leave(_:)`` want, and a bit for each field that is there.
    mutating func enter(
        _ object: Document.Node, as type: ObjectType, in document: Document
    ) -> (base: Int, present: UInt64) {
        let base = values.count
        values.append(contentsOf: repeatElement(nil, count: type.fields.count))
        var present: UInt64 = 0
        for (key, value) in document.members(of: object) {
            guard let index = type.fieldIndex(of: key, in: document) else { continue }
            values[base + index] = value
            present |= 1 &<< UInt64(truncatingIfNeeded: index)
        }
        return (base, present)
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
