internal import Document

/// Repositories by keys, those of one key in groups that are alike in something.
///
/// A search for an earlier one that is unlike another passes over a whole group at once. So thousands of objects that
/// share a repository cost no more than two.
struct PromiseGroups<Key: TableKey, Likeness: Hashable & Sendable>: Sendable {
    /// The groups of a key: their likenesses in the order of their first repositories.
    private struct Groups: TableValue, Sendable {
        var promises: [Likeness: [Inventory.Promise]] = [:]
        var heads: [(likeness: Likeness, rank: Inventory.Promise.Rank)] = []

        var isEmpty: Bool { heads.isEmpty }

        mutating func removeHead(_ rank: Inventory.Promise.Rank, _ likeness: Likeness) {
            var place = heads.place(of: rank) { $0.rank }
            while place < heads.count, heads[place].rank == rank {
                if heads[place].likeness == likeness {
                    heads.remove(at: place)
                    return
                }
                place += 1
            }
        }

        mutating func insertHead(_ rank: Inventory.Promise.Rank, _ likeness: Likeness) {
            heads.insert((likeness, rank), at: heads.place(of: rank) { $0.rank })
        }

        mutating func add(_ promise: Inventory.Promise, _ likeness: Likeness) {
            let rank = promise.rank
            let first = promises[likeness]?.first?.rank
            let place = promises[likeness]?.place(after: rank) { $0.rank } ?? 0
            promises[likeness, default: []].insert(promise, at: place)
            guard place == 0 else { return }
            if let first { removeHead(first, likeness) }
            insertHead(rank, likeness)
        }

        mutating func remove(_ object: KnownObject, _ likeness: Likeness) {
            let rank = object.rank
            let found = promises[likeness].map { promises in
                promises[promises.place(of: rank) { $0.rank }...].firstIndex { $0.object === object }
            }
            guard case let place?? = found else { return }
            promises[likeness]?.remove(at: place)
            guard place == 0 else { return }
            removeHead(rank, likeness)
            if let next = promises[likeness]?.first {
                insertHead(next.rank, likeness)
            } else {
                promises[likeness] = nil
            }
        }
    }

    private var groups = KeyTable<Key, Groups>()

    /// The repositories of a key, group by group.
    subscript(_ key: Key) -> [Inventory.Promise] {
        let groups = groups[key]
        return groups.heads.flatMap { groups.promises[$0.likeness] ?? [] }
    }

    /// Whether a key with a hash has a repository; true for next to no other keys.
    func hasKey(_ hash: TextHash) -> Bool {
        groups.hasKey(hash)
    }

    /// Adds a repository.
    mutating func add(_ promise: Inventory.Promise, _ likeness: Likeness, to key: Key) {
        groups.change(key) { $0.add(promise, likeness) }
    }

    /// Removes a repository of an object.
    mutating func remove(_ object: KnownObject, _ likeness: Likeness, from key: Key) {
        groups.change(key) { $0.remove(object, likeness) }
    }

    /// The first repository of a key that is unlike another one.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - end: The rank from which on none is wanted; nil for all.
    ///   - isUnlike: Whether those of a group are unlike the other one.
    ///   - isWanted: Whether the repository of an object is wanted.
    /// - Returns: The repository.
    func first(
        of key: Key, before end: Inventory.Promise.Rank?, where isUnlike: (Likeness) -> Bool,
        _ isWanted: (KnownObject) -> Bool
    ) -> Inventory.Promise? {
        let groups = groups[key]
        for head in groups.heads {
            if let end, end <= head.rank { return nil }
            guard isUnlike(head.likeness) else { continue }
            for promise in groups.promises[head.likeness] ?? [] {
                if let end, end <= promise.rank { break }
                if isWanted(promise.object) { return promise }
            }
        }
        return nil
    }
}

extension Inventory.Promise {
    /// The place of the object among all others: by its order, and of those of one order by its name.
    struct Rank: Comparable, Sendable {
        let order: Int
        let name: ObjectName

        static func < (left: Rank, right: Rank) -> Bool {
            left.order != right.order ? left.order < right.order : left.name < right.name
        }
    }

    var rank: Rank { object.rank }
}

extension KnownObject {
    /// The place of its repositories among all others.
    ///
    /// A Repository of a cluster comes before every plan, whatever its age: KubeStash makes it after its plan, which is
    /// the one to be compared.
    fileprivate var rank: Inventory.Promise.Rank {
        let isStored = if case .repository = facts { source == Self.liveSource } else { false }
        return Inventory.Promise.Rank(order: isStored ? .min : order, name: name)
    }
}

extension Array {
    /// The index of the first element of a sorted array that does not come before a rank.
    fileprivate func place(
        of rank: Inventory.Promise.Rank, _ rankOf: (Element) -> Inventory.Promise.Rank
    ) -> Int {
        place { rankOf($0) < rank }
    }

    /// The index of the first element of a sorted array that comes after a rank.
    fileprivate func place(
        after rank: Inventory.Promise.Rank, _ rankOf: (Element) -> Inventory.Promise.Rank
    ) -> Int {
        place { rankOf($0) <= rank }
    }

    /// The number of elements at the beginning for which a condition holds, which holds for no later one.
    private func place(where isBefore: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
