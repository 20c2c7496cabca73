/// A set of strings of one document, by their decoded text: finds duplicates in linear time.
///
/// A few are kept in place and compared one by one, so that a small set allocates nothing. The hash of a larger one has a new
/// seed in every process (``TextHash``), so that no client can send names that all collide.
public struct NodeTable: Sendable {
    /// The first nodes, as long as there are slots for none; a larger table hashes them.
    private var few = InlineArray<8, Document.Node>(repeating: Document.Node(index: 0))
    private var fewCount = 0
    /// All nodes, once there are slots.
    private var nodes: [Document.Node] = []
    /// The hashes of the nodes, once there are slots.
    private var hashes: [UInt64] = []
    /// Indices of `nodes`, `.max` if free: open addressing, at most half full, a power of two long.
    private var slots: [UInt32] = []

    /// Makes an empty table, without allocating.
    public init() {}

    /// Makes a table of strings.
    ///
    /// - Parameters:
    ///   - nodes: The strings, in any number.
    ///   - document: The document that contains them.
    @inlinable
    public init(_ nodes: some Sequence<Document.Node>, of document: Document) {
        self.init()
        for node in nodes { _ = place(of: node, in: document) }
    }

    /// The number of different strings.
    public var count: Int {
        slots.isEmpty ? fewCount : nodes.count
    }

    /// The first node with the string at an index.
    public subscript(place: Int) -> Document.Node {
        slots.isEmpty ? few[place] : nodes[place]
    }

    /// Inserts a string.
    ///
    /// - Returns: The node that holds the same text already, nil if the text is new.
    public mutating func insert(_ node: Document.Node, of document: Document) -> Document.Node? {
        let known = count
        let place = place(of: node, in: document)
        return place < known ? self[place] : nil
    }

    /// Inserts a string if it is new.
    ///
    /// - Returns: Its index among the different strings, from 0 in the order of their first insertion.
    public mutating func place(of node: Document.Node, in document: Document) -> Int {
        if slots.isEmpty {
            if let known = findAmongFew(node, of: document) { return known }
            if fewCount < few.count {
                few[fewCount] = node
                fewCount &+= 1
                return fewCount &- 1
            }
            for index in 0..<fewCount { append(few[index], Self.hash(few[index], of: document)) }
        }
        let hash = Self.hash(node, of: document)
        if let known = find(node, hash, of: document) { return known }
        append(node, hash)
        return nodes.count &- 1
    }

    /// The first node that was inserted with the same text as this one, nil if there is none.
    public func first(like node: Document.Node, of document: Document) -> Document.Node? {
        let place =
            slots.isEmpty
            ? findAmongFew(node, of: document) : find(node, Self.hash(node, of: document), of: document)
        return place.map { self[$0] }
    }

    /// Removes all strings, but keeps the capacity.
    public mutating func removeAll() {
        fewCount = 0
        nodes.removeAll(keepingCapacity: true)
        hashes.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }

    private mutating func append(_ node: Document.Node, _ hash: UInt64) {
        nodes.append(node)
        hashes.append(hash)
        if nodes.count &* 2 <= slots.count {
            occupy(nodes.count &- 1)
        } else {
            slots = [UInt32](repeating: .max, count: slots.isEmpty ? 64 : slots.count &* 2)
            for index in nodes.indices { occupy(index) }
        }
    }

    private mutating func occupy(_ index: Int) {
        var slot = Int(truncatingIfNeeded: hashes[index]) & (slots.count &- 1)
        while slots[slot] != .max { slot = (slot &+ 1) & (slots.count &- 1) }
        slots[slot] = UInt32(truncatingIfNeeded: index)
    }

    private func findAmongFew(_ node: Document.Node, of document: Document) -> Int? {
        var index = 0
        while index < fewCount {
            if document.haveSameText(few[index], node) { return index }
            index &+= 1
        }
        return nil
    }

    private func find(_ node: Document.Node, _ hash: UInt64, of document: Document) -> Int? {
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
