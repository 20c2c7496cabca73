internal import Document

/// An object that another one names, by name and namespace.
struct Reference: Sendable {
    let name: Document.Node
    /// The namespace that is meant, nil where neither the reference nor the object that has it says one.
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

        func isSame(as other: Storage, in document: Document) -> Bool {
            switch (self, other) {
            case (.reference(let one), .reference(let other)): one.isSame(as: other, in: document)
            case (.backend(let one), .backend(let other)): one == other
            case (.default, .default): true
            default: false
            }
        }

        func hash(into hasher: inout Hasher, in document: Document) {
            switch self {
            case .reference(let reference): reference.hash(into: &hasher, in: document)
            case .backend(let node): hasher.combine(node)
            case .default: break
            }
        }
    }

    /// What a field of an object refers to, nil where that is not to be told.
    func reference(_ key: Key, of object: Document.Node) -> Reference? {
        guard let value = document.present(key, of: object), let name = document.text(Names.name, of: value)
        else { return nil }
        return Reference(name: name, namespace: document.text(Names.namespace, of: value) ?? namespace)
    }

    /// The namespace of the object, nil where it has none yet.
    var namespace: Document.Node? {
        document.present(Names.metadata, of: node).flatMap { document.text(Names.namespace, of: $0) }
    }

    /// The storage behind a repository, nil where it names a backend that is not there or none where it must.
    func storage(of repository: Repository) -> Storage? {
        guard let backend = backend(of: repository) else {
            return backends.isEmpty && repository.backend == nil ? .default : nil
        }
        return reference(Names.storageRef, of: backend).map { .reference($0) } ?? .backend(backend)
    }

    /// The object of the backend that a repository is in, nil where there is none.
    func backend(of repository: Repository) -> Document.Node? {
        if let name = repository.backend {
            return backendNames.first(like: name, of: document).flatMap { document.parent(of: $0) }
        }
        return unnamedBackend
    }
}
