/// The name that a user probably meant by a name that does not exist.
public enum NearestName {
    /// The longest name that is compared, in bytes: Kubernetes' longest.
    private static let longestName = 253
    /// The most names that one is compared with, so that a long list costs no more than a short one.
    public static let mostCandidates = 64

    /// The candidate with the fewest typing mistakes, nil if none is near.
    ///
    /// A mistake is a letter that is wrong, missing or added, or two letters that are swapped; case is ignored. At most
    /// three letters may be wrong. Another digit, or another short part between hyphens, is not a mistake but another name,
    /// and two names that are equally near are both not meant.
    ///
    /// - Parameters:
    ///   - name: The unknown name.
    ///   - candidates: The names that exist.
    ///   - mostCandidates: The number of candidates to compare; all of them if only a person waits and their number is
    ///     known.
    ///   - lettersPerMistake: The number of letters in the name for each that may be wrong.
    /// - Returns: The nearest candidate.
    public static func of(
        _ name: String, among candidates: some Sequence<String>, mostCandidates: Int = NearestName.mostCandidates,
        lettersPerMistake: Int = 3
    ) -> String? {
        let letters = Array(name.lowercased().utf8)
        guard !letters.isEmpty, letters.count <= longestName else { return nil }
        let digits = letters.filter { $0.isDigit }
        var allowed = min(3, letters.count / lettersPerMistake)
        var nearest: (name: String, mistakes: Int)?
        var isTied = false
        for candidate in candidates.prefix(mostCandidates) where candidate.utf8.count <= longestName {
            let others = Array(candidate.lowercased().utf8)
            let distance = mistakes(letters, others, atMost: allowed)
            guard distance <= allowed, others.filter({ $0.isDigit }) == digits else { continue }
            guard distance > 0 else { return candidate }
            if distance == nearest?.mistakes {
                isTied = isTied || candidate != nearest?.name
            } else {
                (nearest, isTied, allowed) = ((candidate, distance), false, distance)
            }
        }
        guard !isTied, let found = nearest?.name, !differInShortPart(name, found) else { return nil }
        return found
    }

    /// Whether two names differ in a part of one or two letters between hyphens, which makes another name of it:
    /// `us-west` and `eu-west`.
    private static func differInShortPart(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.lowercased().split(separator: "-"), right.lowercased().split(separator: "-"))
        guard left.count == right.count, left.count > 1 else { return false }
        return zip(left, right).contains { $0 != $1 && min($0.utf8.count, $1.utf8.count) <= 2 }
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

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
