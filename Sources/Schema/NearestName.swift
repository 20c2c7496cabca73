/// The name that a user probably meant by a name that does not exist.
public enum NearestName {
    /// The longest name that is compared, in bytes: Kubernetes' longest.
    private static let longestName = 253
    /// The most names that one is compared with, so that a long list costs no more than a short one.
    public static let mostCandidates = 64

    /// The candidate with the fewest typing mistakes, nil if none is near.
    ///
    /// A mistake is a letter that is wrong, missing or added, or two letters that are swapped; case is ignored. Up to a
    /// third of the letters may be wrong, at most three.
    ///
    /// - Parameters:
    ///   - name: The unknown name.
    ///   - candidates: The names that exist.
    ///   - mostCandidates: The number of candidates to compare; all of them if only a person waits and their number is
    ///     known.
    /// - Returns: The nearest candidate.
    public static func of(
        _ name: String, among candidates: some Sequence<String>, mostCandidates: Int = NearestName.mostCandidates
    ) -> String? {
        let letters = Array(name.lowercased().utf8)
        guard !letters.isEmpty, letters.count <= longestName else { return nil }
        var allowed = min(3, max(1, letters.count / 3))
        var nearest: String?
        for candidate in candidates.prefix(mostCandidates) where candidate.utf8.count <= longestName {
            let distance = mistakes(letters, Array(candidate.lowercased().utf8), atMost: allowed)
            guard distance <= allowed else { continue }
            nearest = candidate
            guard distance > 0 else { break }
            allowed = distance - 1
        }
        return nearest
    }

    /// The optimal string alignment distance, or any number above `limit` if it is greater.
    ///
    /// Only the diagonal band in which the distance can stay within the limit is computed.
    private static func mistakes(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        let far = limit + 1
        var beforePrevious = [Int](repeating: far, count: right.count + 1)
        var previous = (0...right.count).map { min($0, far) }
        for row in 1...max(left.count, 1) where row <= left.count {
            var current = [Int](repeating: far, count: right.count + 1)
            current[0] = min(row, far)
            let band = max(1, row - limit)...max(1, min(right.count, row + limit))
            for column in band where column <= right.count {
                let isSame = left[row - 1] == right[column - 1]
                var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforePrevious[column - 2] + 1)
                }
                current[column] = min(cost, far)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
