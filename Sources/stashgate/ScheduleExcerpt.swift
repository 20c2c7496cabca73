/// An expression for a terminal: one line of bounded length without control characters, and carets under a part of it.
struct ScheduleExcerpt {
    private(set) var text = ""
    /// Spaces, and a caret under each column of the marked part; one caret if the part is empty.
    let underline: String

    /// The most columns to show: a line that a terminal may wrap, but not a screen full.
    private static let widestText = 160
    /// The most columns to show before a marked part that lies too far to the right.
    private static let widestLead = 40

    /// Shows an expression, and marks a part of it that is given in bytes of UTF-8.
    init(of expression: String, marking part: Range<Int> = 0..<0) {
        var cells = Self.cells(of: expression)
        let before = cells.prefix { $0.offset < part.lowerBound }
        var lead = before.reduce(0) { $0 + $1.width }
        let marked = cells[before.endIndex...].prefix { $0.offset < part.upperBound }.reduce(0) { $0 + $1.width }

        if lead + marked > Self.widestText, lead > Self.widestLead {
            var dropped = 0
            let kept = cells.drop { cell in
                guard lead - dropped > Self.widestLead else { return false }
                dropped += cell.width
                return true
            }
            cells = [Cell(text: "…", width: 1, offset: 0)] + kept
            lead += 1 - dropped
        }
        var width = 0
        for cell in cells {
            guard width + cell.width <= Self.widestText else {
                text += "…"
                break
            }
            text += cell.text
            width += cell.width
        }
        let carets = max(1, min(marked, Self.widestText - lead))
        underline = String(repeating: " ", count: lead) + String(repeating: "^", count: carets)
    }

    /// One character as a terminal shows it.
    private struct Cell {
        let text: String
        /// In columns.
        let width: Int
        /// Where the character begins, in bytes of UTF-8.
        let offset: Int
    }

    private static func cells(of expression: String) -> [Cell] {
        var offset = 0
        return expression.unicodeScalars.map { scalar in
            defer { offset += UTF8.width(scalar) }
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
                let escape = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                return Cell(text: escape, width: escape.utf8.count, offset: offset)
            case .nonspacingMark, .enclosingMark:
                return Cell(text: String(scalar), width: 0, offset: offset)
            default:
                return Cell(text: String(scalar), width: isWide(scalar) ? 2 : 1, offset: offset)
            }
        }
    }

    /// Whether terminals give the character two columns: it lies in a block whose East Asian Width in Unicode is "wide"
    /// or "fullwidth".
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF: true
        case 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD: true
        default: false
        }
    }
}
