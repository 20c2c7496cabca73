internal import Cron
public import Schema

/// A schedule must have a time at which it fires, in some year.
///
/// Kubernetes takes a schedule such as `0 0 30 2 *`, and then never runs anything. Whether it ever fires is a fact of the
/// calendar and does not depend on today's date.
public struct ScheduleNeverFires: Rule {
    /// `schedule-never-fires`.
    public var id: RuleID { .scheduleNeverFires }

    /// Makes the rule.
    public init() {}

    /// Reports every schedule that never fires.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome, !value.canFire else { continue }
            findings.report(id, .invalid, schedule.node, "never fires: no date in any year matches it")
        }
    }
}
