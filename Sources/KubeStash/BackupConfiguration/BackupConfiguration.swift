public import Document

/// A typed view of a BackupConfiguration (`core.kubestash.com/v1alpha1`) in a document, with the fields that the rules
/// use.
///
/// The view contains values of the right type and leaves out all others, which the structural check reports.
public struct BackupConfiguration: Sendable {
    /// A backend, in which backups are stored.
    public struct Backend: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil if it has none.
        public let name: Document.Node?
    }

    /// A session: a schedule with its tasks and repositories.
    public struct Session: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil if it has none.
        public let name: Document.Node?
        /// The index of its cron expression in ``BackupConfiguration/schedules``, nil if it has none.
        let schedule: UInt32?
        /// The tasks of its addon, nil if there are none.
        let tasks: Document.Node?
        /// The indices of its repositories in ``BackupConfiguration/repositories``.
        let repositories: Range<UInt32>
    }

    /// A repository that a session writes to, with the fields that several rules use.
    public struct Repository: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil if it has none.
        public let name: Document.Node?
        /// The name of its backend, nil if it leaves the choice to KubeStash.
        public let backend: Document.Node?
        /// Its directory in the backend, nil if it does not name one.
        let directory: Document.Node?
        /// Whether it refers to an encryption secret.
        let isEncrypted: Bool
        /// The index of its name in ``BackupConfiguration/repositoryNames``, nil if it has no name.
        let namePlace: UInt32?
    }

    /// The document that contains the object.
    public let document: Document
    /// The object.
    public let node: Document.Node
    /// The spec, nil if there is none.
    public let spec: Document.Node?
    /// The namespace of the object, nil if it has none yet.
    let namespace: Document.Node?
    /// The backends, in order.
    public let backends: [Backend]
    /// The names of the backends.
    let backendNames: NodeTable
    /// The first backend without a name, nil if all have one.
    let unnamedBackend: Document.Node?
    /// Whether the list of backends, a backend or its name has the wrong type, so that missing names cannot be told.
    public let hasMalformedBackends: Bool
    /// The sessions, in order.
    public let sessions: [Session]
    /// The cron expressions of all sessions, in order.
    ///
    /// They are not stored in the sessions, where each session without one would take space for it: an object of 3 MiB,
    /// which the API server accepts, can have a million empty sessions.
    let schedules: [ScheduleReading]
    /// The repositories of all sessions, in order, in one array for any number of sessions.
    public let repositories: [Repository]
    /// The names of the repositories.
    let repositoryNames: NodeTable
    /// Whether two repositories have the same name; if not, no rule need compare repositories of one name.
    let hasRepeatedRepositories: Bool

    /// Reads an object.
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

    /// The spec if it leaves the choice of a storage to KubeStash: it is an object and has no backends.
    var specWithoutBackends: Document.Node? {
        guard backends.isEmpty, !hasMalformedBackends else { return nil }
        return spec.flatMap { document.kind(of: $0) == .object ? $0 : nil }
    }

    /// The cron expression of a session, nil if it has none.
    func schedule(of session: Session) -> ScheduleReading? {
        session.schedule.map { schedules[Int($0)] }
    }

    /// The first name that equals that of a repository, in document order; nil if the repository has no name.
    func firstName(like repository: Repository) -> Document.Node? {
        repository.namePlace.map { repositoryNames[Int($0)] }
    }

    /// The repositories of a session.
    func repositories(of session: Session) -> ArraySlice<Repository> {
        repositories[Int(session.repositories.lowerBound)..<Int(session.repositories.upperBound)]
    }

    /// Whether the value is not a list of objects in which each name, if any, is a text.
    private static func isMalformed(_ backends: Document.Node, in document: Document) -> Bool {
        guard document.kind(of: backends) == .array else { return true }
        return document.elements(of: backends).contains { backend in
            document.kind(of: backend) != .object
                || document.present(Names.name, of: backend).map { document.kind(of: $0) != .string } ?? false
        }
    }
}

/// Collects the repositories of all sessions.
private struct Repositories {
    private(set) var all: [BackupConfiguration.Repository] = []
    private(set) var names = NodeTable()
    private(set) var hasRepeatedNames = false
    private let document: Document

    init(in document: Document) {
        self.document = document
    }

    /// Adds the repositories of one session, and returns their indices.
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
