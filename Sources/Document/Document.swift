internal import Synchronization

/// A parsed text: one flat array of nodes over the bytes they were read from.
///
/// Reading a document copies no string and allocates nothing per value. A `Node` is an index into it and means nothing
/// to another document. Text that has escapes is decoded only where somebody asks for it. A document never changes; it is
/// a class so that handing it on costs one reference.
public final class Document: Sendable {
    /// One value, as an index; cheap to copy and to keep.
    public struct Node: Hashable, Comparable, Sendable {
        @usableFromInline let index: UInt32

        @inlinable
        init(index: UInt32) {
            self.index = index
        }

        /// Document order.
        @inlinable
        public static func < (left: Node, right: Node) -> Bool {
            left.index < right.index
        }
    }

    /// What a value is.
    ///
    /// A key counts as a string.
    public enum Kind: Hashable, Sendable {
        case null, boolean, number, string, array, object
    }

    /// The text that the nodes point into.
    ///
    /// For JSON it is the text that was parsed.
    public let bytes: [UInt8]
    @usableFromInline let records: [NodeRecord]
    /// What the document was read from, as soon as it is known: at once for YAML, on demand for JSON.
    let knownSource = AtomicLazyReference<Source>()

    init(bytes: [UInt8], records: [NodeRecord]) {
        self.bytes = bytes
        self.records = records
    }

    /// Gives the document of a JSON text another source than that text.
    convenience init(_ document: Document, source: Source) {
        self.init(bytes: document.bytes, records: document.records)
        _ = knownSource.storeIfNil(source)
    }

    /// The outermost value.
    public var root: Node {
        Node(index: 0)
    }

    /// How many nodes there are, keys included.
    public var nodeCount: Int {
        records.count
    }

    /// What the value is.
    @inlinable @inline(__always)
    public func kind(of node: Node) -> Kind {
        switch self[node].kind {
        case .null: .null
        case .false, .true: .boolean
        case .number: .number
        case .string, .key: .string
        case .array: .array
        case .object: .object
        }
    }

    /// Whether the value is `null`.
    @inlinable
    public func isNull(_ node: Node) -> Bool {
        self[node].kind == .null
    }

    /// The value of a boolean, nil for anything else.
    public func boolean(_ node: Node) -> Bool? {
        switch self[node].kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    @inlinable
    subscript(node: Node) -> NodeRecord {
        records[Int(node.index)]
    }
}
