public import Document
internal import Schema

/// A typed view of a BackupConfiguration (`core.kubestash.com/v1alpha1`) in a document, with the fields that the rules
/// use; or of an object that has backends and sessions like one.
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

    /// The kinds of objects that have backends and sessions.
    enum Form: Sendable {
        /// A BackupConfiguration.
        case configuration
        /// A BackupBlueprint, whose template has them, with variables in its texts.
        case blueprint
        /// A BackupBatch, whose sessions have several targets, each with an Addon and repositories.
        case batch

        /// The kind.
        var kind: String {
            switch self {
            case .configuration: "BackupConfiguration"
            case .blueprint: "BackupBlueprint"
            case .batch: "BackupBatch"
            }
        }

        /// The path of the backends.
        var backendsPath: String {
            self == .blueprint ? "spec.backupConfigurationTemplate.backends" : "spec.backends"
        }
    }

    /// A session, with a schedule.
    public struct Session: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil if it has none.
        public let name: Document.Node?
        /// The index of its cron expression in ``BackupConfiguration/schedules``, nil if it has none.
        let schedule: UInt32?
    }

    /// The work of a session: the tasks of an Addon, and the repositories that their data goes to.
    ///
    /// A session of a BackupConfiguration has exactly one, and one of a BackupBatch has one for each target.
    struct Backup: Sendable {
        /// The object that has the Addon and the repositories: the session, or its item for a target.
        let node: Document.Node
        /// The index of its session in ``BackupConfiguration/sessions``.
        let session: UInt32
        /// The tasks of its Addon, nil if there are none.
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
    /// The spec, or the template of a blueprint; nil if there is none.
    public let spec: Document.Node?
    /// The kind of the object.
    let form: Form
    /// The namespace of the object, nil if it has none yet, or if it is not that of the backups.
    let namespace: Document.Node?
    /// The backends, in order.
    public let backends: [Backend]
    /// The names of the backends.
    let backendNames: NodeTable
    /// The first backend without a name, nil if all have one.
    let unnamedBackend: Document.Node?
    /// Whether the list of backends, a backend or its name has the wrong type or a variable, so that missing names cannot
    /// be told.
    public let hasMalformedBackends: Bool
    /// The sessions, in order.
    public let sessions: [Session]
    /// The work of all sessions, in order.
    let backups: [Backup]
    /// The names of the targets of a BackupBatch.
    let targetNames: NodeTable
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

    /// How many schedules and repositories there usually are at most, so that collecting them allocates once.
    fileprivate static let usualCount = 4

    /// Reads an object.
    public init(_ object: Document.Node, in document: Document) {
        self.init(object, in: document, as: .configuration)
    }

    /// Reads an object of a kind.
    init(_ object: Document.Node, in document: Document, as form: Form) {
        self.document = document
        self.form = form
        node = object
        let spec = document.present(Names.spec, of: object)
        self.spec = form == .blueprint ? spec.flatMap { document.present(Names.template, of: $0) } : spec
        namespace =
            form == .blueprint
            ? nil : document.present(Names.metadata, of: object).flatMap { document.text(Names.namespace, of: $0) }
        let list = self.spec.flatMap { document.present(Names.backends, of: $0) }
        hasMalformedBackends = list.map { Self.isMalformed($0, in: document, as: form) } ?? false
        backends = document.objects(in: list) { Backend(node: $0, name: document.text(Names.name, of: $0)) }
        backendNames = NodeTable(backends.lazy.compactMap(\.name), of: document)
        unnamedBackend = backends.first { $0.name == nil }?.node
        var schedules: [ScheduleReading] = []
        schedules.reserveCapacity(Self.usualCount)
        let items = self.spec.flatMap { document.present(Names.sessions, of: $0) }
        sessions = document.objects(in: items) { node in
            let scheduler = document.present(Names.scheduler, of: node)
            let schedule = scheduler.flatMap { document.text(Names.schedule, of: $0) }
            if let schedule { schedules.append(ScheduleReading(schedule, in: document)) }
            return Session(
                node: node, name: document.text(Names.name, of: node),
                schedule: schedule.map { _ in UInt32(truncatingIfNeeded: schedules.count - 1) })
        }
        self.schedules = schedules
        let targets = form == .batch ? self.spec.flatMap { document.present(Names.targets, of: $0) } : nil
        targetNames = NodeTable(
            document.objects(in: targets) { $0 }.lazy.compactMap { document.text(Names.name, of: $0) }, of: document)
        var backups = Backups(in: document)
        backups.add(sessions, as: form)
        self.backups = backups.all
        repositories = backups.repositories
        repositoryNames = backups.names
        hasRepeatedRepositories = backups.hasRepeatedNames
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

    /// The object that is backed up, nil if there is none.
    func target(of backup: Backup) -> Document.Node? {
        guard form == .batch else { return spec.flatMap { document.present(Names.target, of: $0) } }
        return document.text(Names.name, of: backup.node)
            .flatMap { targetNames.first(like: $0, of: document) }
            .flatMap { document.parent(of: $0) }.flatMap { document.present(Names.appRef, of: $0) }
    }

    /// The session that takes a backup.
    func session(of backup: Backup) -> Session {
        sessions[Int(backup.session)]
    }

    /// The repositories of a backup.
    func repositories(of backup: Backup) -> ArraySlice<Repository> {
        repositories[Int(backup.repositories.lowerBound)..<Int(backup.repositories.upperBound)]
    }

    /// The session that a repository is in.
    func session(of repository: Document.Node) -> Document.Node? {
        let owner = document.parent(of: repository).flatMap { document.parent(of: $0) }
        guard form == .batch else { return owner }
        return owner.flatMap { document.parent(of: $0) }.flatMap { document.parent(of: $0) }
    }

    /// Whether the value is not a list of objects in which each name, if any, is a text without a variable.
    private static func isMalformed(_ backends: Document.Node, in document: Document, as form: Form) -> Bool {
        guard document.kind(of: backends) == .array else { return true }
        return document.elements(of: backends).contains { backend in
            guard document.kind(of: backend) == .object else { return true }
            guard let name = document.present(Names.name, of: backend) else { return false }
            return document.kind(of: name) != .string || form == .blueprint && document.hasVariable(name)
        }
    }
}

/// Collects what all sessions do, and their repositories.
private struct Backups {
    private(set) var all: [BackupConfiguration.Backup] = []
    private(set) var repositories: [BackupConfiguration.Repository] = []
    private(set) var names = NodeTable()
    private(set) var hasRepeatedNames = false
    private let document: Document

    init(in document: Document) {
        self.document = document
    }

    /// Adds what the sessions do.
    mutating func add(_ sessions: [BackupConfiguration.Session], as form: BackupConfiguration.Form) {
        all.reserveCapacity(sessions.count)
        repositories.reserveCapacity(BackupConfiguration.usualCount)
        var index: UInt32 = 0
        for session in sessions {
            if form == .batch {
                for item in document.objects(in: document.present(Names.targets, of: session.node), { $0 }) {
                    add(item, of: index)
                }
            } else {
                add(session.node, of: index)
            }
            index &+= 1
        }
    }

    private mutating func add(_ node: Document.Node, of session: UInt32) {
        all.append(
            BackupConfiguration.Backup(
                node: node, session: session,
                tasks: document.present(Names.addon, of: node).flatMap { document.present(Names.tasks, of: $0) },
                repositories: add(document.present(Names.repositories, of: node))))
    }

    /// Adds the repositories of one backup, and returns their indices.
    private mutating func add(_ list: Document.Node?) -> Range<UInt32> {
        let start = UInt32(truncatingIfNeeded: repositories.count)
        if let list {
            for item in document.elements(of: list) where document.kind(of: item) == .object {
                let name = document.text(Names.name, of: item)
                let known = names.count
                let place = name.map { names.place(of: $0, in: document) }
                if let place, place < known { hasRepeatedNames = true }
                repositories.append(
                    BackupConfiguration.Repository(
                        node: item, name: name, backend: document.text(Names.backend, of: item),
                        directory: document.text(Names.directory, of: item),
                        isEncrypted: document.present(Names.encryptionSecret, of: item) != nil,
                        namePlace: place.map { UInt32(truncatingIfNeeded: $0) }))
            }
        }
        return start..<UInt32(truncatingIfNeeded: repositories.count)
    }
}
