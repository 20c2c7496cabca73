internal import Document
public import Schema
internal import Text
internal import Time

extension Policy {
    /// The version of the file's format.
    public static let apiVersion = "stashgate.dev/v1alpha1"

    /// The key under `rules` that stands for all rules that may be set and are not named beside it.
    static let allRules = "*"

    /// The schema of a policy file, for the check.
    static let compiledSchema = CompiledSchema(schema)

    /// The fields of a policy file.
    public static let schema = ObjectType(
        "Policy", "What a platform team wants checked otherwise than stashgate does by itself.",
        [
            Field(
                "apiVersion", .string(allowed: [Key(permanent: apiVersion)]), "The version of the file's format.",
                need: "must be \(Quoted.text(apiVersion))"),
            Field("kind", .string(allowed: ["Policy"]), "What the file is.", need: "must be \"Policy\""),
            enforcement, rules, parameters, ignorable,
            Field(
                "namespaces", .list(of: .object(exception)),
                "What holds for some namespaces only; it goes over what is said for all, and a later item over an earlier one."
            ),
            Field(
                "warnOnly", .object(warnOnly),
                "Whose requests are warned instead of denied, but for mandatory rules; meant for KubeStash's operator."),
        ], rules: [PolicyLevels(), IgnorableRules()], formerFields: misplaced)

    /// The key that says whether the webhook denies anything.
    static let enforcementKey: Key = "enforcement"

    /// Whether the webhook denies anything.
    enum Enforcement: String, CaseIterable {
        /// An object with an error is denied.
        case deny
        /// Each error is a warning.
        case warn
    }

    private static let enforcement = Field(
        enforcementKey, .string(allowed: Enforcement.allCases.map { Key(permanent: $0.rawValue) }),
        "Whether the webhook denies objects with errors: deny, the default, or warn, which makes errors warnings.")

    private static let warnOnly = ObjectType(
        "PolicyRequesters", "Users whose requests are warned instead of denied, but for mandatory rules.",
        [
            Field(
                "serviceAccounts", .list(of: .string(.serviceAccount, allowsEmpty: false)),
                "Patterns of service accounts, as namespace/name; * stands for any characters, ? for one."),
            Field(
                "users", .list(of: .string(.userPattern, allowsEmpty: false)),
                "Patterns of user names; * stands for any characters but colons, ? for one of them."),
            Field(
                "groups", .list(of: .string(.groupPattern, allowsEmpty: false)),
                "Patterns of groups, one of which the user must be in; * stands for any characters but colons."),
        ])

    /// The remarks about rules and parameters outside the section for them.
    private static let misplaced: [String: String] = {
        var remarks = Dictionary(
            uniqueKeysWithValues: RuleCatalog.all.map { ($0.id.rawValue, "rules belong under rules") })
        for parameter in PolicyParameters.all { remarks[parameter.name] = "it belongs under parameters" }
        return remarks
    }()

    /// The remarks about rules among the parameters, and about other names for these.
    private static let misnamedParameters: [String: String] = {
        var remarks = Dictionary(
            uniqueKeysWithValues: RuleCatalog.all.map { ($0.id.rawValue, "rules belong under rules") })
        for parameter in PolicyParameters.all {
            remarks[parameter.rule.rawValue] = "its parameter is \(parameter.name)"
            for name in parameter.otherNames { remarks[name] = "its name is \(parameter.name)" }
        }
        return remarks
    }()

    private static let rules = Field(
        "rules", .freeObject,
        "For each rule, by its name, what its findings are: error, warning or off; \"*\" stands for all others that may be set."
    )

    private static let ignorable = Field(
        IgnorableRules.key, .list(of: .string(allowsEmpty: false)),
        "Patterns of the rules that the annotation stashgate.dev/ignore of an object may ignore; * stands for any characters, ? for one. None without it."
    )

    private static let parameters = Field(
        "parameters",
        .object(
            ObjectType(
                "PolicyParameters",
                "Limits that only the platform team can know; each is a rule that is off until it is set.",
                [
                    Field(
                        "minimumInterval", .string(.interval, allowsEmpty: false),
                        "The shortest time from one run of a session to its next, such as 15m; checked by policy-min-interval."
                    ),
                    Field(
                        "historyLimit", .int32(minimum: 0),
                        "The most finished sessions and Jobs that may be kept; checked by policy-history-limit."),
                    Field(
                        "encryptionRequired", .boolean,
                        "Whether every repository needs an encryptionSecret; checked by policy-encryption-required."),
                    Field(
                        "forbiddenDeletionPolicies", .list(of: .string(allowed: PolicyDeletionPolicy.all)),
                        "The deletion policies that no repository may have; checked by policy-deletion-policy."),
                    Field(
                        "allowedStorageNamespaces", .list(of: .string(.storageNamespace, allowsEmpty: false)),
                        "Patterns of the namespaces whose storages may be used, and . for the object's own; checked by policy-storage-namespace."
                    ),
                ], formerFields: misnamedParameters)),
        "Limits that only the platform team can know; each is a rule that is off until it is set.")

    private static let exception = ObjectType(
        "NamespacePolicy", "What holds for some namespaces only.",
        [
            Field(
                "match", .list(of: .string(.namespacePattern, allowsEmpty: false)),
                "Patterns of the namespaces that are meant; * stands for any characters, ? for one.",
                need: "at least one pattern must say which namespaces are meant"),
            rules, parameters, ignorable,
        ], rules: [PolicyLevels(), IgnorableRules()], formerFields: misplaced)
}

extension RuleInfo {
    /// A mistake in a policy file; it is not a rule about objects of the cluster.
    static let policyFile = RuleInfo("policy-file", .error, "a mistake in a policy file", isMandatory: true)
}

extension Format {
    fileprivate static let namespacePattern = Format(
        "namespace-pattern", rule: .policyFile, summary: "a namespace's name, with * for any characters and ? for one"
    ) { text in
        NamespaceGlob(String(text)) == nil
            ? "no namespace can match it: use lower-case letters, digits and '-', * for any characters and ? for one"
            : nil
    }

    fileprivate static let storageNamespace = Format(
        "storage-namespace", rule: .policyFile, summary: "a pattern of namespaces, or . for the object's own"
    ) { text in
        StorageNamespace(String(text)) == nil
            ? "no namespace can match it: use lower-case letters, digits and '-', * for any characters and ? for one, "
                + "or . alone for the object's own" : nil
    }

    fileprivate static let interval = Format(
        "interval", rule: .policyFile, summary: "a duration above zero, such as 15m or 1h30m",
        suggestion: { text in
            guard let meant = UnitWords.interval.meant(by: text), PolicyInterval.seconds(meant.utf8.span) != nil else {
                return nil
            }
            return .replace(with: meant)
        },
        problem: { text in
            PolicyInterval.seconds(text) == nil ? "must be a duration above zero, such as 15m or 1h30m" : nil
        })
}

/// Checks the levels of a section: the rules and levels must exist, and mandatory rules cannot be lowered.
struct PolicyLevels: ObjectRule {
    static var info: RuleInfo { .policyFile }

    static let rules: Key = "rules"

    var fields: [String] { [Self.rules.text] }

    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let rules = document.present(Self.rules, of: object) else { return }
        for (key, value) in document.members(of: rules) {
            let place = Findings.Place.entry(of: rules, key: key)
            let name = RuleID(rawValue: document.string(key) ?? "")
            let rule = RuleCatalog.rule(name)
            guard rule != nil || name.rawValue == Policy.allRules else {
                let nearest = Self.nearest(to: name)
                findings.report(
                    Self.info, .notFound, key, at: place,
                    "there is no such rule" + (nearest == nil ? "; see stashgate rules" : ""),
                    suggestion: nearest.map { .renameKey(to: $0) })
                continue
            }
            guard let level = Policy.Level(value, in: document) else {
                let isFixed = rule?.isMandatory ?? false
                let meant = isFixed ? nil : Policy.Level.meant(by: value, in: document)
                findings.report(
                    Self.info, .notSupported, value, at: place,
                    isFixed
                        ? "it can be error only: Kubernetes or KubeStash could make nothing of what breaks this rule"
                        : "supported values: \"error\", \"warning\", \"off\"",
                    suggestion: meant.map { .replace(with: $0.rawValue) })
                continue
            }
            if let rule, rule.isMandatory, level != .error {
                findings.report(
                    Self.info, .forbidden, key, at: place,
                    "it cannot be \(level.rawValue): Kubernetes or KubeStash could make nothing of what breaks this rule"
                )
            }
        }
    }

    /// Words for all rules that people know from other programs.
    private static let wordsForAll = ["all", "any", "**", ".*", "everything", "default"]

    /// The name that was meant by one that no rule has, nil if it is not clear.
    static func nearest(to name: RuleID) -> String? {
        if wordsForAll.contains(name.rawValue.lowercased()) { return Policy.allRules }
        if let parameter = PolicyParameters.all.first(where: { $0.name == name.rawValue }) {
            return parameter.rule.rawValue
        }
        let names = RuleCatalog.all.lazy.map(\.id.rawValue)
        return NearestName.of(name.rawValue, among: names, mostCandidates: RuleCatalog.all.count)
    }
}

extension Policy.Level {
    /// The words of other programs for the levels.
    private static let otherWords: [(level: Policy.Level, words: [String])] = [
        (.error, ["err", "deny", "denied", "block", "fail", "fatal", "critical"]),
        (.warning, ["warn", "wrn", "warned"]),
        (.off, ["disable", "disabled", "none", "ignore", "ignored", "no", "never", "silent", "skip", "allow"]),
    ]

    /// The level that is meant by another word, nil if it is not clear.
    static func meant(by node: Document.Node, in document: Document) -> Policy.Level? {
        guard let word = document.string(node, upTo: Quoted.limit)?.lowercased() else { return nil }
        return otherWords.first { $0.words.contains(word) }?.level
            ?? NearestName.of(word, among: allCases.map(\.rawValue)).flatMap(Self.init(rawValue:))
    }

    /// Reads a level; YAML 1.1, which Kubernetes reads, parses the plain word `off` as the boolean false.
    init?(_ node: Document.Node, in document: Document) {
        if document.boolean(node) == false {
            self = .off
        } else if let level = document.string(node).flatMap(Self.init(rawValue:)) {
            self = level
        } else {
            return nil
        }
    }
}
