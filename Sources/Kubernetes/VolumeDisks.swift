internal import Document
internal import Schema

/// Disks of cloud providers and of virtual machines.
extension ObjectType {
    static let awsElasticBlockStoreVolume = ObjectType(
        "AWSElasticBlockStoreVolumeSource", "A disk of AWS.",
        [fsType, partition, readOnly, Field("volumeID", .string(), "ID of the disk.", need: "it names the disk")])

    static let azureDiskVolume = ObjectType(
        "AzureDiskVolumeSource", "A disk of Azure.",
        [
            Field(
                "cachingMode", .string(allowed: ["None", "ReadOnly", "ReadWrite"]), "What the node caches.",
                assumed: "ReadWrite, by Kubernetes"),
            Field("diskName", .string(), "Name of the disk.", need: "it names the disk"),
            Field(
                "diskURI", .string(), "Address of the disk: /subscriptions/... for a managed one, else https://...",
                need: "it says where the disk is"),
            fsType(assumed: "ext4"),
            Field(
                "kind", .string(allowed: ["Shared", "Dedicated", "Managed"]),
                "Whether it is a managed disk, or a blob of a shared or its own account.",
                assumed: "Shared, by Kubernetes"),
            readOnly,
        ],
        rules: [InvalidAzureDisk()])

    static let cinderVolume = ObjectType(
        "CinderVolumeSource", "A disk of OpenStack.",
        [
            fsType, readOnly,
            Field("secretRef", .object(requiredName), "Secret to reach OpenStack with; it must have a name."),
            Field("volumeID", .string(), "ID of the disk.", need: "it names the disk"),
        ])

    static let gcePersistentDiskVolume = ObjectType(
        "GCEPersistentDiskVolumeSource", "A disk of Google Cloud.",
        [fsType, partition, Field("pdName", .string(), "Name of the disk.", need: "it names the disk"), readOnly])

    static let photonPersistentDiskVolume = ObjectType(
        "PhotonPersistentDiskVolumeSource", "A disk of Photon.",
        [fsType, Field("pdID", .string(), "ID of the disk.", need: "it names the disk")])

    static let portworxVolume = ObjectType(
        "PortworxVolumeSource", "A volume of Portworx.",
        [fsType, readOnly, Field("volumeID", .string(), "ID of the volume.", need: "it names the volume")])

    static let vsphereVolume = ObjectType(
        "VsphereVirtualDiskVolumeSource", "A disk of vSphere.",
        [
            fsType,
            Field("storagePolicyID", .string(), "ID of the storage policy."),
            Field("storagePolicyName", .string(), "Name of the storage policy."),
            Field("volumePath", .string(), "Path of the disk.", need: "it says where the disk is"),
        ])

    static let scaleIOVolume = ObjectType(
        "ScaleIOVolumeSource", "A volume of ScaleIO.",
        [
            fsType(assumed: "xfs"),
            Field("gateway", .string(), "Address of the gateway.", need: "it says where ScaleIO is"),
            Field("protectionDomain", .string(), "Protection domain of the volume."),
            readOnly,
            Field("secretRef", .object(localObjectReference), "Secret to log in with.", need: "it says how to log in"),
            Field("sslEnabled", .boolean, "Whether to use TLS.", assumed: "false, by Kubernetes"),
            Field("storageMode", .string(), "Thick or thin.", assumed: "ThinProvisioned, by Kubernetes"),
            Field("storagePool", .string(), "Pool of the volume."),
            Field("system", .string(), "Name of the system.", need: "it names the ScaleIO system"),
            Field("volumeName", .string(), "Name of the volume.", need: "it names the volume"),
        ])

    static let storageOSVolume = ObjectType(
        "StorageOSVolumeSource", "A volume of StorageOS.",
        [
            fsType, readOnly,
            Field("secretRef", .object(requiredName), "Secret to log in with; it must have a name."),
            Field("volumeName", .string(.labelReference), "Name of the volume.", need: "it names the volume"),
            Field("volumeNamespace", .string(.labelReference), "Namespace of the volume.", assumed: "the pod's"),
        ])

    static let flexVolume = ObjectType(
        "FlexVolumeSource", "A volume that a FlexVolume driver makes.",
        [
            Field("driver", .string(), "Name of the driver.", need: "it names the driver"),
            fsType,
            Field("options", .map(of: .string(), keys: .flexOption), "What the driver wants to know."),
            readOnly,
            Field("secretRef", .object(localObjectReference), "Secret that the driver is given."),
        ])

    static let flockerVolume = ObjectType(
        "FlockerVolumeSource", "A volume of Flocker: by name, or by UUID.",
        [
            Field("datasetName", .string(.flockerDataset), "Name of the dataset, without '/'."),
            Field("datasetUUID", .string(), "UUID of the dataset."),
        ],
        rules: [InvalidFlockerVolume()])

    /// A Secret whose name Kubernetes requires, but does not check.
    private static let requiredName = ObjectType(
        "LocalObjectReference", "A Secret of the same namespace.",
        [Field("name", .string(.anyName), "Name of the Secret.", need: "it names the Secret")],
        rules: [ImpossibleName("name")], mainField: "name")

    private static let partition = Field(
        "partition", .int32(minimum: 0, maximum: 255), "Partition to mount; 0 for the whole disk.",
        assumed: "0, by Kubernetes")

    private static func fsType(assumed type: String) -> Field {
        Field("fsType", .string(), "File system of the volume.", assumed: "\(type), by Kubernetes")
    }
}
