/// Finds a text among permanent ones, in a time that does not depend on their number and without allocating.
package struct KeyIndex: Sendable {
    private let keys: [Key]
    /// The hash table of the keys (open addressing, linear probing): their indices, or ``free``.
    private let slots: [UInt32]

    private static let free = UInt32.max
    /// The least number of slots, so that small tables need no special case.
    private static let fewest = 8

    /// Makes an index.
    ///
    /// - Parameter keys: The texts, each once.
    package init(_ keys: [Key]) {
        var size = Self.fewest
        while size < 2 * keys.count { size *= 2 }
        var slots = [UInt32](repeating: Self.free, count: size)
        for (index, key) in keys.enumerated() {
            var place = Int(key.fingerprint) & (size - 1)
            while slots[place] != Self.free { place = (place + 1) & (size - 1) }
            slots[place] = UInt32(truncatingIfNeeded: index)
        }
        self.keys = keys
        self.slots = slots
    }

    /// Looks up a text.
    ///
    /// - Parameters:
    ///   - node: A text, or a key of an object.
    ///   - document: The document that contains it.
    /// - Returns: The index of the equal key, nil if there is none.
    package func index(of node: Document.Node, in document: Document) -> Int? {
        let fingerprint = document.fingerprint(ofText: node)
        let mask = slots.count &- 1
        var place = Int(fingerprint) & mask
        while true {
            let slot = slots[place]
            // At least half of the slots are free, so the search ends.
            guard slot != Self.free else { return nil }
            let index = Int(slot)
            if keys[index].fingerprint == fingerprint, document.hasText(node, keys[index]) { return index }
            place = (place &+ 1) & mask
        }
    }
}

extension Document {
    /// The fingerprint that a ``Key`` with the same text has.
    fileprivate func fingerprint(ofText node: Node) -> UInt32 {
        let record = self[node]
        guard record.kind != .key else { return record.link }
        let (start, end) = (Int(record.start), Int(record.end))
        return unsafe bytes.withUnsafeBytes { all in
            record.isEscaped
                ? unsafe EscapedText.fingerprint(all.bytes, from: start, to: end)
                : unsafe TextEnds(of: all.bytes, from: start, to: end).fingerprint
        }
    }
}
