public import Schema

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
