internal import Document
internal import Text

/// A reference to another object, by name and namespace.
struct Reference: Sendable {
    let name: Document.Node
    /// The namespace of the object, nil if it is that of the object with the reference, stated or not.
    ///
    /// So a namespace that all references share is not read again for each of them.
    let namespace: Document.Node?

    /// Whether both refer to the same object, given that both refer to the same kind.
    func isSame(as other: Reference, in document: Document) -> Bool {
        guard document.haveSameText(name, other.name) else { return false }
        switch (namespace, other.namespace) {
        case (let one?, let other?): return document.haveSameText(one, other)
        case (nil, nil): return true
        default: return false
        }
    }

    func hash(into hasher: inout Hasher, in document: Document) {
        document.withUTF8(of: name) { hasher.combine($0) }
        if let namespace { document.withUTF8(of: namespace) { hasher.combine($0) } }
    }
}

extension BackupConfiguration {
    /// The storage of a repository.
    enum Storage: Sendable {
        /// A BackupStorage.
        case reference(Reference)
        /// The storage of a backend that does not name one.
        case backend(Document.Node)
        /// The default storage that KubeStash looks up if there are no backends.
        case `default`
    }

    /// The reference in a field of an object, nil if it is missing or malformed.
    func reference(_ key: Key, of object: Document.Node) -> Reference? {
        guard let value = document.present(key, of: object), let name = document.text(Names.name, of: value)
        else { return nil }
        let said = document.text(Names.namespace, of: value)
        let isOwn = said.flatMap { said in namespace.map { document.haveSameText(said, $0) } } ?? false
        return Reference(name: name, namespace: isOwn ? nil : said)
    }

    /// The storage of a repository, nil if the repository's backend is unknown, or missing although it is required.
    func storage(of repository: Repository) -> Storage? {
        guard let backend = backend(of: repository) else {
            return backends.isEmpty && repository.backend == nil ? .default : nil
        }
        return reference(Names.storageRef, of: backend).map { .reference($0) } ?? .backend(backend)
    }

    /// Whether two repositories are known to have the same storage.
    func haveSameStorage(_ one: Repository, _ other: Repository) -> Bool {
        switch (storage(of: one), storage(of: other)) {
        case (.reference(let one)?, .reference(let other)?): one.isSame(as: other, in: document)
        case (.backend(let one)?, .backend(let other)?): one == other
        case (.default?, .default?): true
        default: false
        }
    }

    /// The backend of a repository as an object, nil if there is none.
    func backend(of repository: Repository) -> Document.Node? {
        if let name = repository.backend {
            return backendNames.first(like: name, of: document).flatMap { document.parent(of: $0) }
        }
        return unnamedBackend
    }
}

/// The storages of repositories as numbers: each is read once, for any number of repositories that use it.
struct StoragePlaces {
    private let configuration: BackupConfiguration
    private var texts = NodeTable()
    /// The numbers of the storages, by the indices of name and namespace among the texts.
    private var places: [UInt64: Int] = [:]
    private var ofBackends: [Document.Node: Int] = [:]
    private var count = 1

    /// Makes an empty table.
    init(_ configuration: BackupConfiguration) {
        self.configuration = configuration
    }

    /// The number of a repository's storage, nil if there is none.
    mutating func place(of repository: BackupConfiguration.Repository) -> Int? {
        guard let storage = configuration.storage(of: repository) else { return nil }
        guard let backend = configuration.backend(of: repository) else { return 0 }
        if let known = ofBackends[backend] { return known }
        let document = configuration.document
        var place = count
        if case .reference(let reference) = storage {
            let name = UInt64(truncatingIfNeeded: texts.place(of: reference.name, in: document)) << 32
            let namespace = reference.namespace.map {
                UInt64(truncatingIfNeeded: texts.place(of: $0, in: document) + 1)
            }
            place = places[name | (namespace ?? 0)] ?? count
            places[name | (namespace ?? 0)] = place
        }
        count = max(count, place + 1)
        ofBackends[backend] = place
        return place
    }
}
