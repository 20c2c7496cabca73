internal import Schema

/// The limits that a policy sets; nil where it does not.
struct PolicyParameters: Hashable, Sendable {
    /// The shortest time in seconds from one run of a session to its next.
    var minimumInterval: Int64?
    /// The most finished sessions and Jobs that are kept.
    var historyLimit: Int64?
    /// Whether every repository needs a secret to encrypt with.
    var encryptionRequired: Bool?
    /// The deletion policies that no repository may have.
    var forbiddenDeletionPolicies: [String]?
    /// The namespaces whose storages may be used.
    var storageNamespaces: [StorageNamespace]?

    /// Which rule checks which parameter, and whether it is set.
    static let rules: [(id: RuleID, name: String, isSet: @Sendable (PolicyParameters) -> Bool)] = [
        (.policyMinInterval, "minimumInterval", { $0.minimumInterval != nil }),
        (.policyHistoryLimit, "historyLimit", { $0.historyLimit != nil }),
        (.policyEncryptionRequired, "encryptionRequired", { $0.encryptionRequired != nil }),
        (.policyDeletionPolicy, "forbiddenDeletionPolicies", { $0.forbiddenDeletionPolicies != nil }),
        (.policyStorageNamespace, "allowedStorageNamespaces", { $0.storageNamespaces != nil }),
    ]

    /// Takes over what is set in parameters that go over these.
    mutating func override(with other: PolicyParameters) {
        minimumInterval = other.minimumInterval ?? minimumInterval
        historyLimit = other.historyLimit ?? historyLimit
        encryptionRequired = other.encryptionRequired ?? encryptionRequired
        forbiddenDeletionPolicies = other.forbiddenDeletionPolicies ?? forbiddenDeletionPolicies
        storageNamespaces = other.storageNamespaces ?? storageNamespaces
    }

    /// The rules without a parameter that warn of nothing which a rule with one does not report already.
    func advice(coveredBy rule: RuleID) -> [RuleID] {
        switch rule {
        case .policyMinInterval where (minimumInterval ?? 0) >= FrequentSchedule.shortest: [.frequentSchedule]
        case .policyEncryptionRequired: [.missingEncryption]
        case .policyDeletionPolicy where forbiddenDeletionPolicies?.contains("WipeOut") == true: [.wipeOut]
        default: []
        }
    }

    /// The rules that check them, for an object of a namespace.
    func rules(for namespace: String?) -> [any Rule] {
        var rules: [any Rule] = []
        if let minimumInterval { rules.append(PolicyMinInterval(seconds: minimumInterval)) }
        if let historyLimit { rules.append(PolicyHistoryLimit(historyLimit)) }
        if encryptionRequired == true { rules.append(PolicyEncryptionRequired()) }
        if let forbidden = forbiddenDeletionPolicies, !forbidden.isEmpty {
            rules.append(PolicyDeletionPolicy(forbidden: forbidden))
        }
        if let storageNamespaces { rules.append(PolicyStorageNamespace(allowed: storageNamespaces, own: namespace)) }
        return rules
    }
}

/// Namespaces whose storages may be used.
enum StorageNamespace: Hashable, Sendable {
    /// What stands for the object's own namespace in the file, as it stands for the current directory in a path.
    static let ownText = "."

    /// That of the object itself.
    case own
    /// Those that match a pattern.
    case matching(NamespaceGlob, text: String)

    /// Reads one; nil where no namespace could ever match it.
    init?(_ text: String) {
        if text == Self.ownText {
            self = .own
        } else if let glob = NamespaceGlob(text) {
            self = .matching(glob, text: text)
        } else {
            return nil
        }
    }

    /// Whether those are all namespaces.
    var isAny: Bool {
        if case .matching(let glob, _) = self { glob.isAny } else { false }
    }

    /// How a message names them.
    var name: String {
        switch self {
        case .own: "the object's own"
        case .matching(_, let text): text
        }
    }
}
