import Cron
import Document
import KubeStash
import Linting
import Schema
import System
import Time

/// The schedules of manifests, one line each: their places, objects, expressions and next times.
struct ScheduleListing {
    /// The time after which to look.
    let start: Instant
    /// How many times to list for each schedule.
    let count: Int
    /// The name of the zone whose clock Kubernetes' controller runs by, nil for UTC.
    let zone: String?
    /// The policy.
    let policy: Policy

    /// The text about some schedules, and whether the webhook accepts all of them.
    ///
    /// - Parameter schedules: The schedules.
    /// - Returns: A table with a line for each, and whether all are accepted.
    func text(of schedules: [ManifestSchedules.Schedule]) -> (text: String, isAccepted: Bool) {
        var isAccepted = true
        let isOfFiles = schedules.contains { $0.file != nil }
        var rows = [(isOfFiles ? ["PLACE"] : []) + ["OBJECT", "SESSION", "SCHEDULE", "NEXT"]]
        for schedule in schedules {
            let (times, isFine) = times(of: schedule)
            isAccepted = isAccepted && isFine
            rows.append(
                (isOfFiles ? [Quoted.line(schedule.place)] : []) + [
                    Quoted.bare("\(schedule.kind) \(schedule.object)"), Quoted.bare(schedule.session),
                    Quoted.bare(schedule.expression), times,
                ])
        }
        return (Self.table(rows), isAccepted)
    }

    /// The JSON lines about some schedules, and whether the webhook accepts all of them.
    ///
    /// - Parameter schedules: The schedules.
    /// - Returns: One object a line, and whether all are accepted.
    func json(of schedules: [ManifestSchedules.Schedule]) -> (bytes: [UInt8], isAccepted: Bool) {
        var isAccepted = true
        var bytes: [UInt8] = []
        for schedule in schedules {
            var report = ScheduleReport(
                format: .json, start: start, count: schedule.isSuspended ? 0 : count, zone: schedule.timeZone ?? zone,
                settings: policy.settings(for: schedule.namespace.isEmpty ? nil : schedule.namespace))
            report.origin = schedule
            let (lines, isFine) = report.lines(for: schedule.expression, line: nil)
            bytes += lines
            isAccepted = isAccepted && (isFine || isVariable(schedule))
        }
        return (bytes, isAccepted)
    }

    /// The schedules that the webhook refuses, each with the reason.
    ///
    /// - Parameter schedules: The schedules.
    /// - Returns: Those that are refused.
    func refused(
        _ schedules: [ManifestSchedules.Schedule]
    ) -> [(schedule: ManifestSchedules.Schedule, reason: String)] {
        schedules.compactMap { schedule in
            let (text, isAccepted) = times(of: schedule)
            return isAccepted ? nil : (schedule, text)
        }
    }

    private func isVariable(_ schedule: ManifestSchedules.Schedule) -> Bool {
        if case .failure(let failure) = PlannedSchedule(schedule, in: zone).timing {
            failure.silence == .variable
        } else {
            false
        }
    }

    /// The last column of a schedule: its times, or the reason why there are none.
    private func times(of found: ManifestSchedules.Schedule) -> (text: String, isAccepted: Bool) {
        let planned = PlannedSchedule(found, in: zone)
        if case .failure(let failure) = planned.timing, failure.silence == .variable {
            return ("depends on a variable", true)
        }
        let settings = policy.settings(for: found.namespace.isEmpty ? nil : found.namespace)
        let verdict = ScheduleVerdict(found.expression, under: settings, isOfBackup: found.isOfKubeStash)
        if let error = verdict.findings.first(where: { $0.severity == .error }) {
            return ("error: \(error.detail) [\(error.rule)]", false)
        }
        switch planned.timing {
        case .success(let timing):
            let times = times(of: timing)
            return (times.isEmpty ? "none in five years" : times.joined(separator: ", "), true)
        case .failure(let failure): return (failure.silence.text, true)
        }
    }

    private func times(of timing: PlannedSchedule.Timing) -> [String] {
        var times: [String] = []
        var last = start
        while times.count < count, let time = timing.schedule.next(after: last, in: timing.zone) {
            times.append("\(timing.zone.text(of: time)) \(Weekday.short(timing.zone.local(time).date.dayOfWeek))")
            last = time
        }
        return times
    }

    /// Columns as wide as their longest cells.
    private static func table(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row.dropLast(), widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return (cells + [row.last ?? ""]).joined(separator: "  ") + "\n"
        }.joined()
    }
}

extension PlannedSchedule.Silence {
    /// The reason in a few words.
    var text: String {
        switch self {
        case .suspended: "suspended"
        case .variable: "depends on a variable"
        case .unreadable: "cannot be read"
        case .unknownZone(let name): "unknown time zone \(Quoted.text(name, limit: 64))"
        }
    }
}

extension ManifestSchedules.Schedule {
    /// Whether it is of a kind of KubeStash, whose rules then hold, and not of a CronJob.
    var isOfKubeStash: Bool { kind != "CronJob" }
}
