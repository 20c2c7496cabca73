public import Document

/// A typed view of a BackupConfiguration (`core.kubestash.com/v1alpha1`) in a document: what the rules ask for.
///
/// The view holds what is of the right type and leaves out the rest, which the structural check reports.
public struct BackupConfiguration: Sendable {
    /// One place where backups go.
    public struct Backend: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil where it has none.
        public let name: Document.Node?
    }

    /// One plan of when and how to back up.
    public struct Session: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil where it has none.
        public let name: Document.Node?
        /// The place of its cron expression in ``BackupConfiguration/schedules``, nil where it has none.
        let schedule: UInt32?
        /// What its addon does, nil where there is nothing.
        let tasks: Document.Node?
        /// The places of what it writes to in ``BackupConfiguration/repositories``.
        let repositories: Range<UInt32>
    }

    /// One repository that a session writes to: what several rules ask for, looked up while the object is at hand.
    public struct Repository: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil where it has none.
        public let name: Document.Node?
        /// The name of its backend, nil where it leaves the choice to KubeStash.
        public let backend: Document.Node?
        /// Where in the backend it is, nil where it does not say.
        let directory: Document.Node?
        /// Whether it names a secret to encrypt with.
        let isEncrypted: Bool
        /// The place of its name in ``BackupConfiguration/repositoryNames``, nil where it has none.
        let namePlace: UInt32?
    }

    /// The document that the object is in.
    public let document: Document
    /// The object.
    public let node: Document.Node
    /// What is wanted, nil where there is nothing.
    public let spec: Document.Node?
    /// The namespace of the object, nil where it has none yet.
    let namespace: Document.Node?
    /// The backends in their order.
    public let backends: [Backend]
    /// The names of the backends.
    let backendNames: NodeTable
    /// The first backend without a name, nil where all have one.
    let unnamedBackend: Document.Node?
    /// Whether a backend, a name of one or the list itself is of the wrong type, so that nobody can say what is missing.
    public let hasMalformedBackends: Bool
    /// The sessions in their order.
    public let sessions: [Session]
    /// The cron expressions of all sessions in their order.
    ///
    /// Sessions would take room for them also where they have none: of empty ones an object of 3 MiB, which the API server
    /// takes, can hold a million.
    let schedules: [ScheduleReading]
    /// The repositories of all sessions in their order, in one piece of memory however many sessions there are.
    public let repositories: [Repository]
    /// The names of the repositories.
    let repositoryNames: NodeTable
    /// Whether two repositories have the same name, without which no rule need look for what they have in common.
    let hasRepeatedRepositories: Bool

    /// Looks at an object.
    public init(_ object: Document.Node, in document: Document) {
        self.document = document
        node = object
        spec = document.present(Names.spec, of: object)
        namespace = document.present(Names.metadata, of: object).flatMap { document.text(Names.namespace, of: $0) }
        let list = spec.flatMap { document.present(Names.backends, of: $0) }
        hasMalformedBackends = list.map { Self.isMalformed($0, in: document) } ?? false
        backends = document.objects(in: list) { Backend(node: $0, name: document.text(Names.name, of: $0)) }
        var names = NodeTable()
        for backend in backends {
            if let name = backend.name { _ = names.insert(name, of: document) }
        }
        backendNames = names
        unnamedBackend = backends.first { $0.name == nil }?.node
        var schedules: [ScheduleReading] = []
        var repositories = Repositories(in: document)
        sessions = document.objects(in: spec.flatMap { document.present(Names.sessions, of: $0) }) { node in
            let scheduler = document.present(Names.scheduler, of: node)
            let schedule = scheduler.flatMap { document.text(Names.schedule, of: $0) }
            if let schedule { schedules.append(ScheduleReading(schedule, in: document)) }
            return Session(
                node: node, name: document.text(Names.name, of: node),
                schedule: schedule.map { _ in UInt32(truncatingIfNeeded: schedules.count - 1) },
                tasks: document.present(Names.addon, of: node).flatMap { document.present(Names.tasks, of: $0) },
                repositories: repositories.add(document.present(Names.repositories, of: node)))
        }
        self.schedules = schedules
        self.repositories = repositories.all
        repositoryNames = repositories.names
        hasRepeatedRepositories = repositories.hasRepeatedNames
    }

    /// The spec where it leaves the choice of a storage to KubeStash: it is an object and has no backends.
    var specWithoutBackends: Document.Node? {
        guard backends.isEmpty, !hasMalformedBackends else { return nil }
        return spec.flatMap { document.kind(of: $0) == .object ? $0 : nil }
    }

    /// The cron expression of a session, nil where it has none.
    func schedule(of session: Session) -> ScheduleReading? {
        session.schedule.map { schedules[Int($0)] }
    }

    /// The first name like that of a repository, in document order; nil where it has none.
    func firstName(like repository: Repository) -> Document.Node? {
        repository.namePlace.map { repositoryNames[Int($0)] }
    }

    /// What a session writes to.
    func repositories(of session: Session) -> ArraySlice<Repository> {
        repositories[Int(session.repositories.lowerBound)..<Int(session.repositories.upperBound)]
    }

    /// Whether something other than a list of objects, each with a text for a name or none.
    private static func isMalformed(_ backends: Document.Node, in document: Document) -> Bool {
        guard document.kind(of: backends) == .array else { return true }
        return document.elements(of: backends).contains { backend in
            document.kind(of: backend) != .object
                || document.present(Names.name, of: backend).map { document.kind(of: $0) != .string } ?? false
        }
    }
}

/// The repositories of all sessions, as they are found.
private struct Repositories {
    private(set) var all: [BackupConfiguration.Repository] = []
    private(set) var names = NodeTable()
    private(set) var hasRepeatedNames = false
    private let document: Document

    init(in document: Document) {
        self.document = document
    }

    /// Adds those of one session, and says where they are.
    mutating func add(_ list: Document.Node?) -> Range<UInt32> {
        let start = UInt32(truncatingIfNeeded: all.count)
        if let list {
            for item in document.elements(of: list) where document.kind(of: item) == .object {
                let name = document.text(Names.name, of: item)
                let known = names.count
                let place = name.map { names.place(of: $0, in: document) }
                if let place, place < known { hasRepeatedNames = true }
                all.append(
                    BackupConfiguration.Repository(
                        node: item, name: name, backend: document.text(Names.backend, of: item),
                        directory: document.text(Names.directory, of: item),
                        isEncrypted: document.present(Names.encryptionSecret, of: item) != nil,
                        namePlace: place.map { UInt32(truncatingIfNeeded: $0) }))
            }
        }
        return start..<UInt32(truncatingIfNeeded: all.count)
    }
}

extension BackupConfiguration.Session {
    /// Whether volume snapshots are all that the session takes: KubeStash cannot encrypt those, nor do they need it.
    func takesOnlySnapshots(in document: Document) -> Bool {
        guard let tasks, !document.isEmptyContainer(tasks) else { return false }
        return document.elements(of: tasks).allSatisfy { task in
            guard let name = document.member(Names.name, of: task) else { return false }
            // The second name is that of older releases, whose tasks are spelt like `LogicalBackup`.
            return document.isString(name, "volume-snapshot") || document.isString(name, "VolumeSnapshot")
        }
    }
}
