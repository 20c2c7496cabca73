internal import Cron
public import Schema

/// A schedule must be a cron expression that Kubernetes can read.
///
/// KubeStash makes a CronJob of it; Kubernetes would refuse that one, and no backup would ever be taken.
public struct InvalidSchedule: Rule {
    /// `invalid-schedule`.
    public var id: RuleID { .invalidSchedule }

    /// Makes the rule.
    public init() {}

    /// Reports every schedule that is none.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .failure(let error) = schedule.outcome else { continue }
            findings.report(id, .invalid, schedule.node, error.message)
        }
    }
}
