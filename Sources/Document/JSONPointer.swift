/// A way to one value of a document (RFC 6901), kept as it is written.
public struct JSONPointer: Hashable, Sendable {
    /// The text in UTF-8 (section 3): `/a~1b/0`, empty for the whole document.
    private(set) var bytes: [UInt8] = []
    /// How many steps the way has.
    public private(set) var depth = 0

    /// Most ways in a document of Kubernetes are shorter than that, in bytes; a longer one grows.
    private static let usualLength = 96

    /// Makes a pointer of its keys and indices, unescaped; none point to the whole document.
    public init(_ tokens: [String] = []) {
        for token in tokens { append(token) }
    }

    /// The way to a node from the root, or from a node above it.
    ///
    /// - Parameters:
    ///   - node: The value to point to.
    ///   - origin: Where the way begins, the root unless said otherwise; it must be above the node.
    ///   - document: The document of both.
    public init(to node: Document.Node, from origin: Document.Node? = nil, in document: Document) {
        var steps: [Document.Node] = []
        var current = node
        while current != origin, let parent = document.parent(of: current) {
            steps.append(current)
            current = parent
        }
        bytes.reserveCapacity(Self.usualLength)
        for step in steps.reversed() {
            if let index = document.index(of: step) {
                append(String(index))
            } else if let key = document.key(of: step) {
                document.withUTF8(of: key) { append($0) }
            }
        }
    }

    /// Goes one step further.
    ///
    /// - Parameter token: The key or the index, unescaped.
    public mutating func append(_ token: String) {
        append(token.utf8.span)
    }

    private mutating func append(_ token: Span<UInt8>) {
        depth += 1
        bytes.append(UInt8(ascii: "/"))
        for index in token.indices {
            switch token[index] {
            case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
            case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
            case let byte: bytes.append(byte)
            }
        }
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The pointer as RFC 6901, section 3, writes it: `/a~1b/0`.
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
