internal import Document
package import Schema

extension ValueType {
    /// A list of volumes of one pod.
    package static let volumes = ValueType.list(of: .object(.volume), uniqueBy: ["name"])

    /// A list of mounts in one container.
    package static let volumeMounts = ValueType.list(of: .object(.volumeMount), uniqueBy: ["mountPath"])
}

extension ObjectType {
    /// A volume that containers of a pod can mount (offshoot-api).
    static let volume = ObjectType(
        "Volume", "A volume that the containers of a pod can mount; of one kind, or an empty directory.",
        sorted(
            sources + [Field("name", .string(.dnsLabel), "Name of the volume.", need: "it tells the volumes apart")]),
        rules: [SingleVolumeSource(), LongInitiatorName(), HostPathVolume()])

    /// The source of a volume, with more kinds than Kubernetes has.
    /// - Parameters:
    ///   - name: The name of the type.
    ///   - summary: The purpose of the type, in one sentence.
    ///   - others: The other fields.
    ///   - formerFields: The remarks about keys that the type does not have.
    /// - Returns: The type.
    package static func volumeSource(
        _ name: String, _ summary: String, with others: [Field], formerFields: [String: String] = [:]
    ) -> ObjectType {
        ObjectType(
            name, summary, sorted(sources + others), rules: [SingleVolumeSource(), HostPathVolume()],
            formerFields: formerFields)
    }

    private static func sorted(_ fields: [Field]) -> [Field] {
        fields.sorted { $0.key.text.lowercased() < $1.key.text.lowercased() }
    }

    private static let sources = commonSources + diskSources + networkSources

    private static let commonSources = [
        Field("configMap", .object(configMapVolume), "Files made of a ConfigMap."),
        Field("csi", .object(csiVolume), "A volume that a CSI driver makes for the pod."),
        Field("downwardAPI", .object(downwardAPIVolume), "Files about the pod itself."),
        Field("emptyDir", .object(emptyDirVolume), "A directory that lives as long as the pod."),
        Field("ephemeral", .object(ephemeralVolume), "A claim that lives as long as the pod."),
        Field("hostPath", .object(hostPathVolume), "A file or directory of the node."),
        Field("persistentVolumeClaim", .object(claimVolume), "A claim of the pod's namespace."),
        Field("projected", .object(projectedVolume), "Files made of several objects."),
        Field("secret", .object(secretVolume), "Files made of a Secret."),
    ]

    private static let diskSources = [
        Field("awsElasticBlockStore", .object(awsElasticBlockStoreVolume), "A disk of AWS."),
        Field("azureDisk", .object(azureDiskVolume), "A disk of Azure."),
        Field("cinder", .object(cinderVolume), "A disk of OpenStack."),
        Field("fc", .object(fibreChannelVolume), "A disk on Fibre Channel."),
        Field("flexVolume", .object(flexVolume), "A volume that a FlexVolume driver makes."),
        Field("flocker", .object(flockerVolume), "A volume of Flocker."),
        Field("gcePersistentDisk", .object(gcePersistentDiskVolume), "A disk of Google Cloud."),
        Field("iscsi", .object(iscsiVolume), "A disk on iSCSI."),
        Field("photonPersistentDisk", .object(photonPersistentDiskVolume), "A disk of Photon."),
        Field("portworxVolume", .object(portworxVolume), "A volume of Portworx."),
        Field("scaleIO", .object(scaleIOVolume), "A volume of ScaleIO."),
        Field("storageos", .object(storageOSVolume), "A volume of StorageOS."),
        Field("vsphereVolume", .object(vsphereVolume), "A disk of vSphere."),
    ]

    private static let networkSources = [
        Field("azureFile", .object(azureFileVolume), "A share of Azure Files."),
        Field("cephfs", .object(cephFSVolume), "A directory of CephFS."),
        Field("glusterfs", .object(glusterFSVolume), "A volume of Gluster."),
        Field("nfs", .object(nfsVolume), "A directory of an NFS server."),
        Field("quobyte", .object(quobyteVolume), "A volume of Quobyte."),
        Field("rbd", .object(rbdVolume), "A block device of Ceph."),
    ]
}

extension ObjectType {
    /// The path at which a container sees a volume.
    static let volumeMount = ObjectType(
        "VolumeMount", "Where a container sees a volume.",
        [
            Field(
                "mountPath", .string(.mountPath), "Path in the container.",
                need: "it says where the container sees the volume"),
            Field(
                "mountPropagation", .string(allowed: ["None", "HostToContainer", "Bidirectional"]),
                "Whether later mounts show on the other side, too.", assumed: "None, by Kubernetes"),
            Field("name", .string(.anyName), "Name of the volume.", need: "it names the volume"),
            Field("readOnly", .boolean, "Whether the container may only read.", assumed: "false, by Kubernetes"),
            Field(
                "recursiveReadOnly", .string(allowed: ["Disabled", "IfPossible", "Enabled"]),
                "Whether what is mounted below may only be read, too.", assumed: "Disabled, by Kubernetes"),
            Field(
                "subPath", .string(.subPath), "Path in the volume to show instead of its root.",
                assumed: "the volume's root, by Kubernetes"),
            Field(
                "subPathExpr", .string(.subPath),
                "The same, with $(NAME) for environment variables; not together with subPath."),
        ],
        rules: [InvalidVolumeMount()], formerFields: ["volume": "it is name", "volumeName": "it is name"])
}

extension Format {
    /// The path at which a container sees a volume.
    package static let mountPath = PathShape.plain("mount-path", rule: .invalidVolumeMount)
    /// The path of a directory in a volume.
    package static let subPath = PathShape.descending("sub-path", rule: .invalidVolumeMount)
}

/// Volumes that do not belong to a certain product.
extension ObjectType {
    static let emptyDirVolume = ObjectType(
        "EmptyDirVolumeSource", "A directory that lives as long as the pod.",
        [
            Field(
                "medium", .string(), "Where it is kept: empty for the node's disk, Memory, or HugePages.",
                assumed: "the node's disk, by Kubernetes"),
            Field("sizeLimit", .quantity(.quantity), "Most that it may hold."),
        ],
        rules: [NegativeSizeLimit(), FractionalBytes("sizeLimit"), UnknownMedium()],
        formerFields: ["size": "it is sizeLimit"])

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
        ],
        mainField: "path")

    static let claimVolume = ObjectType(
        "PersistentVolumeClaimVolumeSource", "A claim of the pod's namespace.",
        [Field("claimName", .string(.anyName), "Name of the claim.", need: "it names the claim"), readOnly],
        rules: [ImpossibleName("claimName")], mainField: "claimName", formerFields: ["claim": "it is claimName"])

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
            Field("server", .string(.anyName), "Name or address of the server.", need: "it names the NFS server"),
        ])

    /// Whether the volume is read-only.
    static let readOnly = Field(
        "readOnly", .boolean, "Whether the volume may only be read.", assumed: "false, by Kubernetes")

    /// The file system.
    static let fsType = Field("fsType", .string(), "File system of the volume, such as ext4.")

    /// A Secret that must have a name if it is set.
    static let namedSecret = ObjectType(
        "LocalObjectReference", "A Secret of the same namespace.",
        [Field("name", .string(.subdomainReference), "Name of the Secret.", need: "it names the Secret")],
        mainField: "name")

    private static let hostPath = PathShape.withoutBacksteps("host-path", rule: .invalidVolume)
    private static let nfsPath = PathShape.absolute("nfs-path", rule: .invalidVolume)
}
