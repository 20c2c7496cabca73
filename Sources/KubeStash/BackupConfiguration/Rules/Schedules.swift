internal import Cron
internal import Document
internal import Schema

/// A schedule must be a cron expression that Kubernetes can read.
///
/// KubeStash creates a CronJob with it; Kubernetes would refuse the CronJob, and no backup would ever be taken.
struct InvalidSchedule: Rule {
    /// A schedule that is not a cron expression.
    static let info = RuleInfo(
        "invalid-schedule", .error, "a schedule is no cron expression that Kubernetes can read")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Reports every schedule that cannot be read.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for schedule in configuration.schedules { Self.check(schedule, &findings) }
    }

    /// Reports a schedule that cannot be read.
    static func check(_ schedule: ScheduleReading, _ findings: inout Findings) {
        guard case .failure(let error) = schedule.outcome else { return }
        guard !findings.hasVariables || !findings.document.hasVariable(schedule.node) else {
            return checkDefault(of: schedule, &findings)
        }
        findings.report(
            info, .invalid, schedule.node, error.problem,
            suggestion: error.suggestion.map { .replace(with: $0) })
    }
}

extension InvalidSchedule {
    /// Warns of a schedule with variables that cannot be read if they become their defaults.
    private static func checkDefault(of schedule: ScheduleReading, _ findings: inout Findings) {
        let document = findings.document
        guard let text = document.withUTF8(of: schedule.node, { ReplacedVariables($0) }), text.isKnown else { return }
        do throws(ScheduleError) {
            _ = try Schedule(utf8: text.withDefaults.span)
        } catch {
            let meant = Quoted.text(String(decoding: text.withDefaults, as: UTF8.self), limit: Quoted.limit)
            findings.report(
                info, .invalid, schedule.node, "\(meant), which it is by default: \(error.problem)", isMild: true,
                isLiteral: true)
        }
    }
}

/// A schedule must not choose a time zone.
///
/// The cron parser accepts `TZ=` and `CRON_TZ=`, but Kubernetes' validation of a CronJob refuses any schedule that has
/// the letters `TZ` in it (`validateScheduleFormat` in `pkg/apis/batch/validation`), and KubeStash passes on no time
/// zone.
struct ScheduleTimeZone: Rule {
    /// A schedule with a time zone.
    static let info = RuleInfo(
        "schedule-time-zone", .error, "a schedule chooses a time zone, which Kubernetes refuses")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Reports every schedule with a time zone.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for schedule in configuration.schedules where schedule.mentionsTimeZone { Self.check(schedule, &findings) }
    }

    /// Reports a schedule with a time zone.
    static func check(_ schedule: ScheduleReading, _ findings: inout Findings) {
        guard schedule.mentionsTimeZone else { return }
        if let prefix = schedule.timeZonePrefix {
            findings.report(
                info, .invalid, schedule.node,
                "must not choose a time zone: leave out \(Quoted.text(prefix, limit: 64)); "
                    + "Kubernetes runs backups by the clock of its controller manager, usually UTC")
        } else if case .success = schedule.outcome {
            findings.report(
                info, .invalid, schedule.node, "must not contain \"TZ\": Kubernetes takes it for a time zone")
        }
    }
}

/// A schedule must have a time at which it fires, in some year.
///
/// Kubernetes accepts a schedule such as `0 0 30 2 *`, and then never runs anything. Whether a schedule ever fires
/// depends on the calendar and not on today's date.
struct ScheduleNeverFires: Rule {
    /// A schedule that never fires.
    static let info = RuleInfo(
        "schedule-never-fires", .error, "a schedule that no date of any year matches")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Reports every schedule that never fires.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for schedule in configuration.schedules { Self.check(schedule, &findings) }
    }

    /// Reports a schedule that never fires.
    static func check(_ schedule: ScheduleReading, _ findings: inout Findings) {
        guard case .success(let value) = schedule.outcome, !value.canFire else { return }
        findings.report(info, .invalid, schedule.node, "never fires: no date in any year matches it")
    }
}

/// Two backups should not start within five minutes of each other.
///
/// Each starts a Job with Pods, and locks the repository; the next one comes while the last is still busy.
struct FrequentSchedule: Rule {
    /// A schedule that fires very often.
    static let info = RuleInfo(
        "frequent-schedule", .warning, "a schedule starts two backups in less than five minutes")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// The shortest interval in seconds without a warning.
    static let shortest: Int64 = 300

    /// Warns of every schedule that fires twice in less than five minutes.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        // By index, as the loop over the elements would copy each.
        for index in configuration.schedules.indices {
            guard case .success(let value) = configuration.schedules[index].outcome,
                let seconds = value.shortestInterval(below: Self.shortest)
            else { continue }
            Self.report(configuration.schedules[index], seconds, of: "backups", &findings)
        }
    }

    /// Reports a schedule that fires often.
    ///
    /// - Parameters:
    ///   - schedule: The schedule.
    ///   - seconds: The interval.
    ///   - runs: What it starts, in the plural.
    ///   - findings: The list to report to.
    static func report(
        _ schedule: ScheduleReading, _ seconds: Int64, of runs: String, _ findings: inout Findings
    ) {
        let document = findings.document
        findings.report(
            info, .invalid, schedule.node,
            "starts two \(runs) within \(text(seconds)); the later one may find the earlier still running",
            suggestion: schedule.timeZonePrefix == nil
                ? document.withUTF8(of: schedule.node) { Schedule.withOneMinute($0) }
                    .map { .replace(with: $0) } : nil)
    }

    private static func text(_ seconds: Int64) -> String {
        let (count, unit) = seconds % 60 == 0 ? (seconds / 60, "minute") : (seconds, "second")
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}

/// A step beyond the range matches the first value only: `*/90 * * * *` is once an hour, not every 90 minutes.
struct OversizedSteps: Rule {
    /// A step beyond the range of its field.
    static let info = RuleInfo(
        "oversized-step", .warning, "a step such as */90 leads beyond its range and matches the first value only")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Warns of every schedule with such a step.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        configuration.forEachOversizedStep { Self.report($0, $1, $2, &findings) }
    }

    /// Reports a step that is never made.
    ///
    /// - Parameters:
    ///   - step: A step that is hardly ever made.
    ///   - schedule: Its schedule.
    ///   - node: The text of the schedule.
    ///   - findings: The list to report to.
    static func report(
        _ step: OversizedStep, _ schedule: Schedule, _ node: Document.Node, _ findings: inout Findings
    ) {
        guard step.otherValue == nil else { return }
        let meaning = schedule.explanation
        findings.report(
            info, .invalid, node,
            "\(step.subject) matches \(step.value) only, as its step leads beyond the last value: "
                + "\(meaning.prefix(1).lowercased() + meaning.dropFirst())",
            suggestion: step.suggestion.map { .replace(with: $0) })
    }
}

/// A step that is made once and does not divide its range leads to two distances in turn: `*/35 * * * *` is after 35
/// and after 25 minutes.
struct UnevenSteps: Rule {
    /// A step that is made once.
    static let info = RuleInfo(
        "uneven-step", .warning, "a step such as */35 matches two values only, which are not evenly apart")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Warns of every schedule with such a step.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        configuration.forEachOversizedStep { Self.report($0, $1, $2, &findings) }
    }

    /// Reports a step that is made once, like ``OversizedSteps``.
    static func report(
        _ step: OversizedStep, _ schedule: Schedule, _ node: Document.Node, _ findings: inout Findings
    ) {
        guard let other = step.otherValue else { return }
        findings.report(
            info, .invalid, node,
            "\(step.subject) matches \(step.value) and \(other) only"
                + (step.beginsAgain
                    ? ": after \(other) it begins again at \(step.value), sooner than its step says"
                    : ", as its next step leads beyond the last value"),
            suggestion: step.suggestion.map { .replace(with: $0) })
    }
}

extension OversizedStep {
    /// The part in words.
    fileprivate var subject: String {
        let part = Quoted.text(item, limit: 32)
        return isInList ? "the part \(part) of the \(field)" : "\(field) \(part)"
    }
}

extension BackupConfiguration {
    /// Calls a closure for every schedule that has a step that is hardly ever made.
    fileprivate func forEachOversizedStep(_ body: (OversizedStep, Schedule, Document.Node) -> Void) {
        // Read in place, as a copy of each would count references.
        let readings = schedules.span
        for index in readings.indices {
            guard let step = document.withUTF8(of: readings[index].node, { OversizedStep(in: $0) }),
                readings[index].timeZonePrefix == nil, case .success(let value) = readings[index].outcome
            else { continue }
            body(step, value, readings[index].node)
        }
    }
}

/// If neither day field has a star, a day that matches one of them is enough.
///
/// `0 0 13 * 5` is every 13th and every Friday, not Friday the 13th.
struct EitherDay: Rule {
    /// A schedule with both day fields.
    static let info = RuleInfo(
        "either-day", .warning, "a schedule fires on either its day of month or its day of week")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// Warns of every such schedule.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for schedule in configuration.schedules { Self.check(schedule, &findings) }
    }

    /// Warns of a schedule with both day fields.
    static func check(_ schedule: ScheduleReading, _ findings: inout Findings) {
        guard case .success(let value) = schedule.outcome, value.canFire, value.firesOnEitherDay else { return }
        findings.report(
            info, .invalid, schedule.node,
            "fires on days that match the day of month or the day of week, not only on those that match both")
    }
}
