internal import Synchronization

/// A parsed text: one flat array of nodes over the bytes they were read from.
///
/// Reading a document copies no string and allocates nothing per value. A `Node` is an index into one document and
/// means nothing to another. Text that has escapes is decoded only on demand. A document never changes; it is a class
/// so that passing it on costs one reference.
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

    /// The type of a value.
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
    /// The source of the document, as soon as it is known: at once for YAML, on demand for JSON.
    let knownSource = AtomicLazyReference<Source>()

    init(bytes: [UInt8], records: [NodeRecord]) {
        self.bytes = bytes
        self.records = records
    }

    /// Makes the document of a JSON text whose source is another text.
    convenience init(_ document: Document, source: Source) {
        self.init(bytes: document.bytes, records: document.records)
        _ = knownSource.storeIfNil(source)
    }

    /// The outermost value.
    public var root: Node {
        Node(index: 0)
    }

    /// The number of nodes, keys included.
    public var nodeCount: Int {
        records.count
    }

    /// The type of the value.
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

    /// Whether the value is a string; a key is not one.
    @inlinable @inline(__always)
    public func isString(_ node: Node) -> Bool {
        self[node].kind == .string
    }

    /// Whether the value is a number.
    @inlinable @inline(__always)
    public func isNumber(_ node: Node) -> Bool {
        self[node].kind == .number
    }

    /// Whether the value is an object.
    @inlinable @inline(__always)
    public func isObject(_ node: Node) -> Bool {
        self[node].kind == .object
    }

    /// Whether the value is an array.
    @inlinable @inline(__always)
    public func isArray(_ node: Node) -> Bool {
        self[node].kind == .array
    }

    /// Whether the value is `true` or `false`.
    @inlinable @inline(__always)
    public func isBoolean(_ node: Node) -> Bool {
        let kind = self[node].kind
        return kind == .true || kind == .false
    }

    /// Whether the value is `null`.
    @inlinable
    public func isNull(_ node: Node) -> Bool {
        self[node].kind == .null
    }

    /// The value of a boolean, nil for any other value.
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
