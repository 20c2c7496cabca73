extension Document {
    /// The container of a node, nil for the root.
    public func parent(of node: Node) -> Node? {
        node.index == 0 ? nil : Node(index: self[node].parent)
    }

    /// The key under which an object holds this value, nil for the root and for items of arrays.
    public func key(of node: Node) -> Node? {
        guard let parent = parent(of: node), self[parent].kind == .object, self[node].kind != .key else { return nil }
        return Node(index: node.index - 1)
    }

    /// The index at which an array holds this value, from 0; nil for the root and for members of objects.
    public func index(of node: Node) -> Int? {
        guard let parent = parent(of: node), self[parent].kind == .array else { return nil }
        return Int(self[node].link)
    }

    /// The node that stands where a node of another document does, if a value of that document is a copy of one of this.
    ///
    /// - Parameters:
    ///   - node: The node of the other document.
    ///   - copy: The copy, in the other document.
    ///   - original: The value that it is a copy of, with the same keys in the same order.
    /// - Returns: The node, nil if the other node is outside the copy.
    package func counterpart(of node: Node, in copy: Node, of original: Node) -> Node? {
        guard node >= copy else { return nil }
        let (index, overflow) = original.index.addingReportingOverflow(node.index - copy.index)
        return overflow || index >= self[original].next ? nil : Node(index: index)
    }

    /// The value that an object holds under a key, nil if it has no such key or the node is not an object.
    public func member(_ name: Key, of node: Node) -> Node? {
        find(name, in: node)
    }

    /// As ``member(_:of:)``, but a member that is `null` counts as missing, as it does in Kubernetes.
    public func present(_ name: Key, of node: Node) -> Node? {
        guard let value = find(name, in: node), !isNull(value) else { return nil }
        return value
    }

    @inline(__always)
    private func find(_ name: Key, in node: Node) -> Node? {
        let object = self[node]
        guard object.kind == .object else { return nil }
        var key = node.index &+ 1
        while key < object.next {
            let record = records[Int(key)]
            if record.link == name.fingerprint {
                // Nearly always it is the one: the texts are compared after the search, which is small without that.
                return hasText(Node(index: key), name)
                    ? Node(index: key &+ 1) : find(name, from: record.next, to: object.next)
            }
            key = record.next
        }
        return nil
    }

    /// Goes on searching from a key on, after one that has the same fingerprint as the name and is another.
    @inline(never)
    private func find(_ name: Key, from first: UInt32, to end: UInt32) -> Node? {
        var key = first
        while key < end {
            if isKey(Node(index: key), name) { return Node(index: key &+ 1) }
            key = records[Int(key)].next
        }
        return nil
    }

    /// The items of an array, in order; nothing for any other value.
    @inlinable
    public func elements(of node: Node) -> Elements {
        Elements(document: self, container: node, expected: .array)
    }

    /// Whether an array has at least two items, as a duplicate needs; false for any other value.
    public func hasManyItems(_ node: Node) -> Bool {
        let record = self[node]
        let first = node.index + 1
        return record.kind == .array && first < record.next && records[Int(first)].next < record.next
    }

    /// The keys of an object with their values, in the text's order; nothing for any other value.
    @inlinable
    public func members(of node: Node) -> Members {
        Members(children: Elements(document: self, container: node, expected: .object))
    }

    /// The first node inside an array or object; if it is empty, the node after it.
    ///
    /// With ``behind(_:)`` it makes loops that count no references, for code that visits a whole document:
    ///
    /// ```swift
    /// var key = document.first(in: object)
    /// while key < document.behind(object) {
    ///     let value = document.value(ofKey: key)
    ///     key = document.behind(key)
    /// }
    /// ```
    @inlinable
    public func first(in container: Node) -> Node {
        Node(index: container.index &+ 1)
    }

    /// The node after a value and everything in it; after a key, the next key.
    @inlinable
    public func behind(_ node: Node) -> Node {
        Node(index: self[node].next)
    }

    /// The value that an object holds under one of its keys.
    @inlinable
    public func value(ofKey key: Node) -> Node {
        Node(index: key.index &+ 1)
    }

    /// The items of an array.
    public struct Elements: Sequence, IteratorProtocol {
        @usableFromInline let document: Document
        @usableFromInline var current: UInt32
        @usableFromInline let end: UInt32

        @inlinable
        init(document: Document, container: Node, expected: NodeRecord.Kind) {
            let record = document[container]
            self.document = document
            self.current = container.index + 1
            self.end = record.kind == expected ? record.next : 0
        }

        /// The next item.
        @inlinable
        public mutating func next() -> Node? {
            guard current < end else { return nil }
            let node = Node(index: current)
            current = document[node].next
            return node
        }
    }

    /// The members of an object.
    public struct Members: Sequence, IteratorProtocol {
        @usableFromInline var children: Elements

        @inlinable
        init(children: Elements) {
            self.children = children
        }

        /// The next member.
        @inlinable
        public mutating func next() -> (key: Node, value: Node)? {
            guard let key = children.next() else { return nil }
            return (key, Node(index: key.index &+ 1))
        }
    }

    /// The quick hash of a key's decoded text, to compare with that of a ``Key``.
    @inlinable
    public func fingerprint(ofKey node: Node) -> UInt32 {
        records[Int(node.index)].link
    }

    /// Whether a key of an object equals a known key.
    @inlinable @inline(__always)
    public func isKey(_ node: Node, _ name: Key) -> Bool {
        records[Int(node.index)].link == name.fingerprint && hasText(node, name)
    }

    /// Whether the text of a string or key equals a known key.
    @inlinable @inline(__always)
    public func hasText(_ node: Node, _ name: Key) -> Bool {
        let record = self[node]
        guard !record.isEscaped else { return hasDecodedText(node, name) }
        return unsafe bytes.withUnsafeBytes { all in
            unsafe name.isAt(Int(record.start), to: Int(record.end), of: all.bytes)
        }
    }
    @usableFromInline
    func hasDecodedText(_ node: Node, _ name: Key) -> Bool {
        lengths(of: node).contains(name.length) && name.isEqual(to: decodedBytes(of: node).span)
    }
}
