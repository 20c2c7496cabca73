/// Finds things that are the same, in time that grows with their number and hardly faster.
enum Repetitions {
    /// Up to this many things are compared one by one, which takes no memory; only more are hashed.
    private static let few = 8

    /// Calls back for every thing that is the same as one before it, with the first of its kind.
    ///
    /// - Parameters:
    ///   - count: How many things there are.
    ///   - hash: Hashes one; false leaves it out, as one that is not the same as any.
    ///   - isSame: Whether two are the same.
    ///   - body: Takes the place of the first of its kind and that of another.
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
        var entries: [(hash: Int, index: Int)] = []
        entries.reserveCapacity(count)
        for index in 0..<count {
            var hasher = Hasher()
            if hash(index, &hasher) { entries.append((hasher.finalize(), index)) }
        }
        entries.sort { $0.hash == $1.hash ? $0.index < $1.index : $0.hash < $1.hash }
        var start = 0
        for place in entries.indices.dropFirst() {
            if entries[place].hash != entries[start].hash || !isSame(entries[start].index, entries[place].index) {
                start = place
            } else {
                body(entries[start].index, entries[place].index)
            }
        }
    }
}
