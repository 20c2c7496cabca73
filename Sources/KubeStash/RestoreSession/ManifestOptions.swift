internal import Document
internal import Kubernetes
internal import Schema

extension ObjectType {
    /// The options for restored manifests: a field for each kind (KubeStash `ManifestRestoreOptions`).
    static let manifestRestoreOptions = ObjectType(
        "ManifestRestoreOptions", "Which manifests are restored, under which names; one field for each kind.",
        [
            Field("workload", .object(workload), "Options for a workload, or for the namespace of anything."),
            Field("mongoDB", .object(database), "Options for a MongoDB."),
            Field("postgres", .object(database), "Options for a Postgres."),
            Field("mySQL", .object(database), "Options for a MySQL."),
            Field("clickhouse", .object(database), "Options for a ClickHouse."),
            Field("mariaDB", .object(database), "Options for a MariaDB."),
            Field("msSQLServer", .object(msSQLServer), "Options for an MSSQLServer."),
            Field("druid", .object(druid), "Options for a Druid."),
            Field("zooKeeper", .object(database), "Options for a ZooKeeper."),
            Field("singlestore", .object(database), "Options for a Singlestore."),
            Field("redis", .object(database), "Options for a Redis."),
            Field("redisSentinel", .object(redisSentinel), "Options for a RedisSentinel."),
        ], formerFields: FormerFields.manifestOptions)

    private static let workload = ObjectType(
        "WorkloadManifestOptions", "Where a restored workload goes.", [restoreNamespace])

    private static let database = options(
        "KubeDBManifestOptions",
        dbFields + authSecretFields + configSecretFields + [initScript, tlsIssuerRef]
            + archiverFields)

    private static let msSQLServer = options(
        "MSSQLServerManifestOptions", dbFields + authSecretFields + [initScript] + archiverFields + [tlsIssuerRef])

    private static let druid = options(
        "DruidManifestOptions",
        dbFields + authSecretFields + configSecretFields + [
            Field(
                "deepStorageSecret", .boolean, "Whether the Secret of its deep storage is restored.",
                default: .boolean(true))
        ])

    private static let redisSentinel = options(
        "RedisSentinelManifestOptions",
        [
            Field("sentinel", .boolean, "Whether its manifest is restored.", default: .boolean(true)),
            Field("SentinelName", .string(.dnsSubdomain), "Its new name.", assumed: sameName),
        ] + authSecretFields + [tlsIssuerRef])

    private static func options(_ name: String, _ fields: [Field]) -> ObjectType {
        ObjectType(
            name, "Which manifests of a database are restored, under which names.", [restoreNamespace] + fields,
            formerFields: FormerFields.databaseManifestOptions)
    }

    private static let sameName = "the name at the time of the backup, by KubeStash"

    private static let restoreNamespace = Field(
        "restoreNamespace", .string(.labelReference), "Namespace that the manifests are restored into.",
        assumed: "that of the backed up object, by KubeStash")

    private static let dbFields = [
        Field("db", .boolean, "Whether its manifest is restored.", default: .boolean(true)),
        Field("dbName", .string(.dnsSubdomain), "Its new name.", assumed: sameName),
    ]

    private static let authSecretFields = [
        Field("authSecret", .boolean, "Whether the Secret with its credentials is restored.", default: .boolean(true)),
        Field("authSecretName", .string(.dnsSubdomain), "New name of that Secret.", assumed: sameName),
    ]

    private static let configSecretFields = [
        Field(
            "configSecret", .boolean, "Whether the Secret with its configuration is restored.",
            default: .boolean(true)),
        Field("configSecretName", .string(.dnsSubdomain), "New name of that Secret.", assumed: sameName),
    ]

    private static let initScript = Field(
        "initScript", .boolean, "Whether the script with which it was set up is restored.", default: .boolean(true))

    private static let archiverFields = [
        Field(
            "archiver", .boolean, "Whether its reference to an archiver is restored.", default: .boolean(false)),
        Field("archiverRef", .object(.objectReference), "The archiver that it refers to from now on."),
    ]

    private static let tlsIssuerRef = Field(
        "tlsIssuerRef",
        .object(
            ObjectType(
                "TypedLocalObjectReference", "An object of the same namespace.",
                [
                    Field("apiGroup", .string(.apiGroup), "API group of the object's kind, such as cert-manager.io."),
                    Field(
                        "kind", .string(.kindName), "Kind of the object: Issuer or ClusterIssuer.",
                        need: "it says of which kind the object is"),
                    Field(
                        "name", .string(.subdomainReference), "Name of the object.",
                        need: "it names the object that is meant"
                    ),
                ])), "The issuer of its certificates from now on.")
}
