internal import Schema

extension RuleID {
    /// A text that Kubernetes would not take for a name.
    static let invalidName = RuleID(rawValue: "invalid-name")
    /// A key or value of a label, or a key of an annotation, that Kubernetes would not take.
    static let invalidLabel = RuleID(rawValue: "invalid-label")
    /// A text that is no IP address, or one that programs read differently.
    static let invalidAddress = RuleID(rawValue: "invalid-address")
    /// A text that is no date and time.
    static let invalidDateTime = RuleID(rawValue: "invalid-date-time")
}
