/// A JSON Patch (RFC 6902) that only adds, written as it is made.
public struct JSONPatch: Sendable {
    private var writer = JSONWriter(capacity: 512)
    /// The number of operations.
    public private(set) var count = 0

    /// Makes a patch that changes nothing.
    public init() {
        writer.beginArray()
    }

    /// Adds an operation `add` (section 4.1), which creates a member, or replaces one that exists.
    ///
    /// - Parameters:
    ///   - pointer: The path of the new value.
    ///   - value: Writes the value, exactly one.
    public mutating func add(at pointer: JSONPointer, _ value: (inout JSONWriter) -> Void) {
        count += 1
        writer.beginObject()
        writer.key("op")
        writer.string("add")
        writer.key("path")
        let path = pointer.bytes
        writer.string(utf8: path.span)
        writer.key("value")
        value(&writer)
        writer.endObject()
    }

    /// The length of the text so far, in bytes.
    public var byteCount: Int {
        writer.bytes.count
    }

    /// The patch as JSON text, an array of operations.
    public var json: [UInt8] {
        var closed = writer
        closed.endArray()
        return closed.bytes
    }
}
