internal import Schema
internal import Time

/// The limits that a policy sets; nil if it does not set them.
struct PolicyParameters: Hashable, Sendable {
    /// The shortest time in seconds from one run of a session to its next.
    var minimumInterval: Int64?
    /// The most finished sessions and Jobs that are kept.
    var historyLimit: Int64?
    /// Whether every repository needs an encryption secret.
    var encryptionRequired: Bool?
    /// The deletion policies that no repository may have.
    var forbiddenDeletionPolicies: [String]?
    /// The namespaces whose storages may be used.
    var storageNamespaces: [StorageNamespace]?

    /// A parameter, for the code that treats all of them alike.
    struct Parameter: Sendable {
        /// The rule that checks it.
        let rule: RuleID
        /// The name of the parameter in the file.
        let name: String
        /// Names that people try: the end of the rule's name, and words for the same.
        let words: [String]
        /// Whether it is set.
        let isSet: @Sendable (PolicyParameters) -> Bool
        /// Removes it.
        let unset: @Sendable (inout PolicyParameters) -> Void

        /// The other names, with hyphens and in camel case.
        var otherNames: [String] {
            (words + [String(rule.rawValue.dropFirst("policy-".count))]).flatMap { word in
                let parts = word.split(separator: "-")
                let camel =
                    parts.prefix(1).joined()
                    + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
                return Set([word, camel]).filter { $0 != name }
            }
        }
    }

    /// All parameters.
    static let all = [
        Parameter(
            rule: PolicyMinInterval.info.id, name: "minimumInterval",
            words: ["interval", "minimum-interval", "shortest-interval"], isSet: { $0.minimumInterval != nil },
            unset: { $0.minimumInterval = nil }),
        Parameter(
            rule: PolicyHistoryLimit.info.id, name: "historyLimit", words: ["session-history-limit", "max-history"],
            isSet: { $0.historyLimit != nil },
            unset: { $0.historyLimit = nil }),
        Parameter(
            rule: PolicyEncryptionRequired.info.id, name: "encryptionRequired",
            words: ["encryption", "require-encryption", "encryption-secret"], isSet: { $0.encryptionRequired != nil },
            unset: { $0.encryptionRequired = nil }),
        Parameter(
            rule: PolicyDeletionPolicy.info.id, name: "forbiddenDeletionPolicies",
            words: ["deletion-policies", "forbidden-deletion-policy", "wipe-out"],
            isSet: { $0.forbiddenDeletionPolicies != nil }, unset: { $0.forbiddenDeletionPolicies = nil }),
        Parameter(
            rule: PolicyStorageNamespace.info.id, name: "allowedStorageNamespaces",
            words: ["storage-namespaces", "allowed-namespaces", "allowed-storage-namespace"],
            isSet: { $0.storageNamespaces != nil }, unset: { $0.storageNamespaces = nil }),
    ]

    /// Applies parameters that override these.
    mutating func override(with other: PolicyParameters) {
        minimumInterval = other.minimumInterval ?? minimumInterval
        historyLimit = other.historyLimit ?? historyLimit
        encryptionRequired = other.encryptionRequired ?? encryptionRequired
        forbiddenDeletionPolicies = other.forbiddenDeletionPolicies ?? forbiddenDeletionPolicies
        storageNamespaces = other.storageNamespaces ?? storageNamespaces
    }

    /// The rules without a parameter whose every warning a parameter makes an error already.
    var coveredAdvice: [RuleID] {
        var rules: [RuleID] = []
        if let minimumInterval, minimumInterval >= FrequentSchedule.shortest { rules.append(FrequentSchedule.info.id) }
        if encryptionRequired == true { rules.append(MissingEncryption.info.id) }
        if forbiddenDeletionPolicies?.contains("WipeOut") == true { rules.append(WipeOut.info.id) }
        return rules
    }
}

/// Namespaces whose storages may be used.
enum StorageNamespace: Hashable, Sendable {
    /// The text for the object's own namespace in the file, like the current directory in a path.
    static let ownText = "."

    /// The namespace of the object itself.
    case own
    /// The namespaces that match a pattern.
    case matching(NamespaceGlob, text: String)

    /// Reads one; nil if no namespace could ever match it.
    init?(_ text: String) {
        if text == Self.ownText {
            self = .own
        } else if let glob = NamespaceGlob(text) {
            self = .matching(glob, text: text)
        } else {
            return nil
        }
    }

    /// Whether it stands for all namespaces.
    var isAny: Bool {
        if case .matching(let glob, _) = self { glob.isAny } else { false }
    }

    /// Its name in messages.
    var name: String {
        switch self {
        case .own: "the object's own"
        case .matching(_, let text): text
        }
    }
}

/// Durations in a policy's notation.
enum PolicyInterval {
    private static let nanosecondsInSecond: Int64 = 1_000_000_000

    /// Reads a Go duration, rounded up to a whole second; nil if it is not a duration, or not above zero.
    static func seconds(_ text: Span<UInt8>) -> Int64? {
        guard let duration = try? GoDuration(utf8: text), duration.nanoseconds > 0 else { return nil }
        let (seconds, rest) = duration.nanoseconds.quotientAndRemainder(dividingBy: nanosecondsInSecond)
        return seconds + (rest > 0 ? 1 : 0)
    }

    /// A duration in the usual notation: `90m` is `1h30m`, and a week is `168h`.
    static func text(_ seconds: Int64) -> String {
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")].filter { $0.0 != 0 }
        return parts.isEmpty ? "0s" : parts.map { "\($0.0)\($0.1)" }.joined()
    }
}
