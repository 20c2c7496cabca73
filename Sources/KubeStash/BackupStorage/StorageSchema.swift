internal import Document
internal import Kubernetes
internal import Schema

extension BackupStorage {
    /// Every field, in the order of KubeStash's documentation.
    static let fields = [
        Field("spec", .object(spec), "What is wanted.", need: "it says where the data goes"),
        Field("status", .object(status), "What KubeStash has found in the storage.", isReadOnly: true),
    ]

    private static let spec = ObjectType(
        "BackupStorageSpec", "A place for backed up data, and who may use it.",
        [
            Field("storage", .object(storage), "Where the data goes.", need: "it says where the data goes"),
            Field(
                "usagePolicy", .object(.usagePolicy), "Which namespaces may refer to the storage.", default: .object),
            Field(
                "default", .boolean,
                "Whether BackupConfigurations without backends use this storage; at most one of a namespace may say so.",
                assumed: "false, by KubeStash"),
            .deletionPolicy(
                "What happens to the data when the BackupStorage is deleted: WipeOut deletes it, too."),
            Field(
                "runtimeSettings", .object(.runtimeSettings),
                "How the Jobs that prepare and clean up the storage are run."),
        ],
        rules: [WipeOut(with: "BackupStorage")], formerFields: FormerFields.storageSpec)

    private static let storage = ObjectType(
        "Backend", "The storage service, and the place in it.",
        [
            Field(
                "provider", .string(),
                "The service: s3, gcs, azure or local; it has a field of its own beside this one.",
                need: "it says which of the fields beside it counts"),
            Field("local", .object(localSpec), "A volume of Kubernetes."),
            Field("s3", .object(s3Spec), "A bucket of Amazon S3, or of a service that speaks its protocol."),
            Field("gcs", .object(gcsSpec), "A bucket of Google Cloud Storage."),
            Field("azure", .object(azureSpec), "A container of Azure Blob Storage."),
        ], formerFields: FormerFields.storage)

    private static let localSpec = ObjectType.volumeSource(
        "LocalSpec", "A volume of Kubernetes, of exactly one kind, and the place in it.",
        with: [
            connections,
            Field(
                "mountPath", .string(.mountPath), "Where the Jobs see the volume, such as /kubestash/data.",
                need: "it says where the Jobs see the volume"),
            Field(
                "subPath", .string(.subPath), "Directory in the volume that the data goes to.",
                assumed: "the volume's root, by Kubernetes"),
        ], formerFields: FormerFields.localStorage)

    private static let s3Spec = ObjectType(
        "S3Spec", "A bucket of Amazon S3, or of a service that speaks its protocol.",
        [
            Field(
                "endpoint", .string(.anyName),
                "Address of the service, with its scheme, such as https://s3.eu-west-1.amazonaws.com."),
            bucketField, prefixField,
            Field("region", .string(.anyName), "Region that the bucket is in, such as eu-west-1."),
            secretField("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and perhaps CA_CERT_DATA"),
            connections,
            Field(
                "insecureTLS", .boolean, "Whether the certificate of the service is not checked.",
                assumed: "false, by KubeStash"),
        ], rules: [UnlikelyDirectory("prefix")], formerFields: FormerFields.bucketStorage)

    private static let gcsSpec = ObjectType(
        "GCSSpec", "A bucket of Google Cloud Storage.",
        [
            bucketField, prefixField, connections,
            secretField("GOOGLE_PROJECT_ID and GOOGLE_SERVICE_ACCOUNT_JSON_KEY"),
        ], rules: [UnlikelyDirectory("prefix")], formerFields: FormerFields.bucketStorage)

    private static let azureSpec = ObjectType(
        "AzureSpec", "A container of Azure Blob Storage.",
        [
            Field(
                "storageAccount", .string(.anyName), "Name of the storage account.",
                need: "it names the account that has the container"),
            Field(
                "container", .string(.anyName), "Name of the container.",
                need: "it names the container that the data goes to"),
            prefixField, connections, secretField("AZURE_ACCOUNT_KEY"),
        ], rules: [UnlikelyDirectory("prefix")], formerFields: FormerFields.azureStorage)

    private static let bucketField = Field(
        "bucket", .string(.anyName), "Name of the bucket.", need: "it names the bucket that the data goes to")

    private static let prefixField = Field(
        "prefix", .string(.directory), "Directory in the bucket or container that the data goes to.",
        assumed: "its root, by KubeStash")

    private static let connections = Field(
        "maxConnections", .int64(), "How many transfers may run at the same time.", assumed: "5, by KubeStash")

    private static func secretField(_ keys: String) -> Field {
        Field(
            "secretName", .string(.anyName),
            "Name of a Secret of the same namespace with the keys \(keys); without it the Jobs must get access from "
                + "their service account.")
    }

    private static let status = ObjectType(
        "BackupStorageStatus", "What KubeStash has found in a storage.",
        [
            Field("phase", .string(), "Whether the storage can be used, in one word: Ready or NotReady."),
            Field("totalSize", .string(), "Size of all data in the storage."),
            Field("repositories", .list(of: .object(repository)), "The Repositories in the storage."),
            Field("conditions", .list(of: .object(.condition)), "What was found out, and when."),
        ])

    private static let repository = ObjectType(
        "RepositoryInfo", "A Repository in a storage.",
        [
            Field("name", .string(), "Name of the Repository."),
            Field("namespace", .string(), "Namespace of the Repository."),
            Field("path", .string(), "Directory of the Repository, below the prefix of the storage."),
            Field("size", .string(), "Size of its data."),
            Field("synced", .boolean, "Whether the Repository agrees with the content of the storage."),
            Field("error", .string(), "Why it does not."),
        ])
}
