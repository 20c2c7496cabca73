/// Text in double quotes for a message, as Go's `%q` writes it, so that it looks like Kubernetes' own errors.
public enum Quoted {
    /// The longest text that a message repeats, in bytes.
    ///
    /// Kubernetes' longest name has 253; a message repeats enough to recognise the value, and a value of megabytes must
    /// not come back as megabytes.
    public static let limit = 1024

    /// Quotes a text; the part over the limit is replaced by `...`.
    public static func text(_ text: String, limit: Int = Quoted.limit) -> String {
        if text.utf8.count <= limit, text.utf8.allSatisfy(isPlain) { return "\"" + text + "\"" }
        var quoted = "\""
        var length = 0
        for scalar in text.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= limit else {
                quoted += "..."
                break
            }
            write(scalar, to: &quoted)
        }
        quoted += "\""
        return quoted
    }

    /// Escapes a text the same way without the quotes, for contexts where quotes would hide the text.
    public static func bare(_ text: String, limit: Int = 253) -> String {
        String(Self.text(text, limit: limit).dropFirst().dropLast())
    }

    /// Whether a byte is a character that needs no escape.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): false
        default: (0x20..<0x7F).contains(byte)
        }
    }

    private static func write(_ scalar: Unicode.Scalar, to quoted: inout String) {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\u{07}": quoted += "\\a"
        case "\u{08}": quoted += "\\b"
        case "\u{0C}": quoted += "\\f"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        case "\t": quoted += "\\t"
        case "\u{0B}": quoted += "\\v"
        case "\u{00}"..<"\u{20}", "\u{7F}": quoted += "\\x" + hexadecimal(scalar.value, digits: 2)
        case "\u{20}"..<"\u{7F}": quoted.unicodeScalars.append(scalar)
        default:
            if isPrintable(scalar) {
                quoted.unicodeScalars.append(scalar)
            } else if scalar.value > 0xFFFF {
                quoted += "\\U" + hexadecimal(scalar.value, digits: 8)
            } else {
                quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
            }
        }
    }

    /// Whether a character is a letter, mark, number, punctuation or symbol, as in Go's `strconv.IsPrint`.
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
