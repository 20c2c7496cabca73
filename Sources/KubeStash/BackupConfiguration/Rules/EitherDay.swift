internal import Cron
public import Schema

/// Where neither day field has a star, a day that matches one of them is enough: `0 0 13 * 5` is every 13th and every
/// Friday, not Friday the 13th.
public struct EitherDay: Rule {
    /// `either-day`.
    public var id: RuleID { .eitherDay }

    /// Makes the rule.
    public init() {}

    /// Warns of every such schedule.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome, value.canFire, value.firesOnEitherDay else { continue }
            findings.report(
                id, .invalid, schedule.node,
                "fires on days that match the day of month or the day of week, not only on those that match both",
                severity: .warning)
        }
    }
}
