internal import Document
internal import Text

/// An object that another one names, by name and namespace.
struct Reference: Sendable {
    let name: Document.Node
    /// The namespace that is meant, nil where it is that of the object that has the reference, said or not.
    ///
    /// So a namespace that all references have in common is not read anew for each of them.
    let namespace: Document.Node?

    /// Whether both mean the same object, of the kind that both are about.
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
    /// The storage behind a repository.
    enum Storage: Sendable {
        /// A BackupStorage.
        case reference(Reference)
        /// That of a backend which does not say which.
        case backend(Document.Node)
        /// The one that KubeStash looks up where there are no backends.
        case `default`
    }

    /// What a field of an object refers to, nil where that is not to be told.
    func reference(_ key: Key, of object: Document.Node) -> Reference? {
        guard let value = document.present(key, of: object), let name = document.text(Names.name, of: value)
        else { return nil }
        let said = document.text(Names.namespace, of: value)
        let isOwn = said.flatMap { said in namespace.map { document.haveSameText(said, $0) } } ?? false
        return Reference(name: name, namespace: isOwn ? nil : said)
    }

    /// The storage behind a repository, nil where it names a backend that is not there or none where it must.
    func storage(of repository: Repository) -> Storage? {
        guard let backend = backend(of: repository) else {
            return backends.isEmpty && repository.backend == nil ? .default : nil
        }
        return reference(Names.storageRef, of: backend).map { .reference($0) } ?? .backend(backend)
    }

    /// Whether two repositories are known to be on one storage.
    func haveSameStorage(_ one: Repository, _ other: Repository) -> Bool {
        switch (storage(of: one), storage(of: other)) {
        case (.reference(let one)?, .reference(let other)?): one.isSame(as: other, in: document)
        case (.backend(let one)?, .backend(let other)?): one == other
        case (.default?, .default?): true
        default: false
        }
    }

    /// The object of the backend that a repository is in, nil where there is none.
    func backend(of repository: Repository) -> Document.Node? {
        if let name = repository.backend {
            return backendNames.first(like: name, of: document).flatMap { document.parent(of: $0) }
        }
        return unnamedBackend
    }
}

/// The storages behind repositories, by numbers: each is read once, however many repositories are on it.
struct StoragePlaces {
    private let configuration: BackupConfiguration
    private var texts = NodeTable()
    /// By the places of the name and of the namespace among the texts.
    private var places: [UInt64: Int] = [:]
    private var ofBackends: [Document.Node: Int] = [:]
    private var count = 1

    /// Begins without a storage.
    init(_ configuration: BackupConfiguration) {
        self.configuration = configuration
    }

    /// The number of the storage behind a repository, nil where there is none.
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
