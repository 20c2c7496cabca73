public import Document

/// A typed view of a BackupConfiguration (`core.kubestash.com/v1alpha1`) in a document: what the rules ask for.
///
/// The view holds what is of the right type and leaves out the rest, which the structural check reports.
public struct BackupConfiguration: Sendable {
    /// The API group of the kind.
    public static let group = "core.kubestash.com"
    /// The version of the kind that is checked here.
    public static let version = "v1alpha1"
    /// The name of the kind.
    public static let kind = "BackupConfiguration"

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
        /// The cron expression of its scheduler, nil where there is none.
        let schedule: ScheduleReading?
        /// Where it writes to.
        public let repositories: [Repository]
    }

    /// One repository that a session writes to.
    public struct Repository: Sendable {
        /// The object in the list.
        public let node: Document.Node
        /// Its name, nil where it has none.
        public let name: Document.Node?
        /// The name of its backend, nil where it leaves the choice to KubeStash.
        public let backend: Document.Node?
    }

    /// The document that the object is in.
    public let document: Document
    /// The object.
    public let node: Document.Node
    /// What is wanted, nil where there is nothing.
    public let spec: Document.Node?
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

    /// Looks at an object.
    public init(_ object: Document.Node, in document: Document) {
        self.document = document
        node = object
        spec = document.present(Names.spec, of: object)
        let list = spec.flatMap { document.present(Names.backends, of: $0) }
        hasMalformedBackends = list.map { Self.isMalformed($0, in: document) } ?? false
        backends = document.objects(in: list) { Backend(node: $0, name: document.text(Names.name, of: $0)) }
        var names = NodeTable()
        for backend in backends {
            if let name = backend.name { _ = names.insert(name, of: document) }
        }
        backendNames = names
        unnamedBackend = backends.first { $0.name == nil }?.node
        sessions = document.objects(in: spec.flatMap { document.present(Names.sessions, of: $0) }) {
            Session($0, in: document)
        }
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

extension BackupConfiguration.Session {
    fileprivate init(_ node: Document.Node, in document: Document) {
        let scheduler = document.present(Names.scheduler, of: node)
        self.init(
            node: node, name: document.text(Names.name, of: node),
            schedule: scheduler.flatMap { document.text(Names.schedule, of: $0) }.map {
                ScheduleReading($0, in: document)
            },
            repositories: document.objects(in: document.present(Names.repositories, of: node)) {
                BackupConfiguration.Repository(
                    node: $0, name: document.text(Names.name, of: $0), backend: document.text(Names.backend, of: $0))
            })
    }

    /// Whether volume snapshots are all that the session takes: KubeStash cannot encrypt those, nor do they need it.
    func takesOnlySnapshots(in document: Document) -> Bool {
        let tasks = document.present(Names.addon, of: node).flatMap { document.present(Names.tasks, of: $0) }
        guard let tasks, !document.isEmptyContainer(tasks) else { return false }
        return document.elements(of: tasks).allSatisfy { task in
            guard let name = document.member(Names.name, of: task) else { return false }
            // The second name is that of older releases, whose tasks are spelt like `LogicalBackup`.
            return document.isString(name, "volume-snapshot") || document.isString(name, "VolumeSnapshot")
        }
    }
}
