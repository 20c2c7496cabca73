import Cron
import Document
import Time

/// What `stashgate schedule` prints about one expression, as a pure function that a test can read.
struct ScheduleReport {
    let format: ReportFormat
    /// The time after which to look.
    let start: Instant
    /// How many times to list.
    let count: Int

    /// The lines about an expression, each with its line feed, and whether the expression is valid.
    /// - Parameters:
    ///   - expression: What to read as a schedule.
    ///   - line: The line of standard input that the expression was read from; nil for an argument.
    /// - Returns: The bytes to print.
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
