/// Finds equal elements, in time almost linear in their number.
enum Repetitions {
    /// The most elements that are compared one by one, which takes no memory; only more are hashed.
    static let few = 8

    /// Calls a closure for every element that equals an earlier one, with the first of its kind.
    ///
    /// - Parameters:
    ///   - count: The number of elements.
    ///   - hash: Hashes one; false skips it, as an element that equals no other.
    ///   - isSame: Whether two are equal.
    ///   - body: Receives the index of the first of its kind and that of another.
    static func forEach(
        among count: Int, hash: (Int, inout Hasher) -> Bool, isSame: (Int, Int) -> Bool,
        _ body: (_ first: Int, _ other: Int) -> Void
    ) {
        guard count > few else {
            for other in 0..<count {
                if let first = (0..<other).first(where: { isSame($0, other) }) { body(first, other) }
            }
            return
        }
        var hashes = [Int](repeating: 0, count: count)
        // The first of each kind. Open addressing: a power of two long and at most half full, so that every search
        // ends.
        var slots = [Int32](repeating: -1, count: 2 << (Int.bitWidth - count.leadingZeroBitCount))
        for index in 0..<count {
            var hasher = Hasher()
            guard hash(index, &hasher) else { continue }
            hashes[index] = hasher.finalize()
            var slot = hashes[index] & (slots.count - 1)
            while slots[slot] >= 0, hashes[Int(slots[slot])] != hashes[index] || !isSame(Int(slots[slot]), index) {
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] >= 0 {
                body(Int(slots[slot]), index)
            } else {
                slots[slot] = Int32(truncatingIfNeeded: index)
            }
        }
    }
}

extension Array where Element: Hashable {
    /// The elements, each at its first place only.
    ///
    /// A few are compared with each other, which is faster than hashing them.
    var eachOnce: [Element] {
        guard count > Repetitions.few else {
            return indices.filter { !self[..<$0].contains(self[$0]) }.map { self[$0] }
        }
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
