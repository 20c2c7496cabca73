internal import Schema

extension Kubernetes {
    /// A list of mounts in one container.
    static let volumeMounts = ValueType.list(of: .object(volumeMount), uniqueBy: ["mountPath"])

    /// Where a container sees a volume.
    static let volumeMount = ObjectType(
        "VolumeMount", "Where a container sees a volume.",
        [
            Field(
                "mountPath", .string(), "Path in the container.", need: "it says where the container sees the volume"),
            Field(
                "mountPropagation", .string(allowed: ["None", "HostToContainer", "Bidirectional"]),
                "Whether later mounts show on the other side, too.", assumed: "None, by Kubernetes"),
            Field("name", .string(), "Name of the volume.", need: "it names the volume"),
            Field("readOnly", .boolean, "Whether the container may only read.", assumed: "false, by Kubernetes"),
            Field(
                "recursiveReadOnly", .string(allowed: ["Disabled", "IfPossible", "Enabled"]),
                "Whether what is mounted below may only be read, too.", assumed: "Disabled, by Kubernetes"),
            Field(
                "subPath", .string(subPath), "Path in the volume to show instead of its root.",
                assumed: "the volume's root, by Kubernetes"),
            Field(
                "subPathExpr", .string(subPath),
                "The same, with $(NAME) for environment variables; not together with subPath."),
        ],
        rules: [InvalidVolumeMount()])

    private static let subPath = PathShape.descending("sub-path", rule: .invalidVolumeMount)
}
