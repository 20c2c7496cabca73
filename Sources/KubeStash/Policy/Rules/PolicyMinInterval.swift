internal import Cron
internal import Schema

/// A session may not run more often than the policy allows.
struct PolicyMinInterval: Rule {
    /// `policy-min-interval`.
    var id: RuleID { .policyMinInterval }

    /// The shortest time in seconds from one run to the next.
    let seconds: Int64

    /// Reports every schedule with two runs that are closer.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome,
                let shortest = value.shortestInterval(below: seconds)
            else { continue }
            findings.report(
                id, .invalid, schedule.node,
                "runs again after \(PolicyInterval.text(shortest)), and the policy wants at least "
                    + "\(PolicyInterval.text(seconds)) between two runs")
        }
    }
}
