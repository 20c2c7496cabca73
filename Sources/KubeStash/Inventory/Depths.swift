/// How many paths have each number of names, so that a search looks only where something is.
struct Depths: TableValue, Sendable {
    /// The most names that are counted; longer paths are few, and are looked up.
    static let most = 32

    private var counts: [Int] = []
    /// The number of all paths, however long.
    private(set) var total = 0

    var isEmpty: Bool { total == 0 }

    /// Whether a path of so many names may be there.
    func mayHave(_ depth: Int) -> Bool {
        depth > Self.most || counts.indices.contains(depth) && counts[depth] > 0
    }

    /// Adds a path.
    mutating func add(_ depth: Int) {
        total += 1
        guard depth <= Self.most else { return }
        while counts.count <= depth { counts.append(0) }
        counts[depth] += 1
    }

    /// Removes a path.
    mutating func remove(_ depth: Int) {
        total -= 1
        guard counts.indices.contains(depth) else { return }
        counts[depth] -= 1
    }
}
