internal import Cron
internal import Document
internal import Schema

/// A session may not run more often than the policy allows, nor may several together that do the same.
struct PolicyMinInterval: Rule {
    /// A session runs more often than the policy allows.
    static let info = RuleInfo(
        "policy-min-interval", .error, "a session runs more often than the policy's minimumInterval")

    /// Reports every schedule with two runs that are closer, and every one with a run that is closer to that of another
    /// session which runs the same task into the same repository.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let seconds = context.settings.parameters.minimumInterval else { return }
        let demand = "the policy requires at least \(PolicyInterval.text(seconds)) between two runs"
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome,
                let shortest = value.shortestInterval(below: seconds)
            else { continue }
            findings.report(
                Self.info, .invalid, schedule.node, "runs again after \(PolicyInterval.text(shortest)), and \(demand)")
        }
        guard configuration.hasRepeatedRepositories else { return }
        var together = SessionsTogether(configuration, below: seconds)
        for (index, session) in configuration.sessions.enumerated() {
            guard let schedule = configuration.schedule(of: session), case .success(let value) = schedule.outcome,
                value.canFire, value.shortestInterval(below: seconds) == nil,
                let problem = together.add(index, value)
            else { continue }
            findings.report(Self.info, .invalid, schedule.node, "\(explain(problem, configuration)), and \(demand)")
        }
    }

    private func explain(_ problem: SessionsTogether.Problem, _ configuration: BackupConfiguration) -> String {
        let excess = "which is more than this check compares"
        switch problem {
        case .close(let session, let seconds):
            let name = configuration.sessions[session].name.flatMap {
                configuration.document.quotedText(of: $0, limit: 63)
            }
            return
                "\(name.map { "session \($0)" } ?? "an earlier session") runs the same task into the same repository "
                + "\(PolicyInterval.text(seconds)) apart"
        case .tooManySchedules:
            return
                "more than \(TaskWriters.mostSchedules) different schedules run one task into one repository, \(excess)"
        case .tooManyPairs:
            return
                "more than \(SchedulePairs.mostPairs) pairs of different schedules run one task into one repository, "
                + excess
        case .tooManyWriters:
            return "more than \(TaskWriters.most) times a session runs a task into a repository, \(excess)"
        }
    }
}
