public import Document
public import Schema

/// The policy of a platform team: which rules are errors, warnings or off, and the values of limits.
///
/// It holds for all namespaces or for some. A section for some namespaces overrides the general one, and a later
/// section overrides an earlier one. Each rule and each parameter is decided separately.
public struct Policy: Sendable {
    /// The effect of a rule's findings.
    public enum Level: String, CaseIterable, Hashable, Sendable {
        /// They deny the object.
        case error
        /// They are shown, and the object may be stored.
        case warning
        /// They are not even shown.
        case off
    }

    /// One part of the file.
    struct Section: Sendable {
        var levels: [RuleID: Level] = [:]
        /// The level of all other rules that may be set, nil if it is that of the catalogue.
        var otherLevel: Level?
        var parameters = PolicyParameters()
        /// Patterns of the rules that an annotation may ignore, nil if the section does not say.
        var ignorable: [Glob]?

        /// Applies a section that overrides this one; its level of all rules overrides every level before it.
        mutating func override(with other: Section) {
            if let level = other.otherLevel {
                levels.removeAll()
                otherLevel = level
            }
            levels.merge(other.levels) { _, later in later }
            parameters.override(with: other.parameters)
            ignorable = other.ignorable ?? ignorable
        }
    }

    /// The section for the namespaces that match one of its patterns.
    struct Exception: Sendable {
        let namespaces: [NamespaceGlob]
        let section: Section
    }

    /// The policy without a policy file: every rule as in the catalogue, and no parameter set.
    public static let `default` = Policy(general: Section(), exceptions: [])

    let general: Section
    let exceptions: [Exception]
    /// The users whose requests are warned instead of denied, where a rule may be lowered.
    var warned = Requesters()
    /// Whether an object with an error is denied; otherwise each error is a warning, also that of a mandatory rule.
    public internal(set) var denies = true

    /// Whether it changes nothing, so that there is nothing to merge for each object.
    private var isEmpty: Bool {
        exceptions.isEmpty && general.levels.isEmpty && general.otherLevel == nil
            && general.parameters == PolicyParameters() && general.ignorable == nil
    }

    /// The number of patterns of users, service accounts and groups whose requests are warned instead of denied.
    public var requesterPatterns: Int { warned.count }

    /// Whether requests of some users are warned instead of denied.
    public var namesRequesters: Bool { !warned.isEmpty }

    /// Whether the errors in a user's request are warnings, but for those of mandatory rules.
    ///
    /// - Parameters:
    ///   - user: The name of the user, as the API server authenticated it.
    ///   - groups: The groups of the user.
    /// - Returns: Whether the policy names the user or one of the groups.
    public func warnsOnly(user: String, groups: [String]) -> Bool {
        warned.contains(user: user, groups: groups)
    }

    /// The settings for one object.
    ///
    /// - Parameters:
    ///   - namespace: The namespace of the object, nil or empty if it is not known; then only the general
    ///     section holds.
    ///   - rules: The rules that somebody selects; one that is off until it is named is on then.
    /// - Returns: The settings for the check of the object.
    public func settings(for namespace: String?, selecting rules: Set<RuleID> = []) -> PolicySettings {
        guard !isEmpty || !rules.isEmpty else { return .default }
        var section = general
        let name = namespace ?? ""
        if !name.isEmpty {
            for exception in exceptions where exception.namespaces.contains(where: { $0.matches(name) }) {
                section.override(with: exception.section)
            }
        }
        for rule in rules where RuleCatalog.rule(rule)?.isOff == true && section.levels[rule] == nil {
            section.levels[rule] = .warning
        }
        return PolicySettings(section)
    }
}

/// A policy's settings for one object.
public struct PolicySettings: Sendable {
    /// The settings without a policy.
    public static let `default` = PolicySettings(Policy.Section())

    private let levels: [RuleID: Policy.Level]
    /// The level of all other rules that may be set.
    private let otherLevel: Policy.Level?
    /// The parameters that are set and whose rules are not off.
    let parameters: PolicyParameters
    /// Patterns of the rules that an annotation may ignore, nil if the policy does not say.
    private let ignorable: [Glob]?

    init(_ section: Policy.Section) {
        var parameters = section.parameters
        for parameter in PolicyParameters.all where section.levels[parameter.rule] ?? section.otherLevel == .off {
            parameter.unset(&parameters)
        }
        self.parameters = parameters
        ignorable = section.ignorable
        otherLevel = section.otherLevel
        // A parameter that makes something an error replaces the warning about it.
        levels = parameters.coveredAdvice.reduce(into: section.levels) { levels, advice in
            if levels[advice] == nil { levels[advice] = .off }
        }
    }

    /// Sets the severity of findings by the policy, and removes those of rules that are off; one lookup for each
    /// finding.
    ///
    /// - Parameter findings: The findings of the rules.
    public func apply(to findings: inout Findings) {
        guard !levels.isEmpty || otherLevel != nil else { return }
        findings.judge { finding in
            switch level(of: finding.rule) {
            case nil: finding.severity
            case .error: .error
            case .warning: .warning
            case .off: nil
            }
        }
    }

    /// The level that the policy sets for a rule, nil if it leaves the rule as it is.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: The level; that of all rules does not count for mandatory ones, and not for those that are off until
    ///   they are named.
    public func level(of rule: RuleID) -> Policy.Level? {
        if let level = levels[rule] { return level }
        guard let otherLevel, RuleCatalog.rule(rule)?.followsOthers == true else { return nil }
        return otherLevel
    }

    /// Whether a rule that is off until it is named is on.
    func turnsOn(_ rule: RuleInfo) -> Bool {
        levels[rule.id].map { $0 != .off } ?? !rule.isOff
    }

    /// Whether the policy says which rules an annotation may ignore.
    public var limitsIgnores: Bool { ignorable != nil }

    /// Whether an annotation of an object may ignore a rule in the cluster.
    ///
    /// - Parameter rule: The rule.
    /// - Returns: Whether the policy lets it be ignored; never for a mandatory rule.
    public func mayIgnore(_ rule: RuleID) -> Bool {
        guard let ignorable else { return false }
        return ignorable.contains { $0.matches(rule.rawValue) } && RuleCatalog.rule(rule)?.isMandatory == false
    }
}

extension Policy {
    /// The rules that the policy changes, in all namespaces or in some: those with another severity, and those whose
    /// parameter is set.
    public var changedRules: Set<RuleID> {
        let sections = [general] + exceptions.map(\.section)
        return sections.reduce(into: Set<RuleID>()) { changed, section in
            if let level = section.otherLevel {
                let others = RuleCatalog.all.lazy.filter { $0.followsOthers && $0.usualLevel != level }
                changed.formUnion(others.map(\.id))
            }
            for (rule, level) in section.levels where level != RuleCatalog.rule(rule)?.usualLevel {
                changed.insert(rule)
            }
            for parameter in PolicyParameters.all where parameter.isSet(section.parameters) {
                changed.insert(parameter.rule)
            }
        }
    }
}

extension Policy {
    /// The rules that an annotation may ignore, in all namespaces or in some, in alphabetical order.
    public var ignorableRules: [RuleID] {
        let all = ([general] + exceptions.map(\.section)).map { PolicySettings($0) }
        return RuleCatalog.all.map(\.id).filter { rule in all.contains { $0.mayIgnore(rule) } }
    }
}

extension RuleInfo {
    /// Its level without a policy.
    var usualLevel: Policy.Level {
        if isOff { return .off }
        return severity == .error ? .error : .warning
    }

    /// Whether the level that a policy sets for all other rules is its own, too.
    var followsOthers: Bool { !isMandatory && !isOff }
}

/// Why a file is not a policy: all mistakes in it.
public struct PolicyError: Error, Sendable {
    /// One mistake.
    public struct Mistake: Hashable, Sendable {
        /// The position in the file.
        public let position: SourcePosition
        /// The mistake, with the field and what is allowed.
        public let message: String
    }

    /// The mistakes, in order, at least one.
    public let mistakes: [Mistake]
}

extension PolicyError: CustomStringConvertible {
    /// A line for each mistake, after its line and column.
    public var description: String {
        mistakes.map { "line \($0.position.line), column \($0.position.column): \($0.message)" }
            .joined(separator: "\n")
    }
}
