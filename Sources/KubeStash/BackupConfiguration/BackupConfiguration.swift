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
    /// The backends in their order.
    public let backends: [Backend]
    /// Whether a backend, a name of one or the list itself is of the wrong type, so that nobody can say what is missing.
    public let hasMalformedBackends: Bool
    /// The sessions in their order.
    public let sessions: [Session]

    /// Looks at an object.
    public init(_ object: Document.Node, in document: Document) {
        self.document = document
        let reader = Reader(document: document)
        let spec = document.present(Names.spec, of: object)
        let backends = spec.flatMap { document.present(Names.backends, of: $0) }
        hasMalformedBackends = backends.map(reader.isMalformed) ?? false
        self.backends = reader.objects(in: backends).map { Backend(node: $0, name: reader.text(Names.name, of: $0)) }
        sessions = reader.objects(in: spec.flatMap { document.present(Names.sessions, of: $0) }).map(reader.session)
    }
}

/// The keys that the view looks up, hashed once.
enum Names {
    static let spec: Key = "spec"
    static let backends: Key = "backends"
    static let sessions: Key = "sessions"
    static let repositories: Key = "repositories"
    static let scheduler: Key = "scheduler"
    static let schedule: Key = "schedule"
    static let backend: Key = "backend"
    static let name: Key = "name"
}

private struct Reader {
    let document: Document

    func session(_ node: Document.Node) -> BackupConfiguration.Session {
        let scheduler = document.present(Names.scheduler, of: node)
        return BackupConfiguration.Session(
            node: node, name: text(Names.name, of: node),
            schedule: scheduler.flatMap { text(Names.schedule, of: $0) }.map { ScheduleReading($0, in: document) },
            repositories: objects(in: document.present(Names.repositories, of: node)).map(repository))
    }

    func repository(_ node: Document.Node) -> BackupConfiguration.Repository {
        BackupConfiguration.Repository(
            node: node, name: text(Names.name, of: node), backend: text(Names.backend, of: node))
    }

    /// Whether something other than a list of objects, each with a text for a name or none.
    func isMalformed(_ backends: Document.Node) -> Bool {
        guard document.kind(of: backends) == .array else { return true }
        return document.elements(of: backends).contains { backend in
            document.kind(of: backend) != .object
                || document.present(Names.name, of: backend).map { document.kind(of: $0) != .string } ?? false
        }
    }

    /// The items of a list that are objects.
    func objects(in list: Document.Node?) -> [Document.Node] {
        guard let list else { return [] }
        return document.elements(of: list).filter { document.kind(of: $0) == .object }
    }

    /// A field's text, nil where it is missing, empty or no text.
    func text(_ key: Key, of object: Document.Node) -> Document.Node? {
        guard let value = document.member(key, of: object), document.kind(of: value) == .string,
            !document.isEmptyString(value)
        else { return nil }
        return value
    }
}
