/// A set of strings of one document, by their decoded text: finds duplicates in linear time.
///
/// Swift's hasher (SipHash) is seeded anew in every process, so that nobody can send names that all fall into one slot.
public struct NodeTable: Sendable {
    private var entries: [(hash: UInt64, node: UInt32)] = []
    /// Places in `entries`, `.max` where free: open addressing, at most half full, a power of two long.
    private var slots: [UInt32] = []

    /// Makes an empty table, without allocating.
    public init() {}

    /// Up to this many strings are compared one by one; only then are slots made.
    private static let linear = 8

    /// Puts a string in.
    ///
    /// - Returns: The node that holds the same text already, nil where it is new.
    public mutating func insert(_ node: Document.Node, of document: Document) -> Document.Node? {
        let hash = Self.hash(node, of: document)
        if let known = find(hash, of: document, where: { document.haveSameText($0, node) }) { return known }
        entries.append((hash, node.index))
        if !slots.isEmpty, entries.count &* 2 <= slots.count {
            occupy(entries.count &- 1)
        } else if entries.count > Self.linear {
            slots = [UInt32](repeating: .max, count: slots.isEmpty ? 64 : slots.count &* 2)
            for index in entries.indices { occupy(index) }
        }
        return nil
    }

    /// The node that was put in with the same text as this one, nil where there is none.
    public func first(like node: Document.Node, of document: Document) -> Document.Node? {
        find(Self.hash(node, of: document), of: document) { document.haveSameText($0, node) }
    }

    /// Forgets all, but keeps the room.
    public mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }

    /// How many different strings are in.
    public var count: Int {
        entries.count
    }

    private mutating func occupy(_ entry: Int) {
        var slot = Int(truncatingIfNeeded: entries[entry].hash) & (slots.count &- 1)
        while slots[slot] != .max { slot = (slot &+ 1) & (slots.count &- 1) }
        slots[slot] = UInt32(truncatingIfNeeded: entry)
    }

    private func find(
        _ hash: UInt64, of document: Document, where isSame: (Document.Node) -> Bool
    ) -> Document.Node? {
        if slots.isEmpty {
            for entry in entries where entry.hash == hash && isSame(Document.Node(index: entry.node)) {
                return Document.Node(index: entry.node)
            }
            return nil
        }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != .max {
            let entry = entries[Int(slots[slot])]
            if entry.hash == hash, isSame(Document.Node(index: entry.node)) { return Document.Node(index: entry.node) }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    private static func hash(_ node: Document.Node, of document: Document) -> UInt64 {
        document.withUTF8(of: node) { bytes in
            var hasher = Hasher()
            let span = unsafe bytes.span.bytes
            var offset = 0
            while offset &+ 8 <= span.byteCount {
                hasher.combine(span.word(at: offset))
                offset &+= 8
            }
            while offset < span.byteCount {
                hasher.combine(span.byte(at: offset))
                offset &+= 1
            }
            hasher.combine(span.byteCount)
            return UInt64(truncatingIfNeeded: hasher.finalize())
        }
    }
}
