public import Schema

/// What a policy says about one object.
public struct PolicySettings: Sendable {
    /// What holds where there is no policy.
    public static let `default` = PolicySettings(Policy.Section(), namespace: nil)

    private let levels: [RuleID: Policy.Level]
    /// The rules that check the parameters that are set.
    let rules: [any Rule]

    init(_ section: Policy.Section, namespace: String?) {
        rules = section.parameters.rules(for: namespace).filter { section.levels[$0.id] != .off }
        var levels = section.levels
        // What a parameter makes an error need not be warned of as well.
        for rule in rules {
            for advice in section.parameters.advice(coveredBy: rule.id) where levels[advice] == nil {
                levels[advice] = .off
            }
        }
        self.levels = levels
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
