internal import Text

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
        let digits = letters.filter { $0.decimalDigit != nil }
        var allowed = min(3, letters.count / lettersPerMistake)
        var nearest: (name: String, mistakes: Int)?
        var isTied = false
        for candidate in candidates.prefix(mostCandidates) where candidate.utf8.count <= longestName {
            // Nothing but US-ASCII keeps its length in lower case; most names differ too much in it.
            if abs(candidate.utf8.count - letters.count) > allowed, candidate.utf8.allSatisfy({ $0 < 128 }) { continue }
            let others = Array(candidate.lowercased().utf8)
            let distance = EditDistance.between(letters, others, atMost: allowed)
            guard distance <= allowed, others.filter({ $0.decimalDigit != nil }) == digits else { continue }
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
}
