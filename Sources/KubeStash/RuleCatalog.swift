public import Schema

/// Every rule there is, for `stashgate rules`, the policy and the documentation: those that the kinds and their schemas
/// have, so that nobody keeps a list.
public enum RuleCatalog {
    /// All rules, each once, in alphabetical order.
    public static let all: [RuleInfo] = Kinds.all.reduce(into: Set(RuleInfo.structural)) { rules, kind in
        rules.formUnion(kind.rules)
        rules.formUnion(kind.schema.allRules)
    }.sorted { $0.id.rawValue < $1.id.rawValue }

    /// The rule with a name, nil where there is none.
    ///
    /// - Parameter id: The name.
    /// - Returns: What is known of the rule.
    public static func rule(_ id: RuleID) -> RuleInfo? {
        index(of: id).map { all[$0] }
    }

    /// The place of a rule in ``all``, nil where it is not there.
    ///
    /// - Parameter id: The rule's name.
    /// - Returns: The place, found in a few comparisons, as the names are in order.
    public static func index(of id: RuleID) -> Int? {
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].id.rawValue < id.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < all.count && all[low].id == id ? low : nil
    }
}
