internal import Document
internal import Schema

extension Kubernetes {
    /// A list of volumes of one pod.
    static let volumes = ValueType.list(of: .object(volume), uniqueBy: ["name"])

    /// A volume that containers of a pod can mount (offshoot-api).
    static let volume = ObjectType(
        "Volume", "A volume that the containers of a pod can mount; of one kind, or an empty directory.",
        sorted(
            sources + [Field("name", .string(.dnsLabel), "Name of the volume.", need: "it tells the volumes apart")]),
        rules: [SingleVolumeSource(), LongInitiatorName(), HostPathVolume()])

    /// A volume for the executor of an Addon's task (KubeStash).
    static let kubeStashVolumeSource = ObjectType(
        "VolumeSource", "What a volume of the Addon consists of.",
        sorted(
            sources + [
                Field(
                    "volumeClaimTemplate", .object(persistentVolumeClaimTemplate),
                    "A claim that is made for the executor.")
            ]),
        rules: [SingleVolumeSource(), HostPathVolume()])

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
