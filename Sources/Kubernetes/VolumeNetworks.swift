internal import Document
internal import Schema

/// Storage that is reached over a network.
extension ObjectType {
    static let azureFileVolume = ObjectType(
        "AzureFileVolumeSource", "A share of Azure Files.",
        [
            readOnly,
            Field(
                "secretName", .string(.anyName), "Secret with account and key.",
                need: "it names the Secret with the account"),
            Field("shareName", .string(), "Name of the share.", need: "it names the share"),
        ],
        rules: [ImpossibleName("secretName")])

    static let cephFSVolume = ObjectType(
        "CephFSVolumeSource", "A directory of CephFS.",
        [
            monitors,
            Field("path", .string(), "Path to mount.", assumed: "/, by Kubernetes"),
            readOnly,
            Field("secretFile", .string(), "File with the key.", assumed: "/etc/ceph/user.secret, by Kubernetes"),
            Field("secretRef", .object(localObjectReference), "Secret with the key; before the file."),
            Field("user", .string(), "User of Ceph.", assumed: "admin, by Kubernetes"),
        ])

    static let glusterFSVolume = ObjectType(
        "GlusterfsVolumeSource", "A volume of Gluster.",
        [
            Field("endpoints", .string(), "Name of the Endpoints with the servers.", need: "it names the Endpoints"),
            Field("path", .string(), "Path of the volume.", need: "it says which volume is meant"),
            readOnly,
        ])

    static let quobyteVolume = ObjectType(
        "QuobyteVolumeSource", "A volume of Quobyte.",
        [
            Field("group", .string(), "Group to use the volume as."),
            readOnly,
            Field(
                "registry", .string(.quobyteRegistry), "Registries as host:port, with commas between them.",
                need: "it says where the registries are"),
            Field("tenant", .string(.quobyteTenant), "Tenant that the volume belongs to, at most 64 characters."),
            Field("user", .string(), "User to use the volume as."),
            Field("volume", .string(), "Name of the volume.", need: "it names the volume"),
        ])

    static let rbdVolume = ObjectType(
        "RBDVolumeSource", "A block device of Ceph.",
        [
            fsType,
            Field("image", .string(), "Name of the image.", need: "it names the image"),
            Field("keyring", .string(), "File with the key.", assumed: "/etc/ceph/keyring, by Kubernetes"),
            monitors,
            Field("pool", .string(), "Pool of the image.", assumed: "rbd, by Kubernetes"),
            readOnly,
            Field("secretRef", .object(localObjectReference), "Secret with the key; before the file."),
            Field("user", .string(), "User of Ceph.", assumed: "admin, by Kubernetes"),
        ])

    static let fibreChannelVolume = ObjectType(
        "FCVolumeSource", "A disk on Fibre Channel: by target and number, or by name.",
        [
            fsType,
            Field("lun", .int32(minimum: 0, maximum: 255), "Number of the disk; needed with targetWWNs."),
            readOnly,
            Field("targetWWNs", .list(of: .string()), "Names of the targets."),
            Field("wwids", .list(of: .string()), "Names of the disk; not together with targetWWNs."),
        ],
        rules: [InvalidFibreChannel()])

    static let iscsiVolume = ObjectType(
        "ISCSIVolumeSource", "A disk on iSCSI.",
        [
            Field("chapAuthDiscovery", .boolean, "Whether discovery logs in; needs secretRef."),
            Field("chapAuthSession", .boolean, "Whether the session logs in; needs secretRef."),
            fsType,
            Field("initiatorName", .string(.iscsiName, allowsEmpty: false), "Name of the node, in place of its own."),
            Field("iqn", .string(.iscsiName), "Name of the target.", need: "it names the target"),
            Field("iscsiInterface", .string(), "Interface to use.", assumed: "default, by Kubernetes"),
            Field("lun", .int32(minimum: 0, maximum: 255), "Number of the disk.", need: "it says which disk is meant"),
            Field("portals", .list(of: .string()), "More portals of the target."),
            readOnly,
            Field("secretRef", .object(localObjectReference), "Secret to log in with."),
            Field("targetPortal", .string(), "Address of the target.", need: "it says where the target is"),
        ],
        rules: [MissingCHAPSecret()])

    private static let monitors = Field(
        "monitors", .list(of: .string()), "Addresses of Ceph's monitors.", need: "it says where Ceph's monitors are")
}
