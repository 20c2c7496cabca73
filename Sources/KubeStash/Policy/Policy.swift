public import Document
public import Schema

/// What a platform team wants otherwise than stashgate does by itself: which rules are errors, warnings or off, and the
/// limits that only it can know; for all namespaces or for some.
///
/// What is said for some namespaces goes over what is said for all; of several such sections the later goes over the
/// earlier. Each rule and each parameter is decided for itself.
public struct Policy: Sendable {
    /// What is made of the findings of a rule.
    public enum Level: String, CaseIterable, Hashable, Sendable {
        /// They deny the object.
        case error
        /// They are shown, and the object may be stored.
        case warning
        /// They are not even shown.
        case off
    }

    /// What one part of the file says.
    struct Section: Sendable {
        var levels: [RuleID: Level] = [:]
        var parameters = PolicyParameters()

        /// Takes over what a section says that goes over this one.
        mutating func override(with other: Section) {
            levels.merge(other.levels) { _, later in later }
            parameters.override(with: other.parameters)
        }
    }

    /// What is said for the namespaces that match one of the patterns.
    struct Exception: Sendable {
        let namespaces: [NamespaceGlob]
        let section: Section
    }

    /// The policy of those who have none: every rule is what the catalogue says, and no parameter is set.
    public static let `default` = Policy(general: Section(), exceptions: [])

    let general: Section
    let exceptions: [Exception]

    /// Whether it wants nothing, so that there is nothing to put together for each object.
    private var isEmpty: Bool {
        exceptions.isEmpty && general.levels.isEmpty && general.parameters == PolicyParameters()
    }

    /// What holds for one object.
    ///
    /// - Parameter namespace: The namespace of the object, nil or empty where nobody knows it; then only what is said for
    ///   all namespaces holds.
    /// - Returns: What the check of the object needs.
    public func settings(for namespace: String?) -> PolicySettings {
        guard !isEmpty else { return .default }
        var section = general
        let name = namespace ?? ""
        if !name.isEmpty {
            for exception in exceptions where exception.namespaces.contains(where: { $0.matches(name) }) {
                section.override(with: exception.section)
            }
        }
        return PolicySettings(section)
    }
}

/// What a policy says about one object.
public struct PolicySettings: Sendable {
    /// What holds where there is no policy.
    public static let `default` = PolicySettings(Policy.Section())

    private let levels: [RuleID: Policy.Level]
    /// The parameters that are set and whose rules are not off.
    let parameters: PolicyParameters

    init(_ section: Policy.Section) {
        var parameters = section.parameters
        for parameter in PolicyParameters.all where section.levels[parameter.rule] == .off {
            parameter.unset(&parameters)
        }
        self.parameters = parameters
        // What a parameter makes an error need not be warned of as well.
        levels = parameters.coveredAdvice.reduce(into: section.levels) { levels, advice in
            if levels[advice] == nil { levels[advice] = .off }
        }
    }

    /// Gives findings the severity that the policy wants and takes out those of rules that are off; one look-up a finding.
    ///
    /// - Parameter findings: What the rules reported.
    public func apply(to findings: inout Findings) {
        guard !levels.isEmpty else { return }
        findings.judge { finding in
            switch levels[finding.rule] {
            case nil: finding.severity
            case .error: .error
            case .warning: .warning
            case .off: nil
            }
        }
    }
}

extension Policy {
    /// The rules of which it makes something else than stashgate does by itself, in all namespaces or in some: those whose
    /// severity it changes, and those whose parameter it sets.
    public var changedRules: Set<RuleID> {
        let sections = [general] + exceptions.map(\.section)
        return sections.reduce(into: Set<RuleID>()) { changed, section in
            for (rule, level) in section.levels where level.rawValue != RuleCatalog.rule(rule)?.severity.rawValue {
                changed.insert(rule)
            }
            for parameter in PolicyParameters.all where parameter.isSet(section.parameters) {
                changed.insert(parameter.rule)
            }
        }
    }
}

/// Why a file is no policy: everything that is wrong with it.
public struct PolicyError: Error, Sendable {
    /// One thing that is wrong.
    public struct Mistake: Hashable, Sendable {
        /// Where, in the file.
        public let position: SourcePosition
        /// What, with the field and what is allowed.
        public let message: String
    }

    /// The mistakes in their order, one at least.
    public let mistakes: [Mistake]
}

extension PolicyError: CustomStringConvertible {
    /// A line for each mistake, with its line and column in front.
    public var description: String {
        mistakes.map { "line \($0.position.line), column \($0.position.column): \($0.message)" }
            .joined(separator: "\n")
    }
}
