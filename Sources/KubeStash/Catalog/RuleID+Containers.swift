public import Schema

extension RuleID {
    /// A text is no quantity.
    public static let invalidQuantity = RuleID(rawValue: "invalid-quantity")
    /// A container asks for resources that it cannot get.
    public static let invalidResources = RuleID(rawValue: "invalid-resources")
    /// An environment variable gets its value from nowhere, or from two places.
    public static let invalidEnv = RuleID(rawValue: "invalid-env")
    /// A field or a resource that a container cannot be told.
    public static let invalidFieldReference = RuleID(rawValue: "invalid-field-reference")
    /// A probe that cannot be run.
    public static let invalidProbe = RuleID(rawValue: "invalid-probe")
    /// A lifecycle hook that cannot be run.
    public static let invalidLifecycle = RuleID(rawValue: "invalid-lifecycle")
    /// A container that contradicts itself.
    public static let invalidContainer = RuleID(rawValue: "invalid-container")
    /// Security settings of a container that contradict each other.
    public static let invalidSecurityContext = RuleID(rawValue: "invalid-security-context")
    /// A volume that cannot be mounted so.
    public static let invalidVolumeMount = RuleID(rawValue: "invalid-volume-mount")
    /// A volume that is of no kind, or of no such kind.
    public static let invalidVolume = RuleID(rawValue: "invalid-volume")
    /// A claim that Kubernetes would not take.
    public static let invalidVolumeClaim = RuleID(rawValue: "invalid-volume-claim")
}
