internal import Schema

extension Kubernetes {
    /// What a container gets of the node, at least and at the most.
    static let resourceRequirements = ObjectType(
        "ResourceRequirements", "What a container gets of its node, at least and at the most.",
        [
            Field(
                "claims", .list(of: .object(resourceClaim), uniqueBy: ["name"]),
                "Devices claimed by the pod that the container uses; KubeStash's pods claim none."),
            Field(
                "limits", .map(of: .quantity(.quantity), keys: .containerResource),
                "Most of each resource that the container may use."),
            Field(
                "requests", .map(of: .quantity(.quantity), keys: .containerResource),
                "What the scheduler sets aside for the container of each resource.",
                assumed: "the limits, by Kubernetes"),
        ],
        rules: [InvalidResources()])

    private static let resourceClaim = ObjectType(
        "ResourceClaim", "A device that the pod has claimed.",
        [
            Field("name", .string(), "Name of the claim in the pod.", need: "it names a claim of the pod"),
            Field("request", .string(.dnsLabel), "One of the claim's requests; all of them where it is missing."),
        ])
}
