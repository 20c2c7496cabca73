internal import Cron

extension Inventory {
    /// The objects of a kind and namespace that are the default there, in order.
    func defaults(_ kind: String, in namespace: String) -> [KnownObject] {
        index.defaults[InventoryIndex.KindInNamespace(kind: kind, namespace: namespace)]
    }

    /// The defaults of a kind that other namespaces may use, in no particular order.
    func sharedDefaults(_ kind: String) -> [KnownObject] {
        index.sharedDefaults[kind]
    }

    /// The defaults of a kind that are for their own namespaces only, in no particular order.
    func closedDefaults(_ kind: String) -> [KnownObject] {
        index.closedDefaults[kind]
    }

    /// The storages at a place, in order.
    func storages(at place: StorageDirectory) -> [KnownObject] {
        index.places[place]
    }

    /// The storages somewhere inside of a place, in order.
    func storages(inside place: StorageDirectory) -> [KnownObject] {
        index.inside[place]
    }

    /// The repositories of a name, those that mean the same one after the other.
    func promises(of name: ObjectName) -> [Promise] {
        index.promises[name]
    }

    /// The first repository of a name that is another one than the objects of its name can share.
    ///
    /// - Parameters:
    ///   - repository: The repository.
    ///   - end: The rank from which on none is wanted.
    ///   - isWanted: Whether the repository of an object is wanted.
    /// - Returns: The repository.
    func contradiction(
        to repository: PromisedRepository, before end: ObjectRank, _ isWanted: (KnownObject) -> Bool
    ) -> Promise? {
        index.promises.first(
            of: repository.name, before: end, where: { repository.meaning.difference(from: $0) != nil }, isWanted)
    }

    /// The objects that name another one, in order; for a storage, also its Repositories.
    func users(of name: ObjectName) -> [KnownObject] {
        index.users[name]
    }

    /// The most schedules that one is compared with; of the other ones, only the same is found.
    ///
    /// People write a few for a target or a storage.
    private static let mostSchedules = 64

    /// The first object with a session that puts load on another one at the same minute.
    ///
    /// - Parameters:
    ///   - loaded: The object that the load is put on.
    ///   - schedule: When.
    ///   - end: The rank from which on none is wanted.
    ///   - isWanted: Whether an object is wanted.
    /// - Returns: The object.
    func firstLoad(
        on loaded: LoadedObject, at schedule: Schedule, before end: ObjectRank, _ isWanted: (KnownObject) -> Bool
    ) -> KnownObject? {
        index.starts.first(
            of: loaded, before: end, among: Self.mostSchedules, where: { schedule.coincides(with: $0) }, isWanted)
            ?? (schedule.canFire ? index.starts.first(of: loaded, like: schedule, before: end, isWanted) : nil)
    }

    /// The ways to the directory of a repository; nil if its storage is not known for certain.
    ///
    /// - Parameter repository: The repository.
    /// - Returns: The ways, which lead to the directories around it, too.
    func ways(to repository: PromisedRepository) -> DirectoryWays? {
        guard let directory = repository.promisedDirectory else { return nil }
        let found = index.objects[directory.storage]
        guard found.count == 1, case .storage(let storage) = found[0].facts, let place = storage.place else {
            // One name is one storage, wherever that is, unless files of several clusters have several.
            guard found.count <= 1 else { return nil }
            return DirectoryWays(path: directory.path, storages: [way(through: directory.storage, from: 0)])
        }
        let path = place.path + directory.path
        var storages: [DirectoryWays.Way] = []
        let depths = index.placeDepths[place.volume]
        for depth in 0...min(path.count, InventoryIndex.deepest) where depths.mayHave(depth) {
            let outer = StorageDirectory(volume: place.volume, path: Array(path.prefix(depth)))
            for storage in self.storages(at: outer).prefix(DirectoryWays.mostStorages)
            where index.objects[storage.name].count == 1 {
                storages.append(way(through: storage.name, from: depth))
            }
        }
        return DirectoryWays(path: path, storages: storages)
    }

    private func way(through storage: ObjectName, from start: Int) -> DirectoryWays.Way {
        DirectoryWays.Way(storage: storage, start: start, depths: index.directoryDepths[storage])
    }

    /// The first repository of another name in a directory.
    ///
    /// - Parameters:
    ///   - repository: The repository.
    ///   - ways: The ways to the directory.
    ///   - depth: The number of names of its path, or fewer for a directory around it.
    ///   - end: The rank from which on none is wanted; nil for all.
    ///   - isWanted: Whether the repository of an object is wanted.
    /// - Returns: The other repository.
    func neighbour(
        of repository: PromisedRepository, by ways: DirectoryWays, to depth: Int, before end: ObjectRank? = nil,
        _ isWanted: (KnownObject) -> Bool
    ) -> Promise? {
        for way in ways.storages where way.start <= depth && way.depths.mayHave(depth - way.start) {
            let directory = InventoryIndex.PromisedDirectory(
                storage: way.storage, path: Array(ways.path[way.start..<depth]))
            let first = index.directories.first(
                of: directory, before: end, where: { $0 != repository.name }, isWanted)
            if let first { return first }
        }
        return nil
    }
}

/// The ways to a directory through storages, of which several can be on one volume.
struct DirectoryWays {
    /// The most storages in one place through which a directory is looked for; two are a mistake already.
    static let mostStorages = 16

    /// The names of the path from the root of the volume.
    let path: [String]
    /// The storages on the way.
    let storages: [Way]

    /// A storage on the way.
    struct Way {
        /// Its name.
        let storage: ObjectName
        /// The number of names that lead to it.
        let start: Int
        /// The depths of the directories in it.
        let depths: Depths
    }
}
