internal import Document

/// The fields of a type as the check looks them up: a hash table of plain values, without counting references.
struct FieldTable: Sendable {
    /// What the check must know of a field.
    @safe
    struct Entry: Sendable {
        let fingerprint: UInt32
        /// The field's place in its type; `.max` for an entry that is free.
        let index: UInt32
        let isNeeded: Bool
        let isReadOnly: Bool
        let type: TypeReference
        let key: Unmanaged<Key>
    }

    /// Open addressing; a power of two long and at most half full, so that every search ends.
    private let entries: [Entry]
    /// How many fields the object cannot do without.
    let neededCount: Int

    /// Makes a table of fields that outlive it.
    init(of fields: [Field]) {
        neededCount = fields.count { $0.need != nil }
        var count = 2
        while count < fields.count * 2 { count *= 2 }
        let free = unsafe Entry(
            fingerprint: 0, index: .max, isNeeded: false, isReadOnly: false, type: .boolean,
            key: .passUnretained(Self.noKey))
        var entries = [Entry](repeating: free, count: count)
        for (index, field) in fields.enumerated() {
            var slot = Int(field.key.fingerprint) & (count - 1)
            while entries[slot].index != .max { slot = (slot + 1) & (count - 1) }
            entries[slot] = unsafe Entry(
                fingerprint: field.key.fingerprint, index: UInt32(index), isNeeded: field.need != nil,
                isReadOnly: field.isReadOnly, type: TypeReference(to: field.type), key: .passUnretained(field.key))
        }
        self.entries = entries
    }

    private static let noKey: Key = ""

    /// The entry of the field with this key, nil where there is none.
    @inline(__always)
    func entry(for key: Document.Node, in document: Document) -> Entry? {
        let fingerprint = document.fingerprint(ofKey: key)
        var slot = Int(truncatingIfNeeded: fingerprint) & (entries.count &- 1)
        while entries[slot].index != .max {
            let entry = entries[slot]
            if entry.fingerprint == fingerprint,
                unsafe entry.key._withUnsafeGuaranteedRef({ document.isKey(key, $0) })
            {
                return entry
            }
            slot = (slot &+ 1) & (entries.count &- 1)
        }
        return nil
    }
}
