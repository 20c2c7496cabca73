package import Schema

/// Rules that several checks or formats report.
extension RuleInfo {
    /// A text that Kubernetes does not accept as a name.
    package static let invalidName = RuleInfo(
        "invalid-name", .error, "a text where a name belongs that Kubernetes would not take for one", isMandatory: true)
    /// A key or value of a label, or a key of an annotation, that Kubernetes does not accept.
    package static let invalidLabel = RuleInfo(
        "invalid-label", .error, "a key or value of a label, or a key of an annotation, that Kubernetes would not take",
        isMandatory: true)
    /// Metadata of an object that Kubernetes does not store.
    package static let invalidMetadata = RuleInfo(
        "invalid-metadata", .error, "an object without a name, with two controllers, or with contrary finalizers",
        isMandatory: true)
    /// A text that is not an IP address, or one that programs read differently.
    package static let invalidAddress = RuleInfo(
        "invalid-address", .error, "a text that is no IP address, or one that programs read differently",
        isMandatory: true)
    /// A text that is not a date and time.
    package static let invalidDateTime = RuleInfo(
        "invalid-date-time", .error, "a text that is no date and time as RFC 3339 has it", isMandatory: true)
    /// Settings of name resolution that conflict or are too many.
    package static let invalidDNS = RuleInfo(
        "invalid-dns", .error, "a Pod without a name server, or with more of them or of domains than a resolver takes",
        isMandatory: true)
    /// A setting of the kernel that does not exist or that the Pod may not change.
    package static let invalidSysctl = RuleInfo(
        "invalid-sysctl", .error, "a kernel setting that is misspelt, or that would change the node", isMandatory: true)
    /// Windows security settings that Kubernetes does not accept.
    package static let invalidWindowsOptions = RuleInfo(
        "invalid-windows-options", .error, "users, credentials or host processes that Windows would not take",
        isMandatory: true)
    /// A setting that gives a Pod or container access to its node.
    package static let hostAccess = RuleInfo(
        "host-access", .warning, "the node's namespaces, files or privileges for a Pod")
    /// A setting that Kubernetes accepts although it has no effect.
    package static let noEffect = RuleInfo(
        "no-effect", .warning, "a setting that Kubernetes takes although it does nothing")
    /// A text is not a quantity.
    package static let invalidQuantity = RuleInfo(
        "invalid-quantity", .error, "an amount that Kubernetes cannot read, such as 10GB", isMandatory: true)
    /// A container requests resources that it cannot get.
    package static let invalidResources = RuleInfo(
        "invalid-resources", .error,
        "requests over their limits, amounts below 0, or resources that no container can have", isMandatory: true)
    /// An environment variable has no source for its value, or two.
    package static let invalidEnv = RuleInfo(
        "invalid-env", .error, "an environment variable takes its value from nowhere or from two places",
        isMandatory: true)
    /// A field or a resource that a container cannot read.
    package static let invalidFieldReference = RuleInfo(
        "invalid-field-reference", .error,
        "a variable or file wants a field or resource that a container cannot be told", isMandatory: true)
    /// A probe that cannot be run.
    package static let invalidProbe = RuleInfo(
        "invalid-probe", .error, "a probe tries nothing, or two things", isMandatory: true)
    /// A lifecycle hook that cannot be run.
    package static let invalidLifecycle = RuleInfo(
        "invalid-lifecycle", .error, "a lifecycle hook does nothing, or two things", isMandatory: true)
    /// A container that contradicts itself.
    package static let invalidContainer = RuleInfo(
        "invalid-container", .error, "an init container has settings or ports that Kubernetes refuses together",
        isMandatory: true)
    /// A volume that cannot be mounted in this way.
    package static let invalidVolumeMount = RuleInfo(
        "invalid-volume-mount", .error, "a volume is mounted in a way that there is not", isMandatory: true)
    /// A volume without a kind, or with settings that its kind does not allow.
    package static let invalidVolume = RuleInfo(
        "invalid-volume", .error, "a volume has two sources, or one that does not work", isMandatory: true)
    /// A claim that Kubernetes does not accept.
    package static let invalidVolumeClaim = RuleInfo(
        "invalid-volume-claim", .error, "a claim of storage without size, or with settings that do not go together",
        isMandatory: true)
}
