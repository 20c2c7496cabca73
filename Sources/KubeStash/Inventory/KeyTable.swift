internal import Document

/// A key of a ``KeyTable``, whose texts have the same hash in a document.
protocol TableKey: Equatable, Sendable {
    /// Adds the texts of the key, in the order in which a search adds them.
    func combine(into hash: inout TextHash)
}

extension TableKey {
    /// The hash of the key.
    var hash: TextHash {
        var hash = TextHash()
        combine(into: &hash)
        return hash
    }
}

extension String: TableKey {
    func combine(into hash: inout TextHash) { hash.combine(self) }
}

/// A value of a ``KeyTable``.
protocol TableValue {
    /// Makes an empty value.
    init()
    /// Whether a table need not keep the value.
    var isEmpty: Bool { get }
}

extension Array: TableValue {}

/// Values by keys, of which none is empty; a text in a document is found without being copied.
///
/// It is a hash table with open addressing and linear probing, which `Dictionary` cannot be: that is searched by keys of its
/// own type only, which a review would have to make first.
struct KeyTable<Key: TableKey, Value: TableValue & Sendable>: Sendable {
    private struct Entry: Sendable {
        let key: Key
        let hash: TextHash
        var value: Value
    }

    /// A place of the table: free, or the index of an entry with a part of its hash.
    private struct Slot: Sendable, BitwiseCopyable {
        private let tag: UInt32
        /// One more than the index, and zero if the place is free.
        private let number: UInt32

        static var free: Slot { Slot(tag: 0, number: 0) }

        private init(tag: UInt32, number: UInt32) {
            self.tag = tag
            self.number = number
        }

        init(_ index: Int, _ hash: TextHash) {
            self.init(tag: Self.tag(hash), number: UInt32(truncatingIfNeeded: index &+ 1))
        }

        var isFree: Bool { number == 0 }
        var index: Int { Int(number) &- 1 }

        func mayBe(_ hash: TextHash) -> Bool { tag == Self.tag(hash) }

        /// The upper half: the lower bits are those of the place already.
        private static func tag(_ hash: TextHash) -> UInt32 { UInt32(truncatingIfNeeded: hash.value &>> 32) }
    }

    private var entries: [Entry] = []
    /// A power of two of places, of which at most half are taken; none as long as the table was always empty.
    private var slots: [Slot] = []

    /// The fewest places of a table that is not empty.
    private static var fewest: Int { 8 }

    /// The value of a key, an empty one if there is none.
    subscript(_ key: Key) -> Value {
        value(of: key.hash) { $0 == key }
    }

    /// The value of a key, an empty one if there is none.
    ///
    /// - Parameters:
    ///   - hash: The hash of the key.
    ///   - isWanted: Whether a key with this hash is the one.
    /// - Returns: The value.
    func value(of hash: TextHash, _ isWanted: (Key) -> Bool) -> Value {
        guard let place = place(of: hash, isWanted) else { return Value() }
        return entries[slots[place].index].value
    }

    /// Whether there is a key with a hash; true for next to no other keys than those that are there.
    func hasKey(_ hash: TextHash) -> Bool {
        place(of: hash) { _ in true } != nil
    }

    /// Changes the value of a key in place.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - body: The change; it gets an empty value if there is none.
    mutating func change(_ key: Key, _ body: (inout Value) -> Void) {
        let hash = key.hash
        guard let place = place(of: hash, { $0 == key }) else {
            var value = Value()
            body(&value)
            if !value.isEmpty { insert(Entry(key: key, hash: hash, value: value)) }
            return
        }
        let index = slots[place].index
        body(&entries[index].value)
        if entries[index].value.isEmpty { remove(index, at: place) }
    }

    private func place(of hash: TextHash, _ isWanted: (Key) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        var place = home(of: hash)
        // At least half of the places are free, so the search ends.
        while !slots[place].isFree {
            if slots[place].mayBe(hash), entries[slots[place].index].hash == hash,
                isWanted(entries[slots[place].index].key)
            {
                return place
            }
            place = after(place)
        }
        return nil
    }

    private mutating func insert(_ entry: Entry) {
        entries.append(entry)
        if entries.count &* 2 <= slots.count {
            occupy(entries.count &- 1)
        } else {
            slots = [Slot](repeating: .free, count: max(Self.fewest, slots.count &* 2))
            for index in entries.indices { occupy(index) }
        }
    }

    private mutating func occupy(_ index: Int) {
        let hash = entries[index].hash
        var place = home(of: hash)
        while !slots[place].isFree { place = after(place) }
        slots[place] = Slot(index, hash)
    }

    /// Removes an entry; the last one takes its index.
    private mutating func remove(_ index: Int, at place: Int) {
        free(place)
        let last = entries.removeLast()
        guard index < entries.count else { return }
        entries[index] = last
        var place = home(of: last.hash)
        while slots[place].index != entries.count { place = after(place) }
        slots[place] = Slot(index, last.hash)
    }

    /// Frees a place, and moves into it what would not be found behind it any more.
    private mutating func free(_ place: Int) {
        var free = place
        var next = after(place)
        while !slots[next].isFree {
            // How far the entry is from its home, and from the free place.
            let distance = (next &- home(of: entries[slots[next].index].hash)) & (slots.count &- 1)
            if distance >= (next &- free) & (slots.count &- 1) {
                slots[free] = slots[next]
                free = next
            }
            next = after(next)
        }
        slots[free] = .free
    }

    private func home(of hash: TextHash) -> Int { Int(truncatingIfNeeded: hash.value) & (slots.count &- 1) }

    private func after(_ place: Int) -> Int { (place &+ 1) & (slots.count &- 1) }
}

extension KeyTable {
    /// Adds a value at the end of a list.
    mutating func add<Element>(_ element: Element, to key: Key) where Value == [Element] {
        change(key) { $0.append(element) }
    }

    /// Removes the last value that matches from a list; of a long one, the end is removed the fastest.
    mutating func remove<Element>(
        from key: Key, where isWanted: (Element) -> Bool
    ) where Value == [Element] {
        change(key) { list in
            if let place = list.lastIndex(where: isWanted) { list.remove(at: place) }
        }
    }
}
