internal import Text

extension Document {
    /// The text of a string or key, decoded; nil for anything else.
    public func string(_ node: Node) -> String? {
        switch self[node].kind {
        case .string, .key: withUTF8(of: node, Self.text)
        default: nil
        }
    }

    /// The digits of a number as they were written, nil for any other value.
    public func number(_ node: Node) -> String? {
        self[node].kind == .number ? withUTF8(of: node, Self.text) : nil
    }

    private static func text(_ bytes: Span<UInt8>) -> String {
        // Safe: the parser has checked that the document is UTF-8, and escapes are decoded to it.
        String(copying: unsafe UTF8Span(unchecked: bytes))
    }

    /// Whether the value is an empty string.
    @inlinable @inline(__always)
    public func isEmptyString(_ node: Node) -> Bool {
        let record = self[node]
        return record.kind == .string && record.start == record.end
    }

    /// Whether an array or object is empty.
    @inlinable @inline(__always)
    public func isEmptyContainer(_ node: Node) -> Bool {
        let record = self[node]
        return (record.kind == .array || record.kind == .object) && record.next == node.index + 1
    }

    /// Whether the value is this string.
    public func isString(_ node: Node, _ text: String) -> Bool {
        guard self[node].kind == .string, lengths(of: node).contains(text.utf8.count) else { return false }
        return withUTF8(of: node) { $0.equals(text.utf8.span) }
    }

    /// Whether the value is the string that a key stands for; quicker than a comparison with a `String`.
    public func isString(_ node: Node, _ text: Key) -> Bool {
        self[node].kind == .string && hasText(node, text)
    }

    /// Whether two strings or keys have the same decoded text.
    public func haveSameText(_ left: Node, _ right: Node) -> Bool {
        if left == right { return true }
        let (one, other) = (self[left], self[right])
        guard !one.isEscaped, !other.isEscaped else {
            // A long text is not decoded to compare it with a short one.
            return lengths(of: left).overlaps(lengths(of: right)) && decodedBytes(of: left) == decodedBytes(of: right)
        }
        let length = Int(one.end &- one.start)
        guard length == Int(other.end &- other.start) else { return false }
        return unsafe bytes.withUnsafeBytes {
            unsafe $0.bytes.isSame(from: Int(one.start), as: Int(other.start), count: length)
        }
    }

    /// The length of a text in the document in bytes, without its quotes and with its escapes.
    public func writtenLength(of node: Node) -> Int {
        Int(self[node].end &- self[node].start)
    }

    /// The possible lengths of the decoded text: the longest escape of one byte has six.
    func lengths(of node: Node) -> ClosedRange<Int> {
        let length = writtenLength(of: node)
        return (self[node].isEscaped ? length / 6 : length)...length
    }

    /// The beginning of a string's or key's text, for messages; nil for anything else.
    ///
    /// - Parameters:
    ///   - node: The string.
    ///   - limit: The number of bytes that are needed.
    /// - Returns: The whole text, or a prefix of it that is longer than the limit.
    public func string(_ node: Node, upTo limit: Int) -> String? {
        let record = self[node]
        guard record.kind == .string || record.kind == .key else { return nil }
        let (start, end) = (Int(record.start), Int(record.end))
        // The longest notation of a character has twelve bytes, and the longest character has four.
        let most = (limit + 4) * 12
        guard end - start > most else { return string(node) }
        var cut = start
        while cut < start + most {
            guard record.isEscaped, bytes[cut] == UInt8(ascii: "\\") else {
                cut += 1
                continue
            }
            cut += bytes[cut + 1] == UInt8(ascii: "u") ? 6 : 2
        }
        let beginning = NodeRecord(
            start: record.start, end: UInt32(truncatingIfNeeded: min(cut, end)), kind: .string,
            isEscaped: record.isEscaped)
        return String(decoding: decodedBytes(of: beginning), as: UTF8.self)
    }

    /// The text of a string or key in double quotes, for messages; nil for anything else.
    ///
    /// - Parameters:
    ///   - node: The string.
    ///   - limit: The longest text in bytes; the rest is not read, and replaced by `...`.
    /// - Returns: The text as ``Quoted`` writes it.
    public func quotedText(of node: Node, limit: Int) -> String? {
        string(node, upTo: limit).map { Quoted.text($0, limit: limit) }
    }

    /// The value as JSON without white space.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - limit: The longest text in bytes; the rest is left out and replaced by `...`.
    /// - Returns: The text.
    public func compactText(of node: Node, limit: Int = .max) -> String {
        var writer = JSONWriter()
        writer.value(node, of: self, upTo: limit)
        guard writer.bytes.count > limit else { return String(decoding: writer.bytes, as: UTF8.self) }
        return String(String(decoding: writer.bytes[..<limit], as: UTF8.self).unicodeScalars.dropLast()) + "..."
    }

    /// The value as JSON without white space, with escapes for what is not seen, for messages.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - limit: The longest text in bytes; the rest is left out and replaced by `...`.
    /// - Returns: The text.
    public func visibleText(of node: Node, limit: Int) -> String {
        Quoted.visible(compactText(of: node, limit: limit), limit: .max)
    }

    /// Passes the decoded UTF-8 of a string or key to a closure; a text without escapes is not copied.
    @inlinable
    public func withUTF8<Result>(of node: Node, _ body: (Span<UInt8>) -> Result) -> Result {
        let record = self[node]
        guard !record.isEscaped else {
            let decoded = decodedBytes(of: node)
            return body(decoded.span)
        }
        return unsafe bytes.withUnsafeBufferPointer { all in
            unsafe body(all.span.extracting(Int(record.start)..<Int(record.end)))
        }
    }

    /// Whether a byte of ASCII occurs twice, one after the other, anywhere in the document's JSON text.
    package func hasTwo(_ byte: UInt8) -> Bool {
        let bytes = bytes
        return unsafe bytes.span.bytes.hasTwo(byte)
    }

    /// The text of a value as it is in the document; of a string, without its quotes and with its escapes.
    func rawBytes(of node: Node) -> ArraySlice<UInt8> {
        let record = self[node]
        return bytes[Int(record.start)..<Int(record.end)]
    }

    @usableFromInline
    func decodedBytes(of node: Node) -> [UInt8] {
        decodedBytes(of: self[node])
    }

    private func decodedBytes(of record: NodeRecord) -> [UInt8] {
        guard record.isEscaped else { return Array(bytes[Int(record.start)..<Int(record.end)]) }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(Int(record.end - record.start))
        let bytes = bytes
        unsafe EscapedText.decode(bytes.span.bytes, from: Int(record.start), to: Int(record.end)) { decoded.append($0) }
        return decoded
    }
}
