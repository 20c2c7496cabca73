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
    /// A setting that Kubernetes takes although it does nothing.
    static let noEffect = RuleID(rawValue: "no-effect")
    /// A setting with which a container reaches beyond itself into its node.
    static let hostAccess = RuleID(rawValue: "host-access")
    /// Settings of name resolution that do not go together or are too many.
    static let invalidDNS = RuleID(rawValue: "invalid-dns")
    /// A setting of the kernel that does not exist or that the Pod may not change.
    static let invalidSysctl = RuleID(rawValue: "invalid-sysctl")
    /// Security settings of Windows that it would not take.
    static let invalidWindowsOptions = RuleID(rawValue: "invalid-windows-options")
}
