internal import Text

/// Writes one JSON text into an array of bytes, with commas and escapes.
///
/// It does not check the order of keys and values, which is up to its caller. Characters that JSON allows in a string, but
/// some readers and terminals do not treat as text, are escaped: the value is the same, and no terminal is harmed.
public struct JSONWriter: Sendable {
    /// The text so far.
    public private(set) var bytes: [UInt8]
    /// Whether the next value or key needs a comma before it.
    private var needsComma = false

    /// Begins an empty text.
    ///
    /// - Parameter capacity: The expected length in bytes.
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

    /// Writes a key; its value comes next.
    ///
    /// - Parameter name: The key in valid UTF-8.
    package mutating func key(utf8 name: Span<UInt8>) {
        string(utf8: name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a string.
    public mutating func string(_ text: String) {
        string(utf8: text.utf8.span)
    }

    /// Writes a string.
    ///
    /// - Parameter text: The string in valid UTF-8.
    package mutating func string(utf8 text: Span<UInt8>) {
        comma()
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        while true {
            let end = Self.plainEnd(text, from: start)
            bytes.append(text.extracting(start..<end))
            guard end < text.count else { break }
            start = end + append(escapedAt: end, of: text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int) {
        comma()
        bytes.append(String(value))
    }

    /// Writes a number with its original digits.
    ///
    /// - Parameter text: A number as JSON writes it.
    public mutating func number(_ text: String) {
        comma()
        bytes.append(text)
    }

    /// Writes `true` or `false`.
    public mutating func boolean(_ value: Bool) {
        comma()
        bytes.append(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        comma()
        bytes.append("null")
    }

    /// Writes a value of a document without white space: numbers, strings and the order of keys stay the same.
    ///
    /// Its depth is that of the document, which the parser has capped.
    /// - Parameters:
    ///   - node: The value.
    ///   - document: The document that it is in.
    ///   - limit: The number of bytes that are needed, of all that this writer has written: later ones may be left out.
    public mutating func value(_ node: Document.Node, of document: Document, upTo limit: Int = .max) {
        guard bytes.count <= limit else { return }
        switch document.kind(of: node) {
        case .null: null()
        case .boolean: boolean(document.boolean(node) == true)
        case .number:
            comma()
            bytes.append(contentsOf: document.rawBytes(of: node))
        case .string: string(Self.text(node, of: document, upTo: limit))
        case .array:
            beginArray()
            for item in document.elements(of: node) {
                value(item, of: document, upTo: limit)
                guard bytes.count <= limit else { return }
            }
            endArray()
        case .object:
            beginObject()
            for (name, item) in document.members(of: node) {
                key(Self.text(name, of: document, upTo: limit))
                value(item, of: document, upTo: limit)
                guard bytes.count <= limit else { return }
            }
            endObject()
        }
    }

    private static func text(_ node: Document.Node, of document: Document, upTo limit: Int) -> String {
        (limit == .max ? document.string(node) : document.string(node, upTo: limit)) ?? ""
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

    /// The end of the bytes that need no escape; the start, if there are none.
    private static func plainEnd(_ text: Span<UInt8>, from start: Int) -> Int {
        let bytes = unsafe text.bytes
        var offset = start
        while let word = bytes.wordIfPresent(at: offset), isPlain(word) {
            offset += 8
        }
        // The last eight bytes at once, some of which have been looked at.
        let last = text.count - 8
        if offset > last, let word = bytes.wordIfPresent(at: max(start, last)), isPlain(word) { return text.count }
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                guard !mustEscape(byte) else { return offset }
                offset += 1
            } else {
                let (scalar, length) = scalar(of: text, at: offset)
                guard !mustEscape(scalar) else { return offset }
                offset += length
            }
        }
        return offset
    }

    /// A character beyond ASCII of valid UTF-8, and its length.
    private static func scalar(of text: Span<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let first = text[offset]
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard length <= text.count - offset else { return ("\u{FFFD}", text.count - offset) }
        var value = UInt32(first & (0x7F &>> UInt8(length)))
        for index in offset + 1..<offset + length { value = value << 6 | UInt32(text[index] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    /// Whether no byte of eight is a quote, a backslash, a control character or outside ASCII.
    @inline(__always)
    private static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Only if an ASCII byte was less than the subtracted value is its highest bit set, or by a borrow from such a
        // byte below it.
        let quotes = (word ^ (ones &* 0x22)) &- ones
        let backslashes = (word ^ (ones &* 0x5C)) &- ones
        let controls = word &- (ones &* 0x20)
        let deletes = word &+ ones
        return (quotes | backslashes | controls | deletes | word) & (ones &* 0x80) == 0
    }

    /// Whether a character beyond ASCII is escaped.
    ///
    /// One beyond the first plane would have two escapes, which readers of YAML do not take for one.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0xFFFF && scalar.isHidden
    }

    @inline(__always)
    private static func mustEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
    }

    /// Appends the escape of a character, and returns the length of the character.
    private mutating func append(escapedAt offset: Int, of text: Span<UInt8>) -> Int {
        let byte = text[offset]
        guard byte < 0x80 else {
            let (scalar, length) = Self.scalar(of: text, at: offset)
            for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { append(unit) }
            return length
        }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        default: append(UInt16(byte))
        }
        return 1
    }

    /// Appends the escape of a UTF-16 code unit.
    private mutating func append(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
}
