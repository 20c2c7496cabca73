internal import Schema

extension Kubernetes {
    /// What is in a Pod, and where it runs; KubeStash adds the main container, whose settings stand here, too
    /// (offshoot-api `PodSpec`).
    static let podSpec = ObjectType(
        "PodSpec", "What is in the Pod, and where it runs.", podFields,
        rules: podFieldRules + [
            HostNamespaces(), ProcessNamespaceConflict(), InvalidSysctl(), MissingNameserver(),
        ])

    private static let podFields = [
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
}
