internal import Schema

/// Volumes that are no matter of a certain product.
extension Kubernetes {
    static let emptyDirVolume = ObjectType(
        "EmptyDirVolumeSource", "A directory that lives as long as the pod.",
        [
            Field(
                "medium", .string(), "Where it is kept: empty for the node's disk, Memory, or HugePages.",
                assumed: "the node's disk, by Kubernetes"),
            Field("sizeLimit", .quantity(.quantity), "Most that it may hold."),
        ],
        rules: [NegativeSizeLimit()])

    static let hostPathVolume = ObjectType(
        "HostPathVolumeSource", "A file or directory of the node.",
        [
            Field("path", .string(hostPath), "Path on the node.", need: "it says which path of the node is meant"),
            Field(
                "type",
                .string(
                    allowed: [
                        "", "DirectoryOrCreate", "Directory", "FileOrCreate", "File", "Socket", "CharDevice",
                        "BlockDevice",
                    ]), "What must be there before it is mounted; empty for anything.",
                assumed: "empty, by Kubernetes"),
        ])

    static let claimVolume = ObjectType(
        "PersistentVolumeClaimVolumeSource", "A claim of the pod's namespace.",
        [Field("claimName", .string(), "Name of the claim.", need: "it names the claim"), readOnly])

    static let ephemeralVolume = ObjectType(
        "EphemeralVolumeSource", "A claim that lives as long as the pod.",
        [
            Field(
                "volumeClaimTemplate", .object(ephemeralClaimTemplate), "The claim.",
                need: "it says what storage is claimed")
        ])

    static let csiVolume = ObjectType(
        "CSIVolumeSource", "A volume that a CSI driver makes for the pod.",
        [
            Field("driver", .string(.csiDriver), "Name of the driver.", need: "it names the CSI driver"),
            fsType,
            Field(
                "nodePublishSecretRef", .object(namedSecret), "Secret that the driver is given; it must have a name."),
            readOnly,
            Field("volumeAttributes", .map(of: .string()), "What the driver wants to know."),
        ])

    static let nfsVolume = ObjectType(
        "NFSVolumeSource", "A directory of an NFS server.",
        [
            Field(
                "path", .string(nfsPath), "Path on the server, from its root.", need: "it says what the server shares"),
            readOnly,
            Field("server", .string(), "Name or address of the server.", need: "it names the NFS server"),
        ])

    /// Whether the volume may only be read.
    static let readOnly = Field(
        "readOnly", .boolean, "Whether the volume may only be read.", assumed: "false, by Kubernetes")

    /// The file system.
    static let fsType = Field("fsType", .string(), "File system of the volume, such as ext4.")

    /// A Secret that must have a name where there is one at all.
    static let namedSecret = ObjectType(
        "LocalObjectReference", "A Secret of the same namespace.",
        [Field("name", .string(.dnsSubdomain), "Name of the Secret.", need: "it names the Secret")])

    private static let hostPath = PathShape.withoutBacksteps("host-path", rule: .invalidVolume)
    private static let nfsPath = PathShape.absolute("nfs-path", rule: .invalidVolume)
}
