public import Schema

extension RuleID {
    /// A session runs more often than the policy allows.
    public static let policyMinInterval = RuleID(rawValue: "policy-min-interval")
    /// More finished sessions or Jobs are kept than the policy allows.
    public static let policyHistoryLimit = RuleID(rawValue: "policy-history-limit")
    /// A repository has no secret to encrypt with, and the policy wants one.
    public static let policyEncryptionRequired = RuleID(rawValue: "policy-encryption-required")
    /// A repository has a deletion policy that the policy forbids.
    public static let policyDeletionPolicy = RuleID(rawValue: "policy-deletion-policy")
    /// A backend uses a storage of a namespace that the policy does not allow, or there is no backend.
    public static let policyStorageNamespace = RuleID(rawValue: "policy-storage-namespace")
}

extension RuleCatalog {
    /// What only a policy can want; each is off until its parameter is set.
    static let policy: [RuleInfo] = [
        RuleInfo(
            id: .policyMinInterval, severity: .error,
            summary: "a session runs more often than the policy's minimumInterval", isMandatory: false),
        RuleInfo(
            id: .policyHistoryLimit, severity: .error,
            summary: "more finished sessions or Jobs are kept than the policy's historyLimit", isMandatory: false),
        RuleInfo(
            id: .policyEncryptionRequired, severity: .error,
            summary: "a repository without encryptionSecret, where the policy sets encryptionRequired",
            isMandatory: false),
        RuleInfo(
            id: .policyDeletionPolicy, severity: .error,
            summary: "a deletionPolicy among the policy's forbiddenDeletionPolicies", isMandatory: false),
        RuleInfo(
            id: .policyStorageNamespace, severity: .error,
            summary: "a storage outside of the policy's allowedStorageNamespaces, or none at all", isMandatory: false),
    ]
}
