import Cron
import Document
import KubeStash
import Linting
import Schema
import System
import Time

/// The output of `stashgate schedule` for one expression, as a pure function of it and the tz database.
struct ScheduleReport {
    let format: ReportFormat
    /// The time after which to look.
    let start: Instant
    /// How many times to list.
    let count: Int
    /// The time zone of the clock that schedules run by, nil for UTC.
    var zone: String?
    /// The policy's settings.
    var settings = PolicySettings.default
    /// The object of the manifest that has the expression; nil for one of the command line.
    var origin: ManifestSchedules.Schedule?

    /// The lines about an expression, each with its line feed, and whether the webhook accepts the expression.
    ///
    /// - Parameters:
    ///   - expression: The expression.
    ///   - line: The line of standard input that the expression was read from; nil for an argument.
    /// - Returns: The bytes to print, and whether the expression is accepted.
    func lines(for expression: String, line: Int?) -> (bytes: [UInt8], isAccepted: Bool) {
        let verdict = ScheduleVerdict(expression, under: settings, isOfBackup: origin?.isOfKubeStash ?? true)
        do throws(ZonedSchedule.Problem) {
            let schedule = try ZonedSchedule(parsing: expression)
            let times = Times(of: schedule, in: self)
            switch format {
            case .json: return (json(expression, schedule, times, verdict, line: line), !verdict.isRefused)
            case .text: return (text(expression, schedule, times, verdict, line: line), !verdict.isRefused)
            }
        } catch {
            switch format {
            case .json: return (json(expression, error, verdict, line: line), !verdict.isRefused)
            case .text: return (text(expression, error, verdict, line: line), !verdict.isRefused)
            }
        }
    }

    /// The next times of a schedule.
    private struct Times {
        /// Each time as RFC 3339 writes it, and the name of its day.
        private(set) var all: [(text: String, day: String)] = []
        /// The zone that this machine does not know, so that the times are in UTC; nil if there is none.
        let unknownZone: String?

        init(of schedule: ZonedSchedule, in report: ScheduleReport) {
            let name = schedule.zone ?? report.zone ?? "UTC"
            let known = TimeZoneDatabase.zone(name)
            unknownZone = known == nil ? name : nil
            let zone = known ?? .utc
            var last = report.start
            while all.count < report.count, let time = schedule.schedule.next(after: last, in: zone) {
                last = time
                all.append((zone.text(of: time), Weekday.short(zone.local(time).date.dayOfWeek)))
            }
        }
    }
    private func json(
        _ expression: String, _ schedule: ZonedSchedule, _ times: Times, _ verdict: ScheduleVerdict, line: Int?
    ) -> [UInt8] {
        var writer = begin(expression, isValid: true, line: line)
        writer.key("description")
        writer.string(schedule.schedule.explanation)
        if let zone = schedule.zone ?? zone {
            writer.key("timeZone")
            writer.string(zone)
            if times.unknownZone != nil {
                writer.key("timeZoneIsKnown")
                writer.boolean(false)
            }
        }
        writer.key("next")
        writer.beginArray()
        for time in times.all { writer.string(time.text) }
        writer.endArray()
        return end(&writer, verdict)
    }

    private func json(
        _ expression: String, _ problem: ZonedSchedule.Problem, _ verdict: ScheduleVerdict, line: Int?
    ) -> [UInt8] {
        var writer = begin(expression, isValid: false, line: line)
        writer.key("error")
        writer.beginObject()
        writer.key("message")
        writer.string(problem.message)
        writer.key("offset")
        writer.integer(problem.offset)
        writer.key("length")
        writer.integer(problem.length)
        writer.endObject()
        return end(&writer, verdict)
    }

    private func begin(_ expression: String, isValid: Bool, line: Int?) -> JSONWriter {
        var writer = JSONWriter()
        writer.beginObject()
        if let origin { Self.write(origin, to: &writer) }
        writer.key("expression")
        writer.string(expression)
        if let line {
            writer.key("line")
            writer.integer(line)
        }
        writer.key("valid")
        writer.boolean(isValid)
        return writer
    }

    private static func write(_ origin: ManifestSchedules.Schedule, to writer: inout JSONWriter) {
        if let file = origin.file {
            writer.key("file")
            writer.string(file)
            writer.key("line")
            writer.integer(origin.line)
        }
        for (name, text) in [
            ("kind", origin.kind), ("namespace", origin.namespace), ("name", origin.name), ("session", origin.session),
        ] {
            writer.key(name)
            writer.string(text)
        }
        writer.key("suspended")
        writer.boolean(origin.isSuspended)
    }

    private func end(_ writer: inout JSONWriter, _ verdict: ScheduleVerdict) -> [UInt8] {
        writer.key("allowed")
        writer.boolean(!verdict.isRefused)
        writer.key("findings")
        writer.beginArray()
        for finding in verdict.findings {
            writer.beginObject()
            writer.key("severity")
            writer.string(finding.severity.rawValue)
            writer.key("rule")
            writer.string(finding.rule.rawValue)
            writer.key("message")
            writer.string(finding.detail)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private func text(
        _ expression: String, _ schedule: ZonedSchedule, _ times: Times, _ verdict: ScheduleVerdict, line: Int?
    ) -> [UInt8] {
        var lines = [ScheduleExcerpt(of: expression).text, "  \(schedule.schedule.explanation)"]
        lines += verdict.findings.map { "  \($0.severity.rawValue): \($0.detail) [\($0.rule)]" }
        if let line, verdict.isRefused { lines.append("  --> line \(line)") }
        if let zone = times.unknownZone {
            lines.append(
                "  note: this machine knows no time zone \(Quoted.text(zone, limit: 64)); the times are in UTC")
        }
        lines += times.all.map { "  \($0.text)  \($0.day)" }
        if times.all.count < count, schedule.schedule.canFire {
            lines.append(
                "  none \(times.all.isEmpty ? "" : "after that ")in the five years that a scheduler looks ahead")
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private func text(
        _ expression: String, _ problem: ZonedSchedule.Problem, _ verdict: ScheduleVerdict, line: Int?
    ) -> [UInt8] {
        let excerpt = ScheduleExcerpt(of: expression, marking: problem.offset..<problem.offset + problem.length)
        // The rule about unreadable schedules has the same problem, perhaps with what was meant; an empty schedule is a
        // missing one.
        let same = verdict.findings.firstIndex { $0.detail.hasPrefix(problem.message) }
        let index = same ?? verdict.findings.firstIndex { $0.rule == RuleInfo.requiredField.id }
        let headline = index.map { verdict.findings[$0] }
        let text = same == nil ? problem.message : headline?.detail ?? problem.message
        // A policy may make a warning of it, or turn its rule off, and then the webhook lets it through.
        let severity = headline?.severity ?? (verdict.isRefused ? .error : .warning)
        var lines = ["\(severity.rawValue): \(text)" + (headline.map { " [\($0.rule)]" } ?? "")]
        if let line { lines.append(" --> line \(line)") }
        lines += ["  |", "  | \(excerpt.text)", "  | \(excerpt.underline)"]
        let others = verdict.findings.enumerated().filter { $0.offset != index }.map(\.element)
        lines += others.map { "  = \($0.severity.rawValue): \($0.detail) [\($0.rule)]" }
        return Array((lines.map { $0.trimmingTrailingSpaces() }.joined(separator: "\n") + "\n").utf8)
    }
}

extension String {
    fileprivate func trimmingTrailingSpaces() -> String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
