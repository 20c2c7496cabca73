public import Schema

/// All rules, for `stashgate rules`, the policy and the documentation.
///
/// The catalogue is built from the kinds and their schemas, so that there is no list to maintain.
public enum RuleCatalog {
    /// All rules, each once, in alphabetical order.
    public static let all: [RuleInfo] = Kinds.all.reduce(into: Set(RuleInfo.structural)) { rules, kind in
        rules.formUnion(kind.rules)
        rules.formUnion(kind.schema.allRules)
    }.sorted { $0.id.rawValue < $1.id.rawValue }

    /// The rule with a name, nil if there is no such rule.
    ///
    /// - Parameter id: The name.
    /// - Returns: The information about the rule.
    public static func rule(_ id: RuleID) -> RuleInfo? {
        index(of: id).map { all[$0] }
    }

    /// The index of a rule in ``all``, nil if it is not there.
    ///
    /// - Parameter id: The rule's name.
    /// - Returns: The index, found in a few comparisons, because the names are sorted.
    public static func index(of id: RuleID) -> Int? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].id.rawValue < id.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].id == id ? low : nil
    }
}
