public import Schema

/// All rules, for `stashgate rules`, the policy and the documentation.
///
/// The catalogue is built from the kinds and their schemas, so that there is no list to maintain.
public enum RuleCatalog {
    /// All rules, each once, in alphabetical order: those of the kinds, and those of annotated workloads.
    public static let all: [RuleInfo] = Kinds.all.reduce(into: Set(WorkloadCheck.rules)) { rules, kind in
        rules.formUnion(kind.allRules)
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
        all.index(of: id)
    }
}

extension Kind {
    /// The index of a rule in ``allRules``, nil if no object of the kind can break it.
    ///
    /// - Parameter id: The rule's name.
    /// - Returns: The index, found in a few comparisons, because the names are sorted.
    public func index(of id: RuleID) -> Int? {
        allRules.index(of: id)
    }
}

extension [RuleInfo] {
    /// The index of a rule in a list in alphabetical order.
    fileprivate func index(of id: RuleID) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle].id.rawValue < id.rawValue { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].id == id ? low : nil
    }
}
