internal import Document

/// What objects have in common, such as repositories, by keys: those of one key in groups that are alike in something.
///
/// A search for an earlier one passes over a whole group at once. So thousands of objects that share a repository, or
/// start at the same time, cost no more than two.
struct RankedGroups<Key: TableKey, Likeness: Hashable & Sendable, Element: PartOfObject>: Sendable {
    /// The groups of a key: their likenesses in the order of their first elements.
    private struct Groups: TableValue, Sendable {
        var elements: [Likeness: [Element]] = [:]
        var heads: [(likeness: Likeness, rank: ObjectRank)] = []

        var isEmpty: Bool { heads.isEmpty }

        mutating func removeHead(_ rank: ObjectRank, _ likeness: Likeness) {
            var place = heads.place(of: rank) { $0.rank }
            while place < heads.count, heads[place].rank == rank {
                if heads[place].likeness == likeness {
                    heads.remove(at: place)
                    return
                }
                place += 1
            }
        }

        mutating func insertHead(_ rank: ObjectRank, _ likeness: Likeness) {
            // Behind those of the same rank, as those of one object come one after the other.
            heads.insert((likeness, rank), at: heads.place(after: rank) { $0.rank })
        }

        mutating func add(_ element: Element, _ likeness: Likeness) {
            let rank = element.object.rank
            let first = elements[likeness]?.first?.object.rank
            let place = elements[likeness]?.place(after: rank) { $0.object.rank } ?? 0
            elements[likeness, default: []].insert(element, at: place)
            guard place == 0 else { return }
            if let first { removeHead(first, likeness) }
            insertHead(rank, likeness)
        }

        mutating func remove(_ object: KnownObject, _ likeness: Likeness) {
            let rank = object.rank
            let found = elements[likeness].map { elements in
                elements[elements.place(of: rank) { $0.object.rank }...].firstIndex { $0.object === object }
            }
            guard case let place?? = found else { return }
            elements[likeness]?.remove(at: place)
            guard place == 0 else { return }
            removeHead(rank, likeness)
            if let next = elements[likeness]?.first {
                insertHead(next.object.rank, likeness)
            } else {
                elements[likeness] = nil
            }
        }
    }

    private var groups = KeyTable<Key, Groups>()

    /// The elements of a key, group by group.
    subscript(_ key: Key) -> [Element] {
        let groups = groups[key]
        return groups.heads.flatMap { groups.elements[$0.likeness] ?? [] }
    }

    /// Whether a key with a hash has an element; true for next to no other keys.
    func hasKey(_ hash: TextHash) -> Bool {
        groups.hasKey(hash)
    }

    /// Adds an element.
    mutating func add(_ element: Element, _ likeness: Likeness, to key: Key) {
        groups.change(key) { $0.add(element, likeness) }
    }

    /// Removes an element of an object.
    mutating func remove(_ object: KnownObject, _ likeness: Likeness, from key: Key) {
        groups.change(key) { $0.remove(object, likeness) }
    }

    /// The first element of a key in groups of one sort.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - end: The rank from which on none is wanted; nil for all.
    ///   - most: The most groups that are looked at, the earliest ones.
    ///   - isMeant: Whether the elements of a group are meant.
    ///   - isWanted: Whether those of an object are wanted.
    /// - Returns: The element.
    func first(
        of key: Key, before end: ObjectRank?, among most: Int = .max, where isMeant: (Likeness) -> Bool,
        _ isWanted: (KnownObject) -> Bool
    ) -> Element? {
        let groups = groups[key]
        for head in groups.heads.prefix(most) {
            if let end, end <= head.rank { return nil }
            guard isMeant(head.likeness) else { continue }
            if let found = Self.first(of: groups.elements[head.likeness], before: end, isWanted) { return found }
        }
        return nil
    }

    /// The first element of a group.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - likeness: What the elements of the group have in common.
    ///   - end: The rank from which on none is wanted.
    ///   - isWanted: Whether those of an object are wanted.
    /// - Returns: The element.
    func first(
        of key: Key, like likeness: Likeness, before end: ObjectRank, _ isWanted: (KnownObject) -> Bool
    ) -> Element? {
        Self.first(of: groups[key].elements[likeness], before: end, isWanted)
    }

    private static func first(
        of elements: [Element]?, before end: ObjectRank?, _ isWanted: (KnownObject) -> Bool
    ) -> Element? {
        for element in elements ?? [] {
            if let end, end <= element.object.rank { break }
            if isWanted(element.object) { return element }
        }
        return nil
    }
}

/// Something that an object has or is.
protocol PartOfObject: Sendable {
    /// The object.
    var object: KnownObject { get }
}

extension Inventory.Promise: PartOfObject {}

extension KnownObject: PartOfObject {
    /// The object itself.
    var object: KnownObject { self }
}

/// The place of an object among all others: by its order, and of those of one order by its name.
struct ObjectRank: Comparable, Sendable {
    let order: Int
    let name: ObjectName

    static func < (left: ObjectRank, right: ObjectRank) -> Bool {
        left.order != right.order ? left.order < right.order : left.name < right.name
    }
}

extension KnownObject {
    /// The place of what it has among all others.
    ///
    /// A Repository of a cluster comes before every plan, whatever its age: KubeStash makes it after its plan, which is
    /// the one to be compared.
    fileprivate var rank: ObjectRank {
        let isStored = if case .repository = facts { source == Self.liveSource } else { false }
        return ObjectRank(order: isStored ? .min : order, name: name)
    }
}

extension Array {
    /// The index of the first element of a sorted array that does not come before a rank.
    fileprivate func place(
        of rank: ObjectRank, _ rankOf: (Element) -> ObjectRank
    ) -> Int {
        place { rankOf($0) < rank }
    }

    /// The index of the first element of a sorted array that comes after a rank.
    fileprivate func place(
        after rank: ObjectRank, _ rankOf: (Element) -> ObjectRank
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
