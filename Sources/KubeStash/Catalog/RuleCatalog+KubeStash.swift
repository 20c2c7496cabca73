internal import Schema

extension RuleCatalog {
    /// What KubeStash makes of a BackupConfiguration.
    static let kubeStash: [RuleInfo] = [
        RuleInfo(
            id: RuleID(rawValue: "invalid-schedule"), severity: .error,
            summary: "a schedule that is no cron expression", isMandatory: false),
        RuleInfo(
            id: RuleID(rawValue: "schedule-time-zone"), severity: .error,
            summary: "a schedule that chooses a time zone", isMandatory: false),
        RuleInfo(
            id: RuleID(rawValue: "schedule-never-fires"), severity: .error,
            summary: "a schedule that no date in any year matches", isMandatory: false),
        RuleInfo(
            id: RuleID(rawValue: "unknown-backend"), severity: .error,
            summary: "a repository that names a backend which spec.backends does not have", isMandatory: false),
    ]
}
