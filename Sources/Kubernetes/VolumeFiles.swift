internal import Document
internal import Schema

/// Volumes whose files Kubernetes creates from objects.
extension ObjectType {
    static let configMapVolume = ObjectType(
        "ConfigMapVolumeSource", "Files made of a ConfigMap.",
        [
            defaultMode,
            Field("items", keysToPaths, "Keys to make files of.", assumed: "all, each under its name"),
            Field("name", .string(.anyName), "Name of the ConfigMap.", need: "it names the ConfigMap"),
            Field("optional", .boolean, "Whether the pod starts without the ConfigMap or its keys, too."),
        ],
        rules: [ImpossibleName("name")], mainField: "name", formerFields: ["configMapName": "it is name"])

    static let secretVolume = ObjectType(
        "SecretVolumeSource", "Files made of a Secret.",
        [
            defaultMode,
            Field("items", keysToPaths, "Keys to make files of.", assumed: "all, each under its name"),
            Field("optional", .boolean, "Whether the pod starts without the Secret or its keys, too."),
            Field("secretName", .string(.anyName), "Name of the Secret.", need: "it names the Secret"),
        ],
        rules: [ImpossibleName("secretName")], mainField: "secretName")

    static let downwardAPIVolume = ObjectType(
        "DownwardAPIVolumeSource", "Files about the pod itself.",
        [defaultMode, Field("items", .list(of: .object(downwardAPIFile)), "The files.")])

    static let projectedVolume = ObjectType(
        "ProjectedVolumeSource", "Files made of several objects, in one directory.",
        [defaultMode, Field("sources", .list(of: .object(volumeProjection)), "The objects.")],
        rules: [InvalidProjection(), RewrittenToNull("sources")])

    private static let volumeProjection = ObjectType(
        "VolumeProjection", "One object to make files of: exactly one of these.",
        [
            Field("clusterTrustBundle", .object(clusterTrustBundleProjection), "Certificates of the cluster."),
            Field("configMap", .object(keyedProjection), "A ConfigMap."),
            Field("downwardAPI", .object(downwardAPIProjection), "The pod itself."),
            Field("podCertificate", .object(podCertificateProjection), "A certificate made for the pod."),
            Field("secret", .object(keyedProjection), "A Secret."),
            Field("serviceAccountToken", .object(serviceAccountTokenProjection), "A token of the pod's account."),
        ])

    private static let keyedProjection = ObjectType(
        "KeyedProjection", "Files made of a ConfigMap or Secret.",
        [
            Field("items", keysToPaths, "Keys to make files of.", assumed: "all, each under its name"),
            Field("name", .string(.anyName), "Name of the object.", need: "it names the ConfigMap or Secret"),
            Field("optional", .boolean, "Whether the pod starts without the object or its keys, too."),
        ],
        rules: [ImpossibleName("name")], mainField: "name")

    private static let downwardAPIProjection = ObjectType(
        "DownwardAPIProjection", "Files about the pod itself.",
        [Field("items", .list(of: .object(downwardAPIFile)), "The files.")])

    private static let downwardAPIFile = ObjectType(
        "DownwardAPIVolumeFile", "A file about the pod: a field of it, or a resource of a container.",
        [
            Field("fieldRef", .object(volumeFieldSelector), "A field of the pod."),
            mode,
            Field("path", .string(filePath), "Path of the file in the volume.", need: "it says where the file goes"),
            Field("resourceFieldRef", .object(volumeResourceSelector), "A limit or request of a container."),
        ],
        rules: [InvalidDownwardAPIFile()])

    private static let serviceAccountTokenProjection = ObjectType(
        "ServiceAccountTokenProjection", "A token of the pod's account.",
        [
            Field("audience", .string(), "Who is to take the token.", assumed: "the API server"),
            Field(
                "expirationSeconds", .int64(minimum: 600, maximum: 1 << 32), "How long the token is good for.",
                assumed: "3600, by Kubernetes"),
            Field("path", .string(filePath), "Path of the file in the volume.", need: "it says where the token goes"),
        ])

    private static let clusterTrustBundleProjection = ObjectType(
        "ClusterTrustBundleProjection", "Certificates that the cluster trusts.",
        [
            Field("labelSelector", .object(labelSelector), "Bundles of the signer; only with signerName."),
            Field("name", .string(), "One bundle by its name."),
            Field("optional", .boolean, "Whether the pod starts without the bundle, too."),
            Field("path", .string(filePath), "Path of the file in the volume.", need: "it says where the bundle goes"),
            Field("signerName", .string(), "All bundles of a signer."),
        ],
        rules: [InvalidTrustBundle()])

    private static let podCertificateProjection = ObjectType(
        "PodCertificateProjection", "A key and a certificate made for the pod.",
        [
            Field("certificateChainPath", .string(filePath), "Path of the file with the certificates."),
            Field("credentialBundlePath", .string(filePath), "Path of the file with key and certificates."),
            Field("keyPath", .string(filePath), "Path of the file with the key."),
            Field(
                "keyType",
                .string(allowed: ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"]),
                "Kind of the key.", need: "it says what kind of key is made"),
            Field(
                "maxExpirationSeconds", .int32(minimum: 3600, maximum: 7_862_400),
                "Longest time that the certificate may be good for."),
            Field("signerName", .string(), "Who signs the certificate.", need: "it says who signs the certificate"),
        ],
        rules: [InvalidPodCertificate()])

    private static let keysToPaths = ValueType.list(of: .object(keyToPath))

    private static let keyToPath = ObjectType(
        "KeyToPath", "A key that becomes a file.",
        [
            Field("key", .string(), "The key.", need: "it names the key"),
            mode,
            Field("path", .string(filePath), "Path of the file in the volume.", need: "it says where the file goes"),
        ])

    private static let defaultMode = Field(
        "defaultMode", .int32(minimum: 0, maximum: 0o777), "Permissions of the files, as a number: 420 is 0644.",
        assumed: "420, by Kubernetes")

    private static let mode = Field(
        "mode", .int32(minimum: 0, maximum: 0o777), "Permissions of the file, as a number: 420 is 0644.",
        assumed: "the volume's defaultMode")

    private static let filePath = PathShape.file("volume-path", rule: .invalidVolume)
}
