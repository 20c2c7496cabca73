public import Schema

/// The rules about names and about Pods.
extension RuleID {
    /// A text that Kubernetes would not take for a name.
    public static let invalidName = RuleID(rawValue: "invalid-name")
    /// A key or value of a label, or a key of an annotation, that Kubernetes would not take.
    public static let invalidLabel = RuleID(rawValue: "invalid-label")
    /// A text that is no IP address, or one that programs read differently.
    public static let invalidAddress = RuleID(rawValue: "invalid-address")
    /// A text that is no date and time.
    public static let invalidDateTime = RuleID(rawValue: "invalid-date-time")
    /// Annotations that are too large to be stored.
    public static let annotationsTooLarge = RuleID(rawValue: "annotations-too-large")
    /// A label in a template that only Kubernetes may set.
    public static let reservedLabel = RuleID(rawValue: "reserved-label")
    /// An annotation that Kubernetes reads and cannot understand.
    public static let invalidPodAnnotation = RuleID(rawValue: "invalid-pod-annotation")
    /// An annotation and a field that choose different profiles.
    public static let profileMismatch = RuleID(rawValue: "profile-mismatch")
    /// A condition of a selector with too few or too many values.
    public static let invalidSelector = RuleID(rawValue: "invalid-selector")
    /// Labels to be matched that no selector can take.
    public static let matchLabelKeys = RuleID(rawValue: "match-label-keys")
    /// A toleration that contradicts itself.
    public static let invalidToleration = RuleID(rawValue: "invalid-toleration")
    /// A topology spread constraint that contradicts itself.
    public static let invalidTopologySpread = RuleID(rawValue: "invalid-topology-spread")
    /// Settings of name resolution that do not go together or are too many.
    public static let invalidDNS = RuleID(rawValue: "invalid-dns")
    /// A Pod that shares its processes with the node and among its containers.
    public static let processNamespaceConflict = RuleID(rawValue: "process-namespace-conflict")
    /// A setting of the kernel that does not exist or that the Pod may not change.
    public static let invalidSysctl = RuleID(rawValue: "invalid-sysctl")
    /// A seccomp or AppArmor profile that is not named, or named where none belongs.
    public static let invalidSecurityProfile = RuleID(rawValue: "invalid-security-profile")
    /// Security settings of Windows that it would not take.
    public static let invalidWindowsOptions = RuleID(rawValue: "invalid-windows-options")
    /// A priority that no class of the Pod can have.
    public static let invalidPriority = RuleID(rawValue: "invalid-priority")
    /// A priority without a class.
    public static let priorityWithoutClass = RuleID(rawValue: "priority-without-class")
    /// A port that the node's network would have to translate.
    public static let hostNetworkPort = RuleID(rawValue: "host-network-port")
    /// A container that names a volume its Pod does not have.
    public static let unknownVolume = RuleID(rawValue: "unknown-volume")
    /// A pause that is longer than the Pod has to end.
    public static let sleepBeyondGracePeriod = RuleID(rawValue: "sleep-beyond-grace-period")
    /// A Job with numbered Pods that lacks their number, or runs too many.
    public static let indexedJob = RuleID(rawValue: "indexed-job")
    /// A Job that has no time to run.
    public static let zeroDeadline = RuleID(rawValue: "zero-deadline")
    /// A setting with which a Pod or container reaches beyond itself into its node.
    public static let hostAccess = RuleID(rawValue: "host-access")
    /// A setting that Kubernetes takes although it does nothing.
    public static let noEffect = RuleID(rawValue: "no-effect")
}
