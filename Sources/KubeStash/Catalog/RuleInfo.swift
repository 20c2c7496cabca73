public import Schema

/// What is said of a rule where all of them are listed.
public struct RuleInfo: Hashable, Sendable {
    /// The rule's name.
    public let id: RuleID
    /// How bad its findings are where no policy says otherwise; the worst, where it makes findings of both kinds.
    public let severity: Finding.Severity
    /// What it catches, in one line without a full stop.
    public let summary: String
    /// Whether no policy may turn it off or lower it, because Kubernetes or KubeStash itself could not make anything of an
    /// object that breaks it.
    public let isMandatory: Bool

    /// Makes an entry.
    ///
    /// - Parameters:
    ///   - id: The rule's name.
    ///   - severity: How bad its findings are.
    ///   - summary: What it catches, in one line without a full stop.
    ///   - isMandatory: Whether no policy may turn it off or lower it.
    public init(id: RuleID, severity: Finding.Severity, summary: String, isMandatory: Bool) {
        self.id = id
        self.severity = severity
        self.summary = summary
        self.isMandatory = isMandatory
    }
}
