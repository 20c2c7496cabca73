internal import Text

/// Text in double quotes for a message, as Go's `%q` writes it, so that it looks like Kubernetes' own errors.
public enum Quoted {
    /// The longest text that a message repeats, in bytes.
    ///
    /// Kubernetes' longest name has 253; a message repeats enough to recognise the value, and a value of megabytes must
    /// not come back as megabytes.
    public static let limit = 1024

    /// Quotes a text; the part over the limit is replaced by `...`.
    public static func text(_ text: String, limit: Int = Quoted.limit) -> String {
        if isPlain(text, upTo: limit) { return "\"" + text + "\"" }
        var quoted = "\""
        var length = 0
        for scalar in text.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= limit else {
                quoted += "..."
                break
            }
            scalar.appendEscaped(to: &quoted)
        }
        quoted += "\""
        return quoted
    }

    /// Appends a text to a line of UTF-8 in quotes.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - line: The line.
    package static func write(_ text: String, to line: inout [UInt8]) {
        guard isPlain(text, upTo: limit) else { return line.append(Self.text(text)) }
        line.append(UInt8(ascii: "\""))
        line.append(text)
        line.append(UInt8(ascii: "\""))
    }

    /// Escapes a text the same way without the quotes, for contexts where quotes would hide the text.
    public static func bare(_ text: String, limit: Int = longestVisible) -> String {
        String(Self.text(text, limit: limit).dropFirst().dropLast())
    }

    /// Writes a text without quotes and as it is, with escapes only for what is not seen.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - limit: The longest text in bytes; the rest is replaced by `...`.
    /// - Returns: The text on one line.
    public static func visible(_ text: String, limit: Int = longestVisible) -> String {
        if isVisible(text, upTo: limit) { return text }
        var visible = ""
        var length = 0
        for scalar in text.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= limit else { return visible + "..." }
            if scalar == "\"" || scalar == "\\" {
                visible.unicodeScalars.append(scalar)
            } else {
                scalar.appendEscaped(to: &visible)
            }
        }
        return visible
    }

    /// A line for a person, of any length: what is not seen in it, such as a line break in the name of a file, is escaped.
    ///
    /// - Parameter text: The line, without its line feed.
    /// - Returns: The text on one line.
    public static func line(_ text: String) -> String { visible(text, limit: .max) }

    /// Appends a text to a line of UTF-8 as ``visible(_:limit:)`` writes it.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - line: The line.
    package static func write(visible text: String, to line: inout [UInt8]) {
        line.append(isVisible(text, upTo: longestVisible) ? text : visible(text))
    }

    /// The longest text without quotes, in bytes: Kubernetes' longest name.
    public static let longestVisible = 253

    /// Whether a text is short and has no character that is not seen.
    private static func isVisible(_ text: String, upTo limit: Int) -> Bool {
        let bytes = text.utf8.span
        return bytes.count <= limit && bytes.allSatisfy { $0 &- 0x20 < 0x5F }
    }

    /// Whether a text is short and needs no escapes between quotes.
    private static func isPlain(_ text: String, upTo limit: Int) -> Bool {
        let bytes = text.utf8.span
        return bytes.count <= limit && bytes.allSatisfy(isPlain)
    }

    /// Whether a byte is a character that needs no escape.
    fileprivate static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): false
        default: (0x20..<0x7F).contains(byte)
        }
    }
}

extension Document {
    /// Appends the text of a string or key in double quotes to a line of UTF-8, as ``Quoted`` writes it.
    ///
    /// - Parameters:
    ///   - node: The string.
    ///   - line: The line.
    package func writeQuotedText(of node: Node, to line: inout [UInt8]) {
        let isPlain = writtenLength(of: node) <= Quoted.limit && withUTF8(of: node) { $0.allSatisfy(Quoted.isPlain) }
        guard isPlain else { return line.append(Quoted.text(string(node) ?? "")) }
        line.append(UInt8(ascii: "\""))
        withUTF8(of: node) { line.append($0) }
        line.append(UInt8(ascii: "\""))
    }
}
