internal import Cron
internal import Document
public import Schema

/// Two sessions should not start at the same minute into the same repository.
///
/// They wait for each other's lock on it, and one may give up.
public struct SimultaneousSessions: Rule {
    /// `simultaneous-sessions`.
    public var id: RuleID { .simultaneousSessions }

    /// Most earlier sessions of a repository that one is compared with, so that the cost grows with the object and not
    /// with its square; nobody has as many that never meet.
    private static let mostCompared = 64

    /// Up to this many sessions are compared one by one, which takes no memory, before anybody asks where they write to.
    private static let few = 8

    /// Makes the rule.
    public init() {}

    /// Warns of every session that meets an earlier one.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard canMeet(configuration.sessions) else { return }
        let document = configuration.document
        var names = NodeTable()
        // By the first mention of a repository: the sessions that write to it.
        var writers: [Document.Node: [Int]] = [:]
        for (index, session) in configuration.sessions.enumerated() {
            guard let schedule = session.schedule, case .success(let value) = schedule.outcome, value.canFire
            else { continue }
            var isReported = false
            for name in session.repositories.lazy.compactMap(\.name) {
                let repository = names.insert(name, of: document) ?? name
                let earlier = writers[repository, default: []]
                if !isReported,
                    let other = earlier.first(where: { $0 != index && meets(value, configuration.sessions[$0]) })
                {
                    isReported = true
                    report(schedule.node, meeting: configuration.sessions[other], in: name, document, &findings)
                }
                if earlier.count < Self.mostCompared, earlier.last != index {
                    writers[repository, default: []].append(index)
                }
            }
        }
    }

    /// Whether two sessions start at the same minute, into whatever repositories; of many it is taken for granted.
    private func canMeet(_ sessions: [BackupConfiguration.Session]) -> Bool {
        guard sessions.count <= Self.few else { return true }
        return sessions.indices.contains { later in
            guard case .success(let value)? = sessions[later].schedule?.outcome else { return false }
            return sessions.indices.prefix(later).contains { meets(value, sessions[$0]) }
        }
    }

    private func meets(_ schedule: Schedule, _ other: BackupConfiguration.Session) -> Bool {
        guard case .success(let value)? = other.schedule?.outcome else { return false }
        return schedule.coincides(with: value)
    }

    private func report(
        _ schedule: Document.Node, meeting other: BackupConfiguration.Session, in repository: Document.Node,
        _ document: Document, _ findings: inout Findings
    ) {
        let session = other.name.flatMap { document.string($0) }.map { "session \(Quoted.text($0, limit: 63))" }
        let name = Quoted.text(document.string(repository) ?? "", limit: 63)
        findings.report(
            id, .invalid, schedule,
            "\(session ?? "an earlier session") starts at the same minute into repository \(name); one has to wait",
            severity: .warning)
    }
}
