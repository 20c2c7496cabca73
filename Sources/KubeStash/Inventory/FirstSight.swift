internal import Document
internal import Kubernetes
internal import Text

/// Checks at first sight, which copy no text: nearly every object is far from all others.
extension Inventory {
    /// Whether it is certain that no other object has a repository with one of an object's names, nor in or around one of
    /// its directories.
    ///
    /// - Parameters:
    ///   - configuration: The object.
    ///   - namespace: Its namespace, nil if it is not known.
    /// - Returns: False if it takes a closer look, and always if not all objects are known.
    func isFarFromOthers(_ configuration: BackupConfiguration, in namespace: String?) -> Bool {
        guard let namespace, isCertainOfRepositories else { return false }
        let document = configuration.document
        return configuration.repositories.allSatisfy { repository in
            guard let node = repository.name else { return true }
            let name = ObjectReference("Repository", named: node, of: document, in: namespace)
            guard !index.promises.hasKey(name.hash) else { return false }
            guard let directory = repository.directory, let backend = configuration.backend(of: repository),
                let storage = ObjectReference(
                    "BackupStorage", document.present(Names.storageRef, of: backend), of: document, in: namespace)
            else { return true }
            return document.withUTF8(of: directory) { isEmpty(around: $0, in: storage) }
        }
    }

    /// Whether it is certain that no repository is in a directory of a storage, nor around it.
    private func isEmpty(around directory: Span<UInt8>, in storage: ObjectReference) -> Bool {
        let hash = storage.hash
        let found = index.objects.value(of: hash) { storage.names($0) }
        guard found.count <= 1, var places = way(to: found.first) else { return false }
        var way = Way(hash: hash, depths: index.directoryDepths.value(of: hash) { storage.names($0) })
        if way.meets(index.directories.hasKey) { return false }
        var start = 0
        while start < directory.count {
            let end = directory.firstIndex(of: UInt8(ascii: "/"), in: start..<directory.count) ?? directory.count
            let name = directory.extracting(start..<end)
            start = end + 1
            guard !name.isEmpty else { continue }
            // Such names need to be resolved.
            if name[0] == UInt8(ascii: ".") || name.contains(UInt8(ascii: "$")) { return false }
            way.enter(name)
            places.enter(name)
            if way.meets(index.directories.hasKey) || places.meets(index.places.hasKey) { return false }
        }
        return true
    }

    /// The way to the place of a storage, nil if another one is there or around it, through which the directories in both
    /// can be reached.
    private func way(to storage: KnownObject?) -> Way? {
        guard case .storage(let facts)? = storage?.facts, let place = facts.place else { return Way() }
        let depths = index.placeDepths[place.volume]
        guard depths.total > 1 else { return Way() }
        var way = Way(depths: depths)
        way.enter(place.volume.utf8.span)
        way.depth = 0
        for name in place.path {
            if way.meets(index.places.hasKey) { return nil }
            way.enter(name.utf8.span)
        }
        return index.places.value(of: way.hash) { $0 == place }.count == 1 ? way : nil
    }

    /// Whether it is certain that no session that starts by itself has the target of an object.
    ///
    /// - Parameters:
    ///   - configuration: The object.
    ///   - namespace: Its namespace, nil if it is not known.
    /// - Returns: False if it takes a closer look.
    func isOnlyPlan(of configuration: BackupConfiguration, in namespace: String?) -> Bool {
        guard let namespace,
            let target = configuration.spec.flatMap({
                configuration.document.present(Names.target, of: $0)
            })
        else { return false }
        return !index.starts.hasKey(TargetName.hash(of: target, in: configuration.document, namespace))
    }
}

/// A way through directories, name by name.
private struct Way {
    /// The hash of the names so far.
    private(set) var hash = TextHash()
    /// The number of names so far.
    var depth = 0
    /// The depths at which something is.
    var depths = Depths()

    init() {}

    init(hash: TextHash = TextHash(), depths: Depths) {
        self.hash = hash
        self.depths = depths
    }

    mutating func enter(_ name: Span<UInt8>) {
        hash.combine(name)
        depth += 1
    }

    /// Whether something is where the way has led to.
    func meets(_ hasKey: (TextHash) -> Bool) -> Bool {
        depths.mayHave(depth) && hasKey(hash)
    }
}
