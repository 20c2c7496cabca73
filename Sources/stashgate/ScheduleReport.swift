import Cron
import Document
import Time

/// The output of `stashgate schedule` for one expression, as a pure function.
struct ScheduleReport {
    let format: ReportFormat
    /// The time after which to look.
    let start: Instant
    /// How many times to list.
    let count: Int

    /// The lines about an expression, each with its line feed, and whether the expression is valid.
    ///
    /// - Parameters:
    ///   - expression: The expression.
    ///   - line: The line of standard input that the expression was read from; nil for an argument.
    /// - Returns: The bytes to print, and whether the expression is valid.
    func lines(for expression: String, line: Int?) -> (bytes: [UInt8], isValid: Bool) {
        do {
            let schedule = try Schedule(parsing: expression)
            let times = times(of: schedule)
            switch format {
            case .json: return (json(expression, times: times), true)
            case .text: return (text(expression, schedule, times: times), true)
            }
        } catch {
            switch format {
            case .json: return (json(expression, error: error), false)
            case .text: return (text(expression, error: error, line: line), false)
            }
        }
    }

    private func times(of schedule: Schedule) -> [Instant] {
        var times: [Instant] = []
        while times.count < count, let time = schedule.next(after: times.last ?? start) { times.append(time) }
        return times
    }

    private func json(_ expression: String, times: [Instant]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("expression")
        writer.string(expression)
        writer.key("valid")
        writer.boolean(true)
        writer.key("next")
        writer.beginArray()
        for time in times { writer.string(time.description) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private func json(_ expression: String, error: ScheduleError) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("expression")
        writer.string(expression)
        writer.key("valid")
        writer.boolean(false)
        writer.key("error")
        writer.beginObject()
        writer.key("message")
        writer.string(error.message)
        writer.key("offset")
        writer.integer(error.offset)
        writer.key("length")
        writer.integer(error.length)
        writer.endObject()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private func text(_ expression: String, _ schedule: Schedule, times: [Instant]) -> [UInt8] {
        var lines = [ScheduleExcerpt(of: expression).text, "  \(schedule.explanation)"]
        lines += times.map { "  \($0)  \(Self.dayNames[$0.dayOfWeek])" }
        if times.count < count, schedule.canFire {
            lines.append("  none \(times.isEmpty ? "" : "after that ")in the five years that a scheduler looks ahead")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static let dayNames = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

    private func text(_ expression: String, error: ScheduleError, line: Int?) -> [UInt8] {
        let excerpt = ScheduleExcerpt(of: expression, marking: error.offset..<error.offset + error.length)
        var lines = ["error: \(error.message)"]
        if let line { lines.append(" --> line \(line)") }
        lines += ["  |", "  | \(excerpt.text)", "  | \(excerpt.underline)"]
        let text = lines.map { $0.trimmingTrailingSpaces() }.joined(separator: "\n") + "\n"
        return Array(text.utf8)
    }
}

extension String {
    fileprivate func trimmingTrailingSpaces() -> String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}

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
