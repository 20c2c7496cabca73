internal import Cron
public import Schema

/// Two backups should not start within five minutes of each other.
///
/// Each starts a Job with Pods, and takes a lock on the repository; the next one comes while the last is still busy.
public struct FrequentSchedule: Rule {
    /// `frequent-schedule`.
    public var id: RuleID { .frequentSchedule }

    /// The shortest time in seconds that is not warned of.
    static let shortest: Int64 = 300

    /// Makes the rule.
    public init() {}

    /// Warns of every schedule that fires twice in less than five minutes.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome,
                let seconds = value.shortestInterval(below: Self.shortest)
            else { continue }
            let interval =
                seconds % 60 == 0 ? "\(seconds / 60) minute\(seconds == 60 ? "" : "s")" : "\(seconds) seconds"
            findings.report(
                id, .invalid, schedule.node,
                "starts two backups within \(interval); the later one may find the earlier still running",
                severity: .warning)
        }
    }
}
