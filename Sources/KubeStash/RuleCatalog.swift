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
        byID[id]
    }

    private static let byID = [RuleID: RuleInfo](all.map { ($0.id, $0) }) { first, _ in first }
}
