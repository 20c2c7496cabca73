public import Schema

/// Every rule there is, for `stashgate rules`, the policy and the documentation.
public enum RuleCatalog {
    /// All rules, each once, in alphabetical order.
    public static let all: [RuleInfo] = (structural + kubeStash + containers + pods + policy).sorted {
        $0.id.rawValue < $1.id.rawValue
    }

    /// The rule with a name, nil where there is none.
    ///
    /// - Parameter id: The name.
    /// - Returns: The rule's entry.
    public static func rule(_ id: RuleID) -> RuleInfo? {
        byID[id]
    }

    private static let byID = [RuleID: RuleInfo](all.map { ($0.id, $0) }) { first, _ in first }

    /// What follows from a field's type alone.
    static let structural: [RuleInfo] = [
        RuleInfo(
            id: .requiredField, severity: .error,
            summary: "a field that the kind cannot do without is missing, null or empty", isMandatory: true),
        RuleInfo(
            id: .wrongType, severity: .error, summary: "a value is of another type than its field", isMandatory: true),
        RuleInfo(
            id: .unsupportedValue, severity: .error, summary: "a value is none of those that its field allows",
            isMandatory: true),
        RuleInfo(
            id: .outOfRange, severity: .error, summary: "a number is outside of the bounds of its field",
            isMandatory: true),
        RuleInfo(
            id: .unknownField, severity: .error,
            summary: "a field that no release of KubeStash has; offline only, the API server judges it in the cluster",
            isMandatory: false),
        RuleInfo(
            id: .duplicateName, severity: .error, summary: "two items of a list have the name that tells them apart",
            isMandatory: false),
    ]
}
