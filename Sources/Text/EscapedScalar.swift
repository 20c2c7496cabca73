extension Unicode.Scalar {
    /// Appends the character as Go's `%q` writes it inside of double quotes: as it is, or with an escape.
    ///
    /// All messages write texts in this way, so that two parts of one message agree, and look like Kubernetes' own
    /// errors.
    /// - Parameter text: The text to append to.
    public func appendEscaped(to text: inout String) {
        switch self {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\u{07}": text += "\\a"
        case "\u{08}": text += "\\b"
        case "\u{0C}": text += "\\f"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{0B}": text += "\\v"
        case "\u{00}"..<"\u{20}", "\u{7F}": text += "\\x" + hexadecimal(digits: 2)
        case "\u{20}"..<"\u{7F}": text.unicodeScalars.append(self)
        default:
            if isPrintable {
                text.unicodeScalars.append(self)
            } else if value > 0xFFFF {
                text += "\\U" + hexadecimal(digits: 8)
            } else {
                text += "\\u" + hexadecimal(digits: 4)
            }
        }
    }

    /// Whether it is a letter, mark, number, punctuation or symbol, as in Go's `strconv.IsPrint`.
    private var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }

    /// Whether some readers and terminals do not treat it as text: a control character, one that is not seen or changes
    /// the direction of writing, a separator of lines, or one without a meaning.
    public var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
        default: false
        }
    }

    private func hexadecimal(digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
