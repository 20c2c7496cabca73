internal import Cron
internal import Document
internal import Kubernetes

/// The part of a BackupConfiguration or a BackupBatch that other objects depend on.
struct PlanFacts: Sendable {
    /// A session that starts by itself.
    struct Run: Sendable {
        /// The name of the session, empty if it has none.
        let session: String
        let schedule: Schedule
    }

    /// The repositories of all sessions.
    let repositories: [PromisedRepository]
    /// The object that is backed up, nil if there is none, or several.
    let target: TargetName?
    /// The sessions that start by themselves; none while it is paused.
    let runs: [Run]
    /// The objects that it names, each once.
    let references: [ObjectName]

    init(
        _ object: Document.Node, of document: Document, as form: BackupConfiguration.Form, _ name: String,
        in namespace: String
    ) {
        let view = BackupConfiguration(object, in: document, as: form)
        repositories = PromisedRepository.all(of: view, named: name, in: namespace)
        target = view.targetName(in: namespace)
        runs = view.runs.map { run in
            Run(session: run.session.name.flatMap { document.string($0) } ?? "", schedule: run.schedule)
        }
        references = view.names(in: namespace)
    }
}

extension BackupConfiguration {
    /// The object that is backed up, nil if there is none, or several.
    func targetName(in namespace: String) -> TargetName? {
        // The sessions of a BackupBatch have several, which tell their repositories apart.
        guard form == .configuration, let spec, let target = document.present(Names.target, of: spec) else {
            return nil
        }
        return TargetName(target, of: document, in: namespace)
    }

    /// The sessions that start by themselves: none while the object is paused, and none that is suspended.
    var runs: [(session: Session, schedule: Schedule, node: Document.Node)] {
        guard let spec, !document.isTrue(Self.paused, of: spec) else { return [] }
        return sessions.compactMap { session in
            guard let reading = schedule(of: session), case .success(let schedule) = reading.outcome,
                reading.timeZonePrefix == nil,
                !(document.parent(of: reading.node).map { document.isTrue(Names.suspend, of: $0) } ?? false)
            else { return nil }
            return (session, schedule, reading.node)
        }
    }

    private static let paused: Key = "paused"
}
