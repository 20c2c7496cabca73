internal import Cron
internal import Document
public import Schema

/// A step that leads beyond its range matches the first value only: `*/90 * * * *` is once an hour, not every 90 minutes.
public struct OversizedSteps: Rule {
    /// `oversized-step`.
    public var id: RuleID { .oversizedStep }

    /// Makes the rule.
    public init() {}

    /// Warns of every schedule with such a step.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules where schedule.timeZonePrefix == nil {
            guard case .success = schedule.outcome,
                let step = configuration.document.withUTF8(of: schedule.node, { OversizedStep(in: $0) })
            else { continue }
            findings.report(
                id, .invalid, schedule.node,
                "\(step.field) \(Quoted.text(step.item, limit: 32)) matches \(step.value) only: its step leads beyond "
                    + "the last value at once",
                severity: .warning)
        }
    }
}
