internal import Document
internal import Schema

extension Kubernetes {
    /// What is in a Pod, and where it runs; KubeStash adds the main container, whose settings stand here, too
    /// (offshoot-api `PodSpec`).
    static let podSpec = ObjectType(
        "PodSpec", "What is in the Pod, and where it runs.", podFields + mainContainerFields,
        rules: podFieldRules + [
            HostNamespaces(), ProcessNamespaceConflict(), HostNetworkPort(), InvalidSysctl(), MissingNameserver(),
            UnknownVolume(), WindowsHostProcess(), SleepBeyondGracePeriod(),
            BidirectionalMount(securityContext: "containerSecurityContext"),
        ])

    private static let podFields = [
        Field("volumes", volumes, "Volumes that the containers can mount."),
        Field(
            "initContainers", .list(of: .object(container), uniqueBy: ["name"]),
            "Containers that run before the main one, one after the other."),
        Field(
            "terminationGracePeriodSeconds", .int64(minimum: 0), "How long the containers have to end by themselves.",
            assumed: "30, by Kubernetes"),
        Field(
            "dnsPolicy", dnsPolicy, "Where the containers look up names.", assumed: "ClusterFirst, by Kubernetes"),
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

    /// Settings of the container that KubeStash adds.
    private static let mainContainerFields = [
        Field("args", .list(of: .string()), "Arguments of the main container.", assumed: "those of the image"),
        Field("env", .list(of: .object(envVar)), "Environment variables of the main container."),
        Field("resources", .object(resourceRequirements), "What the main container gets of its node."),
        Field("livenessProbe", .object(livenessProbe), "Tells whether the main container still works."),
        Field("readinessProbe", .object(readinessProbe), "Tells whether the main container is ready for requests."),
        Field("lifecycle", .object(lifecycle), "What is done when the main container starts and stops."),
        Field("containerSecurityContext", .object(securityContext), "What the main container may do."),
        Field("volumeMounts", volumeMounts, "Where the main container sees volumes."),
    ]
}
