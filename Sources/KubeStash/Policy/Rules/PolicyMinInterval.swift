internal import Cron
internal import Document
internal import Schema

/// A session may not run more often than the policy allows, nor may several together that do the same.
struct PolicyMinInterval: Rule {
    /// `policy-min-interval`.
    var id: RuleID { .policyMinInterval }

    /// The shortest time in seconds from one run to the next.
    let seconds: Int64

    /// Most sessions that may run one task into one repository, each of which is compared with all others: a plan of
    /// hours, days, weeks, months and years has five.
    static let mostSessions = 32

    /// Reports every schedule with two runs that are closer, and every one with a run that is closer to that of another
    /// session which runs the same task into the same repository.
    func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        for schedule in configuration.schedules {
            guard case .success(let value) = schedule.outcome,
                let shortest = value.shortestInterval(below: seconds)
            else { continue }
            findings.report(
                id, .invalid, schedule.node, "runs again after \(PolicyInterval.text(shortest)), and \(demand)")
        }
        if configuration.hasRepeatedRepositories { checkTogether(configuration, &findings) }
    }

    private func checkTogether(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let work = SessionTasks(configuration)
        var writers = [[Int]](repeating: [], count: configuration.repositoryNames.count)
        for (index, session) in configuration.sessions.enumerated() {
            guard let schedule = configuration.schedule(of: session), case .success(let value) = schedule.outcome,
                value.canFire, value.shortestInterval(below: seconds) == nil
            else { continue }
            for repository in configuration.repositories(of: session) {
                guard let place = repository.namePlace.map({ Int($0) }), writers[place].last != index else { continue }
                let others = writers[place].filter { work.haveCommonTask($0, index) }
                if let problem = problem(of: value, with: others, configuration) {
                    findings.report(id, .invalid, schedule.node, problem)
                    break
                }
                writers[place].append(index)
            }
        }
    }

    /// What to say of a schedule beside those of other sessions, nil where all is well.
    private func problem(
        of schedule: Schedule, with others: [Int], _ configuration: BackupConfiguration
    ) -> String? {
        guard others.count < Self.mostSessions else {
            return "more than \(Self.mostSessions) sessions run one task into one repository, and \(demand)"
        }
        for other in others {
            let session = configuration.sessions[other]
            guard case .success(let value) = configuration.schedule(of: session)?.outcome,
                let shortest = schedule.shortestInterval(to: value, below: seconds)
            else { continue }
            let name = session.name.flatMap { configuration.document.string($0) }
            return "\(name.map { "session \(Quoted.text($0, limit: 63))" } ?? "an earlier session") runs the same task "
                + "into the same repository \(PolicyInterval.text(shortest)) apart, and \(demand)"
        }
        return nil
    }

    private var demand: String {
        "the policy wants at least \(PolicyInterval.text(seconds)) between two runs"
    }
}

/// Which tasks of which addons the sessions run.
private struct SessionTasks {
    private struct Work {
        var addon: Int?
        var tasks: Set<Int> = []
    }

    private let all: [Work]

    init(_ configuration: BackupConfiguration) {
        let document = configuration.document
        var names = NodeTable()
        all = configuration.sessions.map { session in
            guard let tasks = session.tasks else { return Work() }
            var work = Work()
            work.addon = document.parent(of: tasks).flatMap { document.text(Names.name, of: $0) }
                .map { names.place(of: $0, in: document) }
            for task in document.elements(of: tasks) {
                if let name = document.text(Names.name, of: task) {
                    work.tasks.insert(names.place(of: name, in: document))
                }
            }
            return work
        }
    }

    func haveCommonTask(_ one: Int, _ other: Int) -> Bool {
        all[one].addon == all[other].addon && !all[one].tasks.isDisjoint(with: all[other].tasks)
    }
}
