internal import Cron
internal import Document

/// The lists of an ``Inventory``: objects by what rules look them up by.
///
/// Each lookup takes time that does not depend on the number of objects, and so does each change, but for the lists of
/// what refers to one object. The lists are values: a copy shares them, and the first change after a copy copies the
/// table that it changes, not the objects.
struct InventoryIndex: Sendable {
    /// All objects by their names, in order.
    private(set) var objects = KeyTable<ObjectName, [KnownObject]>()
    /// The defaults of each kind and namespace, in order.
    private(set) var defaults = KeyTable<KindInNamespace, [KnownObject]>()
    /// The defaults of each kind that other namespaces may use.
    private(set) var sharedDefaults = KeyTable<String, [KnownObject]>()
    /// The defaults of each kind that are for their own namespaces only.
    private(set) var closedDefaults = KeyTable<String, [KnownObject]>()
    /// The storages at each place.
    private(set) var places = KeyTable<StorageDirectory, [KnownObject]>()
    /// The depths of the storages of each volume.
    private(set) var placeDepths = KeyTable<String, Depths>()
    /// The storages somewhere inside of each place.
    private(set) var inside = KeyTable<StorageDirectory, [KnownObject]>()
    /// The repositories that objects promise or are, by namespace and name, those that mean the same together.
    private(set) var promises = RankedGroups<ObjectName, PromisedRepository.Meaning, Inventory.Promise>()
    /// The same by their directories in their storages, those of one name together.
    private(set) var directories = RankedGroups<PromisedDirectory, ObjectName, Inventory.Promise>()
    /// The depths of the directories in each storage.
    private(set) var directoryDepths = KeyTable<ObjectName, Depths>()
    /// The objects that name another one, by that one.
    private(set) var users = KeyTable<ObjectName, [KnownObject]>()
    /// The objects with a session that starts by itself, by what it puts load on, those with one schedule together.
    private(set) var starts = RankedGroups<LoadedObject, Schedule, KnownObject>()

    struct KindInNamespace: TableKey {
        let kind: String
        let namespace: String

        func combine(into hash: inout TextHash) {
            hash.combine(kind)
            hash.combine(namespace)
        }
    }

    /// A directory below the prefix of a storage.
    struct PromisedDirectory: TableKey {
        let storage: ObjectName
        let path: [String]

        func combine(into hash: inout TextHash) {
            storage.combine(into: &hash)
            for name in path { hash.combine(name) }
        }
    }

    /// The deepest path of a storage that others are looked for in; people write one or two names.
    static let deepest = Depths.most

    /// Adds an object.
    mutating func add(_ object: KnownObject) {
        addName(of: object)
        addPromises(of: object, [])
    }

    /// Adds an object to all lists but those of its repositories.
    mutating func addName(of object: KnownObject) {
        objects.add(object, to: object.name)
        if object.isDefault {
            defaults.add(object, to: Self.home(of: object))
            if object.usage?.isShared == true {
                sharedDefaults.add(object, to: object.name.kind)
            } else {
                closedDefaults.add(object, to: object.name.kind)
            }
        }
        if case .storage(let storage) = object.facts, let place = storage.place {
            places.add(object, to: place)
            placeDepths.change(place.volume) { $0.add(place.path.count) }
            for outer in place.outer { inside.add(object, to: outer) }
        }
        if case .plan(let plan) = object.facts {
            for start in plan.starts { starts.add(object, start.schedule, to: start.loaded) }
        }
        for name in object.references { users.add(object, to: name) }
    }

    /// Adds the repositories of an object, and others that are made because of it.
    mutating func addPromises(of object: KnownObject, _ others: [PromisedRepository]) {
        if case .repository(let stored) = object.facts {
            for case let storage? in stored.map(\.storage) { users.add(object, to: storage) }
        }
        for repository in others {
            if let verifier = repository.verifier { users.add(object, to: verifier) }
        }
        for repository in object.repositories + others {
            let promise = Inventory.Promise(object: object, repository: repository)
            promises.add(promise, repository.meaning, to: repository.name)
            if let directory = repository.promisedDirectory {
                directories.add(promise, repository.name, to: directory)
                directoryDepths.change(directory.storage) { $0.add(directory.path.count) }
            }
        }
    }

    /// Removes an object that was added, but for repositories that are made because of it.
    mutating func remove(_ object: KnownObject) {
        objects.remove(from: object.name) { $0 === object }
        if object.isDefault {
            defaults.remove(from: Self.home(of: object)) { $0 === object }
            sharedDefaults.remove(from: object.name.kind) { $0 === object }
            closedDefaults.remove(from: object.name.kind) { $0 === object }
        }
        if case .storage(let storage) = object.facts, let place = storage.place {
            places.remove(from: place) { $0 === object }
            placeDepths.change(place.volume) { $0.remove(place.path.count) }
            for outer in place.outer { inside.remove(from: outer) { $0 === object } }
        }
        if case .plan(let plan) = object.facts {
            for start in plan.starts { starts.remove(object, start.schedule, from: start.loaded) }
        }
        for name in object.references { users.remove(from: name) { $0 === object } }
        if case .repository(let stored) = object.facts {
            for case let storage? in stored.map(\.storage) { users.remove(from: storage) { $0 === object } }
        }
        for repository in object.repositories {
            promises.remove(object, repository.meaning, from: repository.name)
            if let directory = repository.promisedDirectory {
                directories.remove(object, repository.name, from: directory)
                directoryDepths.change(directory.storage) { $0.remove(directory.path.count) }
            }
        }
    }

    private static func home(of object: KnownObject) -> KindInNamespace {
        KindInNamespace(kind: object.name.kind, namespace: object.name.namespace)
    }
}

extension PromisedRepository {
    /// The directory in the storage, nil if either is not said.
    var promisedDirectory: InventoryIndex.PromisedDirectory? {
        guard let storage, let directory else { return nil }
        return InventoryIndex.PromisedDirectory(storage: storage, path: directory)
    }
}

extension StorageDirectory {
    /// The directories around it in its volume; none for one that is too deep.
    fileprivate var outer: [StorageDirectory] {
        guard path.count <= InventoryIndex.deepest else { return [] }
        return path.indices.map { StorageDirectory(volume: volume, path: Array(path.prefix($0))) }
    }
}
