internal import Cron
internal import Document
internal import Kubernetes

/// The part of a BackupConfiguration or a BackupBatch that other objects depend on.
struct PlanFacts: Sendable {
    /// Sessions that start by themselves at the same times.
    struct Start: Hashable, Sendable {
        /// An object that they put load on.
        let loaded: LoadedObject
        let schedule: Schedule
    }

    /// The names of the sessions.
    let sessions: [String]
    /// The repositories of all sessions.
    let repositories: [PromisedRepository]
    /// The sessions that start by themselves, each schedule once for an object; none while it is paused.
    let starts: [Start]
    /// The objects that it names, each once.
    let references: [ObjectName]

    init(
        _ object: Document.Node, of document: Document, as form: BackupConfiguration.Form, _ name: String,
        in namespace: String
    ) {
        let view = BackupConfiguration(object, in: document, as: form)
        sessions = view.sessions.compactMap { $0.name.flatMap { document.string($0) } }
        repositories = PromisedRepository.all(of: view, named: name, in: namespace)
        starts =
            view.starts(in: namespace) { view.loadedTargets(of: $0, $1) + view.loadedStorages(of: $0, $1) }
            .map { Start(loaded: $0.loaded, schedule: $0.run.schedule) }
            .eachOnce
        references = view.names(in: namespace)
    }
}

/// An object that backups put load on: one that is read, or a storage that is written to.
enum LoadedObject: Hashable, TableKey {
    case target(TargetName)
    case storage(ObjectName)

    func combine(into hash: inout TextHash) {
        switch self {
        case .target(let name): name.combine(into: &hash)
        case .storage(let name): name.combine(into: &hash)
        }
    }
}

extension BackupConfiguration {
    /// A session that starts by itself.
    struct Run {
        let schedule: Schedule
        /// The text of the schedule.
        let node: Document.Node
    }

    /// The object that is backed up, nil if there is none, or several.
    func targetName(in namespace: String) -> TargetName? {
        // The sessions of a BackupBatch have several, which tell their repositories apart.
        guard form == .configuration, let spec, let target = document.present(Names.target, of: spec) else {
            return nil
        }
        return TargetName(target, of: document, in: namespace)
    }

    /// The sessions that start by themselves, with each object that they put load on, once.
    ///
    /// There are none while the object is paused, and none that is suspended.
    ///
    /// - Parameters:
    ///   - namespace: The namespace of the object.
    ///   - loaded: The objects that a backup puts load on, in that namespace.
    /// - Returns: The sessions, in order.
    func starts(
        in namespace: String, _ loaded: (Backup, _ namespace: String) -> [LoadedObject]
    ) -> [(loaded: LoadedObject, run: Run)] {
        guard let spec, !document.isTrue(Self.paused, of: spec) else { return [] }
        var starts: [(loaded: LoadedObject, run: Run)] = []
        // The backups of a session are one after the other.
        var rest = backups[...]
        while let first = rest.first {
            let ofSession = rest.prefix { $0.session == first.session }
            rest = rest[ofSession.endIndex...]
            guard let run = run(of: session(of: first)) else { continue }
            starts += ofSession.flatMap { loaded($0, namespace) }.eachOnce.map { ($0, run) }
        }
        return starts
    }

    private func run(of session: Session) -> Run? {
        guard let reading = schedule(of: session), case .success(let schedule) = reading.outcome,
            reading.timeZonePrefix == nil,
            !(document.parent(of: reading.node).map { document.isTrue(Names.suspend, of: $0) } ?? false)
        else { return nil }
        return Run(schedule: schedule, node: reading.node)
    }

    /// The object that a backup reads.
    func loadedTargets(of backup: Backup, _ namespace: String) -> [LoadedObject] {
        let name = target(of: backup).flatMap { TargetName($0, of: document, in: namespace) }
        return name.map { [.target($0)] } ?? []
    }

    /// The storages that a backup writes to.
    func loadedStorages(of backup: Backup, _ namespace: String) -> [LoadedObject] {
        repositories(of: backup).compactMap { repository in
            backend(of: repository).flatMap {
                ObjectName("BackupStorage", document.present(Names.storageRef, of: $0), of: document, in: namespace)
            }.map { .storage($0) }
        }
    }

    private static let paused: Key = "paused"
}
