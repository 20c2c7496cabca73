internal import Document

/// The fields of a type as the check looks them up: a hash table of plain values, without counting references.
struct FieldTable: Sendable {
    /// What the check must know of a field.
    @safe
    struct Entry: Sendable {
        let key: Unmanaged<Key>
        let type: TypeReference
        let isNeeded: Bool
        let isReadOnly: Bool
    }

    private struct Slot: BitwiseCopyable {
        var fingerprint: UInt32 = 0
        /// A place in `entries`; `.max` where the slot is free.
        var entry: UInt32 = .max
    }

    /// How many slots there are for each field: with so many, most searches end where they begin.
    private static let slotsPerField = 4

    /// Open addressing; a power of two long and never full, so that every search ends.
    private let slots: [Slot]
    /// What is known of the fields, in their order.
    let entries: [Entry]
    /// How many fields the object cannot do without.
    let neededCount: Int

    /// Makes a table of fields that outlive it.
    init(of fields: [Field]) {
        entries = fields.map { field in
            unsafe Entry(
                key: .passUnretained(field.key), type: TypeReference(to: field.type), isNeeded: field.need != nil,
                isReadOnly: field.isReadOnly)
        }
        neededCount = entries.count { $0.isNeeded }
        var count = Self.slotsPerField
        while count < fields.count * Self.slotsPerField { count *= 2 }
        var slots = [Slot](repeating: Slot(), count: count)
        for (index, field) in fields.enumerated() {
            var slot = Int(field.key.fingerprint) & (count - 1)
            while slots[slot].entry != .max { slot = (slot + 1) & (count - 1) }
            slots[slot] = Slot(fingerprint: field.key.fingerprint, entry: UInt32(index))
        }
        self.slots = slots
    }

    /// The place of the field with a name among the fields, nil where there is none.
    func index(of name: String) -> Int? {
        let length = name.utf8.count
        return entries.firstIndex { entry in
            unsafe entry.key._withUnsafeGuaranteedRef { $0.text.utf8.count == length && $0.text == name }
        }
    }

    /// The entry of the field with this key, nil where there is none.
    @inline(__always)
    func entry(for key: Document.Node, in document: Document) -> Entry? {
        let fingerprint = document.fingerprint(ofKey: key)
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: fingerprint) & mask
        while slots[slot].entry != .max {
            if slots[slot].fingerprint == fingerprint {
                let entry = entries[Int(slots[slot].entry)]
                if unsafe entry.key._withUnsafeGuaranteedRef({ document.isKey(key, $0) }) { return entry }
            }
            slot = (slot &+ 1) & mask
        }
        return nil
    }
}
