public import Document
public import Schema

/// The settings of a policy file for objects in one namespace, each with its place in the file.
public struct PolicyOverview: Sendable {
    /// One rule.
    public struct RuleSetting: Sendable {
        /// The rule.
        public let rule: RuleInfo
        /// The effect of its findings; off for a rule whose parameter is not set.
        public let level: Policy.Level
        /// Whether an annotation may ignore it in the cluster.
        public let isIgnorable: Bool
        /// The key that sets it, nil if it is as in the catalogue.
        public let position: SourcePosition?
    }

    /// One parameter that is set.
    public struct ParameterSetting: Sendable {
        /// Its name.
        public let name: String
        /// Its value, as JSON.
        public let value: String
        /// The key that sets it.
        public let position: SourcePosition
    }

    /// All rules, in alphabetical order.
    public let rules: [RuleSetting]
    /// The parameters that are set, in the order of the documentation, the rules that may be ignored, whether anything is
    /// denied, and the users who are only warned.
    public let parameters: [ParameterSetting]

    /// Reads a policy file.
    ///
    /// - Parameters:
    ///   - yaml: The file, in YAML or JSON.
    ///   - namespace: The namespace, nil for what holds where no section for namespaces does.
    /// - Throws: All mistakes in the file.
    public init(yaml: [UInt8], namespace: String?) throws(PolicyError) {
        let policy = try Policy(yaml: yaml)
        let settings = policy.settings(for: namespace)
        let places = Places(in: try Policy.document(yaml), for: namespace)
        rules = RuleCatalog.all.map { rule in
            let isIgnorable = settings.mayIgnore(rule.id)
            let set = settings.level(of: rule.id)
            let parameter = PolicyParameters.all.first { $0.rule == rule.id }
            if let parameter, !parameter.isSet(settings.parameters) {
                let place = places.rules[rule.id] ?? places.otherRules
                return RuleSetting(
                    rule: rule, level: .off, isIgnorable: isIgnorable, position: set == .off ? place : nil)
            }
            // A parameter turns its own rule on, and off the warning about the same mistake.
            let position =
                places.rules[rule.id] ?? places.position(ofWhatCovers: rule.id, settings.parameters)
                ?? (rule.followsOthers ? places.otherRules : nil)
                ?? parameter.flatMap { places.parameters[$0.name]?.position }
            return RuleSetting(rule: rule, level: set ?? rule.usualLevel, isIgnorable: isIgnorable, position: position)
        }
        parameters =
            PolicyParameters.all.compactMap { parameter in
                places.parameters[parameter.name].map {
                    ParameterSetting(name: parameter.name, value: $0.value, position: $0.position)
                }
            } + [places.ignorable, places.enforcement].compactMap { $0 } + places.requesters
    }
}

/// Where a policy file sets what holds in a namespace: the last place for each rule and parameter.
private struct Places {
    private(set) var rules: [RuleID: SourcePosition] = [:]
    /// Where the level of all other rules is set.
    private(set) var otherRules: SourcePosition?
    private(set) var parameters: [String: (value: String, position: SourcePosition)] = [:]
    /// Where the rules are named that may be ignored.
    private(set) var ignorable: PolicyOverview.ParameterSetting?
    private let document: Document

    init(in document: Document, for namespace: String?) {
        self.document = document
        take(document.root)
        guard let namespace, !namespace.isEmpty, let sections = document.present("namespaces", of: document.root)
        else { return }
        for section in document.elements(of: sections) where Self.isMeant(section, namespace, document) {
            take(section)
        }
    }

    private static func isMeant(_ section: Document.Node, _ namespace: String, _ document: Document) -> Bool {
        guard let patterns = document.present("match", of: section) else { return false }
        return document.elements(of: patterns).contains { pattern in
            document.string(pattern).flatMap { NamespaceGlob($0) }?.matches(namespace) ?? false
        }
    }

    private mutating func take(_ section: Document.Node) {
        if let rules = document.present("rules", of: section) {
            if let (key, _) = document.members(of: rules).first(where: { document.string($0.key) == Policy.allRules }) {
                self.rules.removeAll()
                otherRules = document.position(of: key)
            }
            for (key, _) in document.members(of: rules) {
                self.rules[RuleID(rawValue: document.string(key) ?? "")] = document.position(of: key)
            }
        }
        if let patterns = setting(IgnorableRules.key, of: section) { ignorable = patterns }
        guard let parameters = document.present("parameters", of: section) else { return }
        for (key, value) in document.members(of: parameters) where !document.isNull(value) {
            self.parameters[document.string(key) ?? ""] = (
                document.compactText(of: value), document.position(of: key)
            )
        }
    }

    /// Whether anything is denied, in every namespace.
    var enforcement: PolicyOverview.ParameterSetting? { setting(Policy.enforcementKey, of: document.root) }

    private func setting(_ name: Key, of section: Document.Node) -> PolicyOverview.ParameterSetting? {
        guard let value = document.present(name, of: section), let key = document.key(of: value) else { return nil }
        return PolicyOverview.ParameterSetting(
            name: name.text, value: document.compactText(of: value), position: document.position(of: key))
    }

    /// The users who are only warned, in every namespace.
    var requesters: [PolicyOverview.ParameterSetting] {
        guard let warned = document.present("warnOnly", of: document.root) else { return [] }
        return document.members(of: warned).map { key, value in
            PolicyOverview.ParameterSetting(
                name: "warnOnly.\(document.string(key) ?? "")", value: document.compactText(of: value),
                position: document.position(of: key))
        }
    }

    /// Where the parameter is set that makes an error of what a rule warns of.
    func position(ofWhatCovers advice: RuleID, _ set: PolicyParameters) -> SourcePosition? {
        let covering = PolicyParameters.all.first { parameter in
            var others = set
            parameter.unset(&others)
            return set.coveredAdvice.contains(advice) && !others.coveredAdvice.contains(advice)
        }
        return covering.flatMap { parameters[$0.name]?.position }
    }
}
