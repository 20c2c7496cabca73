/// The path of one value in a document (RFC 6901), kept as it is written.
public struct JSONPointer: Hashable, Sendable {
    /// The text in UTF-8 (section 3): `/a~1b/0`, empty for the whole document.
    private(set) var bytes: [UInt8] = []

    /// The initial capacity in bytes: most paths in a Kubernetes document are shorter, and a longer one grows.
    private static let usualLength = 96

    /// Makes a pointer of keys and indices, unescaped; without any, it points to the whole document.
    public init(_ tokens: [String] = []) {
        bytes.reserveCapacity(Self.usualLength)
        for token in tokens { append(token) }
    }

    /// Makes it the pointer to a node, in the memory that it has.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - root: The start of the pointer: a value around the node, or the node itself.
    ///   - document: The document of both.
    package mutating func move(to node: Document.Node, from root: Document.Node, in document: Document) {
        bytes.removeAll(keepingCapacity: true)
        append(wayTo: node, from: root, in: document)
    }

    /// Recurses no deeper than the document, whose depth the parser has capped.
    private mutating func append(wayTo node: Document.Node, from root: Document.Node, in document: Document) {
        guard node != root, let parent = document.parent(of: node) else { return }
        append(wayTo: parent, from: root, in: document)
        if let index = document.index(of: node) {
            append(String(index))
        } else if let key = document.key(of: node) {
            document.withUTF8(of: key) { append($0) }
        }
    }

    /// Appends one step.
    ///
    /// - Parameter token: The key or the index, unescaped.
    public mutating func append(_ token: String) {
        append(token.utf8.span)
    }

    /// Removes the last step; does nothing at the root.
    public mutating func removeLast() {
        // A slash inside a token is written as `~1`, so that the last slash begins the last token.
        guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return }
        bytes.removeLast(bytes.count - slash)
    }

    private mutating func append(_ token: Span<UInt8>) {
        // Space for a token in which every byte is escaped.
        bytes.append(addingCapacity: 1 + 2 * token.count) { output in
            output.append(UInt8(ascii: "/"))
            for index in token.indices {
                let byte = token[index]
                guard byte == UInt8(ascii: "~") || byte == UInt8(ascii: "/") else {
                    output.append(byte)
                    continue
                }
                output.append(UInt8(ascii: "~"))
                output.append(UInt8(ascii: byte == UInt8(ascii: "~") ? "0" : "1"))
            }
        }
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as written in RFC 6901, section 3: `/a~1b/0`.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
