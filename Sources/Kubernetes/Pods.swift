internal import Document
package import Schema

extension ValueType {
    /// Labels: names and short texts to select objects by.
    package static let labels = ValueType.map(of: .string(.labelValue), keys: .labelKey)

    /// Annotations: names and texts of any content.
    package static let annotations = ValueType.map(of: .string(), keys: .annotationKey)

    /// The name servers that the Pod's containers use.
    package static let dnsPolicy = ValueType.string(
        allowed: ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], allowsEmpty: true)
}

extension ObjectType {
    /// An object of the same namespace, by name; Kubernetes checks the name only where it needs one.
    static let localObjectReference = ObjectType(
        "LocalObjectReference", "An object of the same namespace.",
        [Field("name", .string(.anyName), "Name of the object.")], rules: [ImpossibleName("name")], mainField: "name")

    /// The Job that a CronJob creates.
    package static let jobTemplate = ObjectType(
        "JobTemplate", "The Job that the CronJob makes.",
        [
            Field(
                "parallelism", .int32(minimum: 0), "How many Pods run at a time.", assumed: "1, by Kubernetes"),
            Field(
                "completions", .int32(minimum: 0), "How many Pods must succeed.",
                assumed: "1 where parallelism is missing, too, by Kubernetes"),
            Field(
                "activeDeadlineSeconds", .int64(minimum: 0),
                "How long the Job may run, from its start on; more than 0."),
            Field(
                "backoffLimit", .int32(minimum: 0), "How often a failed Pod is tried again.",
                assumed: "6, by Kubernetes"),
            Field("template", .object(podTemplateSpec), "The Pod that the Job makes."),
            Field(
                "ttlSecondsAfterFinished", .int32(minimum: 0),
                "How long the Job is kept when it has ended; 0 deletes it at once.", assumed: "for ever, by Kubernetes"),
            Field(
                "completionMode", .string(allowed: ["NonIndexed", "Indexed"]),
                "Whether the Pods are alike or numbered.", assumed: "NonIndexed, by Kubernetes"),
            Field(
                "suspend", .boolean, "Whether the Job makes no Pods for now.", assumed: "false, by Kubernetes"),
        ],
        rules: [IndexedJob(), ZeroDeadline(), IdleJob()],
        formerFields: ["spec": "its fields belong right here, such as backoffLimit and template"])

    /// The Pod that a Job creates (offshoot-api `PodTemplateSpec`).
    package static let podTemplateSpec = ObjectType(
        "PodTemplateSpec", "The Pod that a Job makes, and what the Job is labelled with.",
        [
            Field("metadata", .object(objectMeta), "Labels and annotations of the Pod."),
            Field("controller", .object(objectMeta), "Labels and annotations of the Job or CronJob."),
            Field("spec", .object(podSpec), "What is in the Pod, and where it runs."),
        ],
        rules: [
            ReservedLabel("labels", under: "metadata"), InvalidPodAnnotation("annotations", under: "metadata"),
            ProfileAgreement(annotations: "annotations", under: "metadata", pod: "spec"),
            SelectedLabelKeys(labels: "labels", under: "metadata", pod: "spec"),
        ],
        formerFields: [
            "labels": "they belong under metadata, for the Pod, or under controller, for what makes it",
            "annotations": "they belong under metadata, for the Pod, or under controller, for what makes it",
            "template": "its fields belong right here: metadata and spec",
        ])
}

extension ObjectType {
    /// The containers and the placement of a Pod (offshoot-api `PodSpec`).
    ///
    /// A controller adds the main container, whose settings are here as well.
    static let podSpec = ObjectType(
        "PodSpec", "What is in the Pod, and where it runs.", podFields + mainContainerFields,
        rules: podFieldRules + [
            HostNamespaces(), ProcessNamespaceConflict(), HostNetworkPort(), InvalidSysctl(), MissingNameserver(),
            UnknownVolume(), WindowsHostProcess(.template), SleepBeyondGracePeriod(.template), RootUser(.template),
            BidirectionalMount(securityContext: "containerSecurityContext"), HiddenVariable("env"),
        ],
        formerFields: otherPodFields)

    /// Remarks about fields that Kubernetes' own Pod has, or the containers in it.
    private static let otherPodFields = container.fields.reduce(
        into: [
            "containers":
                "a controller adds the only one, and its settings belong right here, such as env and resources",
            "restartPolicy": "the controller that makes the Pod sets it",
            "serviceAccount": "it is serviceAccountName",
            "labels": "they belong beside spec, as metadata.labels",
            "annotations": "they belong beside spec, as metadata.annotations",
            "metadata": "it belongs beside spec",
            "spec": "its fields belong right here", "template": "its fields belong right here",
            "runAsUser": ofContext, "runAsGroup": ofContext, "runAsNonRoot": ofContext,
        ]
    ) { remarks, field in
        let name = field.name
        let isOwn = (podFields + mainContainerFields).contains { $0.name == name }
        guard !isOwn, name != "name", remarks[name] == nil else { return }
        remarks[name] = "only an item of initContainers has it: a controller adds the main container"
    }
    private static let ofContext =
        "it belongs under securityContext, or for the main container under containerSecurityContext"

    private static let podFields = [
        Field("volumes", .volumes, "Volumes that the containers can mount."),
        Field(
            "initContainers", .list(of: .object(container), uniqueBy: ["name"]),
            "Containers that run before the main one, one after the other."),
        Field(
            "terminationGracePeriodSeconds", .int64(minimum: 0), "How long the containers have to end by themselves.",
            assumed: "30, by Kubernetes"),
        Field(
            "dnsPolicy", .dnsPolicy, "Where the containers look up names.", assumed: "ClusterFirst, by Kubernetes"),
        PodField.nodeSelector, PodField.serviceAccountName,
        Field(
            "hostNetwork", .boolean, "Whether the Pod uses the node's network.", assumed: "false, by Kubernetes"),
        Field(
            "hostPID", .boolean, "Whether the Pod sees the node's processes.", assumed: "false, by Kubernetes"),
        Field(
            "hostIPC", .boolean, "Whether the Pod shares memory with the node's processes.",
            assumed: "false, by Kubernetes"),
        Field(
            "shareProcessNamespace", .boolean, "Whether the containers see each other's processes.",
            assumed: "false, by Kubernetes"),
        PodField.securityContext, PodField.imagePullSecrets, PodField.affinity, PodField.schedulerName,
        PodField.tolerations, PodField.priorityClassName, PodField.priority,
        Field("dnsConfig", .object(podDNSConfig), "Settings of name resolution, added to what dnsPolicy gives."),
        PodField.runtimeClassName, PodField.enableServiceLinks, PodField.topologySpreadConstraints,
        Field("podPlacementPolicy", .object(localObjectReference), "Name of the PlacementPolicy to follow."),
    ]

    /// Settings of the container that the controller adds.
    private static let mainContainerFields = [
        Field("args", .list(of: .string()), "Arguments of the main container.", assumed: "those of the image"),
        Field("env", .list(of: .object(envVar)), "Environment variables of the main container."),
        Field("resources", .object(resourceRequirements), "What the main container gets of its node."),
        Field("livenessProbe", .object(livenessProbe), "Tells whether the main container still works."),
        Field("readinessProbe", .object(readinessProbe), "Tells whether the main container is ready for requests."),
        Field("lifecycle", .object(lifecycle), "What is done when the main container starts and stops."),
        Field("containerSecurityContext", .object(securityContext), "What the main container may do."),
        Field("volumeMounts", .volumeMounts, "Where the main container sees volumes."),
    ]
}

extension ObjectType {
    /// The rules about several of these fields.
    static let podFieldRules: [any ObjectRule] = [InvalidPriority(), PriorityWithoutClass(), DoubtfulPullSecret()]
}

extension ObjectType {
    /// Settings of the Pod of a hook's Job (offshoot-api `PodRuntimeSettings`).
    package static let podRuntimeSettings = ObjectType(
        "PodRuntimeSettings", "Settings of the Pod that a Job makes.",
        [
            Field("podLabels", .labels, "Labels of the Pod."),
            Field("podAnnotations", .annotations, "Annotations of the Pod."),
            PodField.serviceAccountName,
            Field("serviceAccountAnnotations", .annotations, "Annotations of the ServiceAccount."),
            PodField.nodeSelector,
            Field(
                "automountServiceAccountToken", .boolean, "Whether the Pod gets a token of its ServiceAccount.",
                assumed: "true, by Kubernetes"),
            Field(
                "nodeName", .string(.subdomainReference), "Name of the node that the Pod runs on, without a scheduler."),
            PodField.securityContext, PodField.imagePullSecrets, PodField.affinity, PodField.schedulerName,
            PodField.tolerations, PodField.priorityClassName, PodField.priority,
            Field(
                "readinessGates", .list(of: .object(podReadinessGate)), "Conditions without which the Pod is not ready."
            ),
            PodField.runtimeClassName, PodField.enableServiceLinks, PodField.topologySpreadConstraints,
        ],
        rules: podFieldRules + [
            AnnotationsTooLarge("podAnnotations"), AnnotationsTooLarge("serviceAccountAnnotations"),
            InvalidPodAnnotation("podAnnotations"), ReservedLabel("podLabels"),
            ProfileAgreement(annotations: "podAnnotations"), SelectedLabelKeys(labels: "podLabels"),
        ],
        formerFields: [
            "labels": "they are podLabels", "annotations": "they are podAnnotations",
            "serviceAccount": "it is serviceAccountName",
        ])

    /// Settings of the Pod and the container of a hook's Job (offshoot-api `RuntimeSettings`).
    package static let runtimeSettings = ObjectType(
        "RuntimeSettings", "How a Pod and its container are run.",
        [
            Field("container", .object(containerRuntimeSettings), "How the container is run."),
            Field("pod", .object(podRuntimeSettings), "How the Pod is run."),
        ],
        rules: [WindowsHostProcess(.settings), SleepBeyondGracePeriod(.settings), RootUser(.settings)],
        formerFields: settingsParts)

    /// Remarks about settings without the part that has them.
    private static let settingsParts: [String: String] = [
        ("container", containerRuntimeSettings), ("pod", podRuntimeSettings),
    ].reduce(into: [:]) { remarks, part in
        for field in part.1.fields {
            let place = "it belongs under \(part.0), as \(part.0).\(field.name)"
            remarks[field.name] = remarks[field.name].map { "\($0), or under \(part.0)" } ?? place
        }
    }

    private static let podReadinessGate = ObjectType(
        "PodReadinessGate", "A condition without which the Pod is not ready.",
        [
            Field(
                "conditionType", .string(.qualifiedName), "Type of the condition.",
                need: "it names the condition that is waited for")
        ])
}

extension ObjectType {
    /// The name resolution of the Pod's containers.
    static let podDNSConfig = ObjectType(
        "PodDNSConfig", "Settings of name resolution, added to what dnsPolicy gives.",
        [
            Field(
                "nameservers", .list(of: .string(.ipAddress, allowsEmpty: false)),
                "Addresses of name servers, at most three."),
            Field(
                "searches", .list(of: .string(.searchDomain, allowsEmpty: false)),
                "Domains in which short names are looked up, at most 32."),
            Field("options", .list(of: .object(podDNSConfigOption)), "Options of the resolver."),
        ],
        rules: [InvalidDNSConfig()])

    private static let podDNSConfigOption = ObjectType(
        "PodDNSConfigOption", "One option of the resolver, as in resolv.conf.",
        [
            Field("name", .string(), "Name of the option.", need: "it names the resolver's option"),
            Field("value", .string(), "Value of the option, where it has one."),
        ])

}

extension ObjectType {
    /// The part of an object's metadata that a template may set (offshoot-api `ObjectMeta`).
    static let objectMeta = ObjectType(
        "ObjectMeta", "Labels and annotations to put on what is made of a template.",
        [
            Field("labels", .labels, "Short texts that selectors find the object by."),
            Field("annotations", .annotations, "Texts that tools attach to the object, at most 256 KiB in all."),
        ],
        rules: [AnnotationsTooLarge("annotations")])
}

/// Fields that a Pod's template and the run-time settings of a Pod have in common.
private enum PodField {
    static let nodeSelector = Field(
        "nodeSelector", .labels, "Labels that a node must have with exactly these values.")
    static let serviceAccountName = Field(
        "serviceAccountName", .string(.subdomainReference), "Name of the ServiceAccount that the Pod acts as.",
        assumed: "default, by Kubernetes")
    static let securityContext = Field(
        "securityContext", .object(.podSecurityContext), "Security settings of all containers of the Pod.")
    static let imagePullSecrets = Field(
        "imagePullSecrets", .list(of: .object(.localObjectReference)), "Secrets to pull images with.")
    static let affinity = Field(
        "affinity", .object(.affinity),
        "Which nodes the Pod goes to, and near to or far from which others.")
    static let schedulerName = Field(
        "schedulerName", .string(.anyName), "Name of the scheduler that finds a node.",
        assumed: "default-scheduler, by Kubernetes")
    static let tolerations = Field(
        "tolerations", .list(of: .object(.toleration)), "Taints that do not keep the Pod off a node.")
    static let priorityClassName = Field(
        "priorityClassName", .string(.subdomainReference),
        "Name of the PriorityClass that says how important the Pod is.",
        assumed: "the cluster's default class, by Kubernetes")
    static let priority = Field(
        "priority", .int32(), "How important the Pod is; filled in from its class, and better left out.")
    static let runtimeClassName = Field(
        "runtimeClassName", .string(.subdomainReference, allowsEmpty: false),
        "Name of the RuntimeClass that says what runs the containers.")
    static let enableServiceLinks = Field(
        "enableServiceLinks", .boolean, "Whether environment variables tell the addresses of services.",
        assumed: "true, by Kubernetes")
    static let topologySpreadConstraints = Field(
        "topologySpreadConstraints", .topologySpreadConstraints,
        "How evenly Pods like this one are spread over places.")
}
