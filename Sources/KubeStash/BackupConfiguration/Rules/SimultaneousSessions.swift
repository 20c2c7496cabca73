internal import Cron
internal import Document
internal import Schema

/// Two sessions should not start at the same minute into the same repository.
///
/// They wait for each other's lock on it, and one may give up.
struct SimultaneousSessions: Rule {
    /// Two sessions that block each other.
    static let info = RuleInfo(
        "simultaneous-sessions", .warning, "two sessions start at the same minute into the same repository")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]

    /// The most sessions that are compared one by one, before their repositories are compared.
    private static let few = 8

    /// Warns of every session that starts together with an earlier one.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard configuration.hasRepeatedRepositories, canMeet(configuration.schedules) else { return }
        var writers = Writers(repositories: configuration.repositoryNames.count)
        // By the index of a session: the last session that was compared with it and does not start together with it, so
        // that two are compared once, even if they share many repositories.
        var compared = [Int](repeating: -1, count: configuration.sessions.count)
        for (index, session) in configuration.sessions.enumerated() {
            guard let schedule = configuration.schedule(of: session), case .success(let value) = schedule.outcome,
                value.canFire
            else { continue }
            var isReported = false
            for repository in configuration.repositories(of: session) {
                guard let name = repository.name, let place = repository.namePlace.map({ Int($0) }) else { continue }
                if !isReported,
                    let other = writers.first(
                        of: place,
                        where: { other in
                            guard other != index, compared[other] != index else { return false }
                            compared[other] = index
                            return configuration.schedule(of: configuration.sessions[other]).map { meets(value, $0) }
                                ?? false
                        })
                {
                    isReported = true
                    let other = configuration.sessions[other]
                    report(schedule.node, meeting: other, in: name, configuration.document, &findings)
                }
                writers.add(index, to: place)
            }
        }
    }

    /// Whether two sessions start at the same minute, into any repositories; always true for many sessions.
    private func canMeet(_ schedules: [ScheduleReading]) -> Bool {
        guard schedules.count <= Self.few else { return true }
        return schedules.indices.contains { later in
            guard case .success(let value) = schedules[later].outcome else { return false }
            return schedules.indices.prefix(later).contains { meets(value, schedules[$0]) }
        }
    }

    private func meets(_ schedule: Schedule, _ other: ScheduleReading) -> Bool {
        guard case .success(let value) = other.outcome else { return false }
        return schedule.coincides(with: value)
    }

    private func report(
        _ schedule: Document.Node, meeting other: BackupConfiguration.Session, in repository: Document.Node,
        _ document: Document, _ findings: inout Findings
    ) {
        let session = other.name.flatMap { document.quotedText(of: $0, limit: 63) }.map { "session \($0)" }
        let name = document.quotedText(of: repository, limit: 63) ?? Quoted.text("")
        findings.report(
            Self.info, .invalid, schedule,
            "\(session ?? "an earlier session") starts at the same minute into repository \(name); one has to wait")
    }
}

/// The sessions that write to each repository, in order.
///
/// They form linked lists in one array, so that a repository needs no array of its own.
private struct Writers {
    private struct Writer {
        let session: Int
        /// The index of the next writer of the same repository.
        var next: Int?
    }

    private struct Chain {
        var first: Int?
        var last: Int?
        var count = 0
    }

    /// The most sessions that are kept for a repository.
    ///
    /// A later session is compared with each of them, so the cost grows with the object and not with its square; in
    /// practice, no repository has as many that never start together.
    private static let most = 64

    private var writers: [Writer] = []
    private var chains: [Chain]

    init(repositories count: Int) {
        chains = Array(repeating: Chain(), count: count)
    }

    /// The first session of a repository that satisfies a condition.
    func first(of repository: Int, where isMeant: (Int) -> Bool) -> Int? {
        var place = chains[repository].first
        while let current = place {
            if isMeant(writers[current].session) { return writers[current].session }
            place = writers[current].next
        }
        return nil
    }

    /// Adds a session to a repository, unless it was the last one added.
    mutating func add(_ session: Int, to repository: Int) {
        let chain = chains[repository]
        guard chain.count < Self.most else { return }
        if let last = chain.last {
            guard writers[last].session != session else { return }
            writers[last].next = writers.count
        }
        chains[repository] = Chain(first: chain.first ?? writers.count, last: writers.count, count: chain.count + 1)
        writers.append(Writer(session: session))
    }
}
