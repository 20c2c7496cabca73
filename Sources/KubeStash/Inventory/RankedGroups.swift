internal import Document

/// What objects have in common, such as repositories, by keys: those of one key in groups that are alike in something.
///
/// A search for an earlier one passes over a whole group at once. So thousands of objects that share a repository, or
/// start at the same time, cost no more than two.
struct RankedGroups<Key: TableKey, Likeness: Hashable & Sendable, Element: PartOfObject>: Sendable {
    /// Elements that are alike.
    private struct Group: Sendable {
        let likeness: Likeness
        /// At least one, in order.
        var elements: [Element]

        var rank: ObjectRank { elements[0].object.rank }
    }

    /// The groups of a key.
    private struct Groups: TableValue, Sendable {
        /// In the order of their first elements; those of one object as they came.
        private(set) var all: [Group] = []
        /// The ranks of the groups, by which one is found once there are more than a few; empty before that.
        private var ranks: [Likeness: ObjectRank] = [:]

        /// The most groups that are looked through one by one; nearly all keys have one.
        private static var few: Int { 8 }

        var isEmpty: Bool { all.isEmpty }

        /// The elements of a group, none if there is no such group.
        subscript(_ likeness: Likeness) -> [Element] {
            index(of: likeness).map { all[$0].elements } ?? []
        }

        mutating func add(_ element: Element, _ likeness: Likeness) {
            guard let index = index(of: likeness) else {
                return insert(Group(likeness: likeness, elements: [element]))
            }
            let place = all[index].elements.place(after: element.object.rank) { $0.object.rank }
            all[index].elements.insert(element, at: place)
            if place == 0 { insert(all.remove(at: index)) }
        }

        mutating func remove(_ object: KnownObject, _ likeness: Likeness) {
            guard let index = index(of: likeness) else { return }
            let start = all[index].elements.place(of: object.rank) { $0.object.rank }
            guard let place = all[index].elements[start...].firstIndex(where: { $0.object === object }) else { return }
            all[index].elements.remove(at: place)
            guard place == 0 else { return }
            let group = all.remove(at: index)
            if group.elements.isEmpty { ranks[likeness] = nil } else { insert(group) }
        }

        private mutating func insert(_ group: Group) {
            let rank = group.rank
            // Behind those of the same rank, as those of one object come one after the other.
            all.insert(group, at: all.place(after: rank) { $0.rank })
            if !ranks.isEmpty {
                ranks[group.likeness] = rank
            } else if all.count > Self.few {
                for group in all { ranks[group.likeness] = group.rank }
            }
        }

        private func index(of likeness: Likeness) -> Int? {
            guard !ranks.isEmpty else { return all.firstIndex { $0.likeness == likeness } }
            guard let rank = ranks[likeness] else { return nil }
            return all[all.place(of: rank) { $0.rank }...].firstIndex { $0.likeness == likeness }
        }
    }

    private var groups = KeyTable<Key, Groups>()

    /// The elements of a key, group by group.
    subscript(_ key: Key) -> [Element] {
        groups[key].all.flatMap(\.elements)
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
        for group in groups[key].all.prefix(most) {
            if let end, end <= group.rank { return nil }
            guard isMeant(group.likeness) else { continue }
            if let found = Self.first(of: group.elements, before: end, isWanted) { return found }
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
        Self.first(of: groups[key][likeness], before: end, isWanted)
    }

    private static func first(
        of elements: [Element], before end: ObjectRank?, _ isWanted: (KnownObject) -> Bool
    ) -> Element? {
        for element in elements {
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
