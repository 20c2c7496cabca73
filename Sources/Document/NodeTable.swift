/// A set of strings of one document, by their decoded text: finds duplicates in linear time.
///
/// Swift's hasher (SipHash) has a new seed in every process, so that no client can send names that all collide.
public struct NodeTable: Sendable {
    private var nodes: [Document.Node] = []
    /// The hashes of the nodes, once there are slots.
    private var hashes: [UInt64] = []
    /// Indices of `nodes`, `.max` if free: open addressing, at most half full, a power of two long.
    private var slots: [UInt32] = []

    /// Makes an empty table, without allocating.
    public init() {}

    /// The most strings that are compared one by one; a larger table hashes them.
    private static let linear = 8

    /// Inserts a string.
    ///
    /// - Returns: The node that holds the same text already, nil if the text is new.
    public mutating func insert(_ node: Document.Node, of document: Document) -> Document.Node? {
        let known = nodes.count
        let place = place(of: node, in: document)
        return place < known ? nodes[place] : nil
    }

    /// Inserts a string if it is new.
    ///
    /// - Returns: Its index among the different strings, from 0 in the order of their first insertion.
    public mutating func place(of node: Document.Node, in document: Document) -> Int {
        let hash = slots.isEmpty ? 0 : Self.hash(node, of: document)
        if let known = find(node, hash, of: document) { return known }
        nodes.append(node)
        if !slots.isEmpty { hashes.append(hash) }
        if !slots.isEmpty, nodes.count &* 2 <= slots.count {
            occupy(nodes.count &- 1)
        } else if nodes.count > Self.linear {
            growSlots(for: document)
        }
        return nodes.count &- 1
    }

    /// The first node with the string at an index.
    public subscript(place: Int) -> Document.Node {
        nodes[place]
    }

    /// The first node that was inserted with the same text as this one, nil if there is none.
    public func first(like node: Document.Node, of document: Document) -> Document.Node? {
        find(node, slots.isEmpty ? 0 : Self.hash(node, of: document), of: document).map { nodes[$0] }
    }

    /// Removes all strings, but keeps the capacity.
    public mutating func removeAll() {
        nodes.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }

    /// The number of different strings.
    public var count: Int {
        nodes.count
    }

    private mutating func growSlots(for document: Document) {
        if hashes.isEmpty { hashes = nodes.map { Self.hash($0, of: document) } }
        slots = [UInt32](repeating: .max, count: slots.isEmpty ? 64 : slots.count &* 2)
        for index in nodes.indices { occupy(index) }
    }

    private mutating func occupy(_ index: Int) {
        var slot = Int(truncatingIfNeeded: hashes[index]) & (slots.count &- 1)
        while slots[slot] != .max { slot = (slot &+ 1) & (slots.count &- 1) }
        slots[slot] = UInt32(truncatingIfNeeded: index)
    }

    private func find(_ node: Document.Node, _ hash: UInt64, of document: Document) -> Int? {
        if slots.isEmpty {
            var index = 0
            while index < nodes.count {
                if document.haveSameText(nodes[index], node) { return index }
                index &+= 1
            }
            return nil
        }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
        while slots[slot] != .max {
            let index = Int(slots[slot])
            if hashes[index] == hash, document.haveSameText(nodes[index], node) { return index }
            slot = (slot &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    private static func hash(_ node: Document.Node, of document: Document) -> UInt64 {
        var hash = TextHash()
        hash.combine(node, of: document)
        return hash.value
    }
}
