internal import Document
public import Schema

/// A schedule must not choose a time zone.
///
/// The cron parser would take `TZ=` and `CRON_TZ=`, but Kubernetes' validation of a CronJob refuses any schedule that has
/// the letters `TZ` in it (`validateScheduleFormat` in `pkg/apis/batch/validation`), and KubeStash passes on no time zone.
public struct ScheduleTimeZone: Rule {
    /// `schedule-time-zone`.
    public var id: RuleID { .scheduleTimeZone }

    /// Makes the rule.
    public init() {}

    /// Reports every schedule with a time zone.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules where schedule.mentionsTimeZone {
            if let prefix = schedule.timeZonePrefix {
                findings.report(
                    id, .invalid, schedule.node,
                    "must not choose a time zone: leave out \(Quoted.text(prefix, limit: 64)); "
                        + "Kubernetes runs backups by the clock of its controller manager, usually UTC")
            } else if case .success = schedule.outcome {
                findings.report(
                    id, .invalid, schedule.node, "must not contain \"TZ\": Kubernetes takes it for a time zone")
            }
        }
    }
}
