internal import Schema

extension RuleCatalog {
    /// What is checked of names and of Pods; Kubernetes would make no Job or Pod of what breaks a mandatory one.
    static let pods: [RuleInfo] = [
        RuleInfo(
            id: .invalidName, severity: .error,
            summary: "a text where a name belongs that Kubernetes would not take for one", isMandatory: true),
        RuleInfo(
            id: .invalidLabel, severity: .error,
            summary: "a key or value of a label, or a key of an annotation, that Kubernetes would not take",
            isMandatory: true),
        RuleInfo(
            id: .invalidAddress, severity: .error,
            summary: "a text that is no IP address, or one that programs read differently", isMandatory: true),
        RuleInfo(
            id: .invalidDateTime, severity: .error, summary: "a text that is no date and time as RFC 3339 has it",
            isMandatory: true),
        RuleInfo(
            id: .annotationsTooLarge, severity: .error, summary: "annotations of more than 256 KiB", isMandatory: true),
        RuleInfo(
            id: .reservedLabel, severity: .error,
            summary: "a label in the template of a Pod that only the Job controller may set", isMandatory: true),
        RuleInfo(
            id: .invalidPodAnnotation, severity: .error,
            summary: "an annotation of a Pod that is a setting of Kubernetes, and is malformed", isMandatory: true),
        RuleInfo(
            id: .profileMismatch, severity: .error,
            summary: "an annotation and a field that choose different seccomp or AppArmor profiles", isMandatory: true),
        RuleInfo(
            id: .invalidSelector, severity: .error,
            summary: "a condition of a selector with too few or too many values for its operator", isMandatory: true),
        RuleInfo(
            id: .matchLabelKeys, severity: .error,
            summary: "matchLabelKeys or mismatchLabelKeys without a labelSelector, or with keys that it has already",
            isMandatory: true),
        RuleInfo(
            id: .invalidToleration, severity: .error, summary: "a toleration whose fields do not go together",
            isMandatory: true),
        RuleInfo(
            id: .invalidTopologySpread, severity: .error,
            summary: "minDomains in a topology spread constraint that does not make Pods wait", isMandatory: true),
        RuleInfo(
            id: .invalidDNS, severity: .error,
            summary: "a Pod without a name server, or with more of them or of domains than a resolver takes",
            isMandatory: true),
        RuleInfo(
            id: .processNamespaceConflict, severity: .error, summary: "hostPID together with shareProcessNamespace",
            isMandatory: true),
        RuleInfo(
            id: .invalidSysctl, severity: .error,
            summary: "a kernel setting that is misspelt, or that would change the node", isMandatory: true),
        RuleInfo(
            id: .invalidSecurityProfile, severity: .error,
            summary: "a seccomp or AppArmor profile of the node without a name, or a name without such a profile",
            isMandatory: true),
        RuleInfo(
            id: .invalidWindowsOptions, severity: .error,
            summary: "users, credentials or host processes that Windows would not take", isMandatory: true),
        RuleInfo(
            id: .invalidPriority, severity: .error, summary: "a priority that the Pod's class cannot have",
            isMandatory: false),
        RuleInfo(
            id: .priorityWithoutClass, severity: .warning, summary: "a priority without priorityClassName",
            isMandatory: false),
        RuleInfo(
            id: .hostNetworkPort, severity: .error,
            summary: "a hostPort other than the containerPort, in the node's network", isMandatory: false),
        RuleInfo(
            id: .unknownVolume, severity: .error,
            summary: "a container that mounts, or otherwise uses, a volume which its Pod does not have",
            isMandatory: false),
        RuleInfo(
            id: .sleepBeyondGracePeriod, severity: .error,
            summary: "a lifecycle hook that sleeps for longer than the Pod has to end", isMandatory: true),
        RuleInfo(
            id: .indexedJob, severity: .error,
            summary: "a Job of completionMode Indexed without completions, or with too much parallelism",
            isMandatory: true),
        RuleInfo(
            id: .zeroDeadline, severity: .warning, summary: "activeDeadlineSeconds 0, which ends every Job at once",
            isMandatory: false),
        RuleInfo(
            id: .hostAccess, severity: .warning, summary: "the node's namespaces, files or privileges for a Pod",
            isMandatory: false),
        RuleInfo(
            id: .noEffect, severity: .warning, summary: "a setting that Kubernetes takes although it does nothing",
            isMandatory: false),
    ]
}
