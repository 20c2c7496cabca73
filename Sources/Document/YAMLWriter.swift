internal import Text

/// Writes a document as YAML in block style, so that every reader of YAML 1.1 or 1.2 gets the same values back.
public struct YAMLWriter {
    private let document: Document
    private var bytes: [UInt8] = []

    /// The document as YAML text, ending with a line feed.
    ///
    /// Keys keep their order and numbers their digits. Text is unquoted if no reader can take it for another type, and
    /// otherwise in double quotes on one line.
    public static func text(of document: Document) -> [UInt8] {
        var writer = YAMLWriter(document: document)
        writer.write(document.root, indent: 0, after: .nothing)
        return writer.bytes
    }

    /// The text that is on the line already.
    private enum Before {
        case nothing
        /// A key and its colon.
        case key
        /// The dash of an item.
        case dash
    }

    private init(document: Document) {
        self.document = document
    }

    /// Recurses no deeper than the document, whose depth the parser has capped.
    private mutating func write(_ node: Document.Node, indent: Int, after before: Before) {
        switch document.kind(of: node) {
        case .object where !document.isEmptyContainer(node): writeMembers(of: node, indent: indent, after: before)
        case .array where !document.isEmptyContainer(node): writeItems(of: node, indent: indent, after: before)
        default:
            if before != .nothing { append(" ") }
            writeScalar(node)
            append("\n")
        }
    }

    private mutating func writeMembers(of object: Document.Node, indent: Int, after before: Before) {
        var isBehindDash = before == .dash
        if before == .key { append("\n") }
        for (key, value) in document.members(of: object) {
            // The first member of an item is on the line of its dash.
            append(isBehindDash ? " " : String(repeating: " ", count: indent))
            isBehindDash = false
            writeKey(document.string(key) ?? "", indent: indent)
            write(value, indent: indent + 2, after: .key)
        }
    }

    /// Writes a key, with a question mark and its colon on a line of its own if it is too long for a reader to find its
    /// colon.
    private mutating func writeKey(_ name: String, indent: Int) {
        let text = Self.scalar(name)
        if text.utf8.count <= Self.longestKey {
            append(text + ":")
        } else {
            append("? \(text)\n" + String(repeating: " ", count: indent) + ":")
        }
    }

    private mutating func writeItems(of array: Document.Node, indent: Int, after before: Before) {
        var isBehindDash = before == .dash
        if before == .key { append("\n") }
        for item in document.elements(of: array) {
            append(isBehindDash ? " " : String(repeating: " ", count: indent))
            isBehindDash = false
            append("-")
            write(item, indent: indent + 2, after: .dash)
        }
    }

    private mutating func writeScalar(_ node: Document.Node) {
        switch document.kind(of: node) {
        case .null: append("null")
        case .boolean: append(document.boolean(node) == true ? "true" : "false")
        case .number: append(document.number(node) ?? "0")
        case .string: writeText(document.string(node) ?? "")
        case .array: append("[]")
        case .object: append("{}")
        }
    }

    private mutating func writeText(_ text: String) {
        append(Self.scalar(text))
    }

    /// A text as a scalar in block style: unquoted if that is safe, else in double quotes.
    static func scalar(_ text: String) -> String {
        isPlain(text) ? text : quoted(text)
    }

    /// A text as the value of a field, for a message on one line.
    ///
    /// - Parameter text: The text.
    /// - Returns: The text as it is if kubectl reads the same text back, else in single quotes, or in double ones if it
    ///   has a single quote or a character to escape.
    package static func shown(_ text: String) -> String {
        if isPlain(text) || isPlainFromDigit(text) { return text }
        return text.unicodeScalars.allSatisfy { mayStand($0) && $0 != "'" } ? "'\(text)'" : quoted(text)
    }

    /// Whether a text that begins with a digit needs no quotes for kubectl, such as `30s` or `0 2 * * *`.
    private static func isPlainFromDigit(_ text: String) -> Bool {
        guard let first = text.utf8.first, UInt8(ascii: "0")...UInt8(ascii: "9") ~= first, isPlain("a" + text),
            // Some readers take 12:30 for a number of base 60.
            text.unicodeScalars.contains(where: { $0 == " " || $0.properties.isAlphabetic }),
            case .string? = try? YAMLScalar(ArraySlice(text.utf8), tag: nil, isPlain: true)
        else { return false }
        return true
    }

    private mutating func append(_ text: String) {
        bytes += text.utf8
    }

    /// The longest key that may be on one line with its colon, quotes included.
    ///
    /// A reader looks no further than 1024 characters for the colon (YAML 1.1, simple keys).
    private static let longestKey = 1000

    /// Words that YAML 1.1 reads as a boolean or as null.
    private static let reserved: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    /// Whether a text needs no quotes: printable ASCII that begins with a letter or a slash and contains nothing that
    /// begins a comment or ends a key.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isLetter(first) || first == UInt8(ascii: "/"),
            last != UInt8(ascii: " "), last != UInt8(ascii: ":"),
            bytes.allSatisfy({ 0x20..<0x7F ~= $0 }), !reserved.contains(text.lowercased())
        else { return false }
        return !zip(bytes, bytes.dropFirst()).contains { left, right in
            left == UInt8(ascii: ":") && right == UInt8(ascii: " ")
                || left == UInt8(ascii: " ") && right == UInt8(ascii: "#")
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }

    /// A text in double quotes, on one line.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if mayStand(scalar) { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar) }
            }
        }
        return quoted + "\""
    }

    /// Whether a reader accepts a character as it is (YAML 1.1, production `c-printable`), and not as a line break, and a
    /// terminal shows it.
    private static func mayStand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F: true
        case 0xA0..<0xD800, 0xE000..<0xFFFE, 0x10000...0x10FFFF: !scalar.isHidden
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) = scalar.value > 0xFFFF ? ("U", 8) : scalar.value > 0xFF ? ("u", 4) : ("x", 2)
        return "\\\(letter)" + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
