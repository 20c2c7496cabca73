/// Writes one JSON text into an array of bytes; commas and escapes are its business.
///
/// It is for code that knows what it writes: keys and values must come in an order that makes sense.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8]
    /// Whether the next value or key needs a comma before it.
    private var needsComma = false

    /// Begins an empty text.
    ///
    /// - Parameter capacity: Expected length in bytes.
    public init(capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Begins an object.
    public mutating func beginObject() {
        open(UInt8(ascii: "{"))
    }

    /// Ends the innermost object.
    public mutating func endObject() {
        close(UInt8(ascii: "}"))
    }

    /// Begins an array.
    public mutating func beginArray() {
        open(UInt8(ascii: "["))
    }

    /// Ends the innermost array.
    public mutating func endArray() {
        close(UInt8(ascii: "]"))
    }

    /// Writes a key; its value comes next.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        // Native text lies in one piece, so that this copies nothing.
        var text = text
        text.withUTF8 { unsafe string(utf8: $0.span) }
    }

    /// Writes a string.
    ///
    /// - Parameter text: The string in valid UTF-8.
    mutating func string(utf8 text: Span<UInt8>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        unsafe text.withUnsafeBufferPointer { utf8 in
            var start = 0
            while let escape = unsafe utf8[start...].firstIndex(where: Self.mustEscape) {
                unsafe bytes.append(contentsOf: utf8[start..<escape])
                unsafe append(escaped: utf8[escape])
                start = escape + 1
            }
            unsafe bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int) {
        comma()
        bytes.append(contentsOf: String(value).utf8)
    }

    /// Writes a number with the digits that it came with.
    ///
    /// - Parameter text: A number as JSON writes it.
    public mutating func number(_ text: String) {
        comma()
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes `true` or `false`.
    public mutating func boolean(_ value: Bool) {
        comma()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    /// Writes `null`.
    public mutating func null() {
        comma()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Writes a value of a document without white space: numbers keep their text, strings their characters, objects the
    /// order of their keys.
    ///
    /// Its depth is that of the document, which the parser has capped.
    public mutating func value(_ node: Document.Node, of document: Document) {
        switch document.kind(of: node) {
        case .null: null()
        case .boolean: boolean(document.boolean(node) == true)
        case .number:
            comma()
            bytes.append(contentsOf: document.rawBytes(of: node))
        case .string: string(document.string(node) ?? "")
        case .array:
            beginArray()
            for item in document.elements(of: node) { value(item, of: document) }
            endArray()
        case .object:
            beginObject()
            for (name, item) in document.members(of: node) {
                key(document.string(name) ?? "")
                value(item, of: document)
            }
            endObject()
        }
    }

    /// Writes bytes as a string in base64 (RFC 4648, section 4, with padding).
    public mutating func base64(_ data: [UInt8]) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        Base64.append(data, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func open(_ bracket: UInt8) {
        comma()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0..<0x20, 0x7F:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: "\\u00".utf8)
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }
}
