internal import Schema

extension RuleID {
    /// A container asks for resources that it cannot get.
    static let invalidResources = RuleID(rawValue: "invalid-resources")
    /// An environment variable gets its value from nowhere, or from two places.
    static let invalidEnv = RuleID(rawValue: "invalid-env")
    /// A field or a resource that a container cannot be told.
    static let invalidFieldReference = RuleID(rawValue: "invalid-field-reference")
    /// A probe that cannot be run.
    static let invalidProbe = RuleID(rawValue: "invalid-probe")
    /// A lifecycle hook that cannot be run.
    static let invalidLifecycle = RuleID(rawValue: "invalid-lifecycle")
    /// A container that contradicts itself.
    static let invalidContainer = RuleID(rawValue: "invalid-container")
    /// A container's security settings contradict each other.
    static let invalidSecurityContext = RuleID(rawValue: "invalid-security-context")
    /// A volume that cannot be mounted so.
    static let invalidVolumeMount = RuleID(rawValue: "invalid-volume-mount")
    /// A volume that is of no kind that Kubernetes takes.
    static let invalidVolume = RuleID(rawValue: "invalid-volume")
    /// A claim that Kubernetes would not take.
    static let invalidVolumeClaim = RuleID(rawValue: "invalid-volume-claim")
}
