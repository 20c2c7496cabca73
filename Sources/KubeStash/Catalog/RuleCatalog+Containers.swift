internal import Schema

extension RuleCatalog {
    /// What is checked of containers and volumes; Kubernetes would make no Pod of what breaks one of these.
    static let containers: [RuleInfo] = [
        RuleInfo(
            id: .invalidQuantity, severity: .error, summary: "an amount that Kubernetes cannot read, such as 10GB",
            isMandatory: true),
        RuleInfo(
            id: .invalidResources, severity: .error,
            summary: "requests over their limits, amounts below 0, or resources that no container can have",
            isMandatory: true),
        RuleInfo(
            id: .invalidEnv, severity: .error,
            summary: "an environment variable takes its value from nowhere or from two places", isMandatory: true),
        RuleInfo(
            id: .invalidFieldReference, severity: .error,
            summary: "a variable or file wants a field or resource that a container cannot be told", isMandatory: true),
        RuleInfo(
            id: .invalidProbe, severity: .error, summary: "a probe tries nothing, or two things", isMandatory: true),
        RuleInfo(
            id: .invalidLifecycle, severity: .error, summary: "a lifecycle hook does nothing, or two things",
            isMandatory: true),
        RuleInfo(
            id: .invalidContainer, severity: .error,
            summary: "an init container has settings or ports that Kubernetes refuses together", isMandatory: true),
        RuleInfo(
            id: .invalidSecurityContext, severity: .error,
            summary: "security settings of a container contradict each other", isMandatory: true),
        RuleInfo(
            id: .invalidVolumeMount, severity: .error, summary: "a volume is mounted in a way that there is not",
            isMandatory: true),
        RuleInfo(
            id: .invalidVolume, severity: .error, summary: "a volume has two sources, or one that does not work",
            isMandatory: true),
        RuleInfo(
            id: .invalidVolumeClaim, severity: .error,
            summary: "a claim of storage without size, or with settings that do not go together", isMandatory: true),
    ]
}
