internal import Schema

extension Kubernetes {
    /// How evenly Pods are spread over the nodes.
    static let topologySpreadConstraints = ValueType.list(
        of: .object(topologySpreadConstraint), uniqueBy: ["topologyKey", "whenUnsatisfiable"])

    private static let topologySpreadConstraint = ObjectType(
        "TopologySpreadConstraint", "How evenly Pods are spread over places.",
        [
            Field(
                "maxSkew", .int32(minimum: 1), "By how many Pods two places may differ.",
                need: "it says by how many Pods two places may differ"),
            Field(
                "topologyKey", .string(), "Label of nodes; those with one value in it are one place.",
                need: "it names the label of nodes that tells places apart"),
            Field(
                "whenUnsatisfiable", .string(allowed: ["DoNotSchedule", "ScheduleAnyway"]),
                "What happens to a Pod that would make it uneven.", need: "it says what happens where it cannot be met"),
            Field(
                "labelSelector", .object(labelSelector), "The Pods that are counted, by their labels.",
                assumed: "no Pod, by Kubernetes"),
            Field(
                "matchLabelKeys", labelKeys,
                "Labels in which counted Pods must have the same value as this one."),
            Field(
                "minDomains", .int32(minimum: 1), "How many places there must be; only with DoNotSchedule.",
                assumed: "1, by Kubernetes"),
            Field(
                "nodeAffinityPolicy", .string(allowed: ["Honor", "Ignore"]),
                "Whether nodes that the Pod does not want are left out of the count.", assumed: "Honor, by Kubernetes"),
            Field(
                "nodeTaintsPolicy", .string(allowed: ["Honor", "Ignore"]),
                "Whether nodes with taints that the Pod does not tolerate are left out of the count.",
                assumed: "Ignore, by Kubernetes"),
        ],
        rules: [InvalidTopologySpread(), UnselectiveSpread(), MatchLabelKeys()])
}
