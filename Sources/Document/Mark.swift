extension Document {
    /// A value of a document that is not at hand, such as one of another file.
    ///
    /// It leads to the value again in any document that was read from the same text.
    package struct Mark: Hashable, Sendable {
        fileprivate let index: UInt32
    }

    /// Marks a value.
    ///
    /// - Parameter node: The value, or a key.
    /// - Returns: The mark.
    package func mark(_ node: Node) -> Mark {
        Mark(index: node.index)
    }

    /// The value that a mark leads to.
    ///
    /// - Parameter mark: A mark of this document, or of another one that was read from the same text.
    /// - Returns: The value, nil if the text was another one and this document is shorter.
    package func node(at mark: Mark) -> Node? {
        Int(mark.index) < nodeCount ? Node(index: mark.index) : nil
    }
}
