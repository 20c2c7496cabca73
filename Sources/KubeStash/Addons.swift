internal import Document
internal import Text

/// The Addons of the official catalogues of KubeStash and KubeDB, as far as rules need to know them.
///
/// Every cluster can have others, about which nothing is assumed.
enum Addons {
    /// The Addon that backs up the volumes of a workload.
    static let workload: Key = "workload-addon"
    /// The Addon that backs up a claim.
    static let claim: Key = "pvc-addon"

    /// The Addons that back up a target; only `kubedump-addon` can do without one.
    private static let ofTargets: [Key] = [
        workload, claim, "cassandra-addon", "clickhouse-addon", "druid-addon", "elasticsearch-addon", "etcd-addon",
        "mariadb-addon", "mongodb-addon", "mssqlserver-addon", "mysql-addon", "neo4j-addon", "opensearch-addon",
        "postgres-addon", "qdrant-addon", "redis-addon", "singlestore-addon", "vault-addon", "zookeeper-addon",
    ]
    /// The tasks whose drivers do not encrypt with the repository's secret: Medusa, ClickHouseBackup and Neo4jAdmin.
    ///
    /// WalG is not among them: it encrypts what the database writes.
    private static let unencrypted: [(addon: Key, task: Key)] = [
        ("cassandra-addon", "logical-backup"), ("clickhouse-addon", "logical-backup"),
        ("neo4j-addon", "logical-backup"),
    ]
    /// The tasks that take volume snapshots; the second name is from older releases.
    private static let snapshots: [Key] = ["volume-snapshot", "VolumeSnapshot"]

    /// Whether an Addon backs up a target, and can do nothing without one.
    static func needsTarget(_ name: Document.Node, in document: Document) -> Bool {
        ofTargets.contains { document.isString(name, $0) }
    }

    /// Whether a task of an Addon does not encrypt its data with the repository's secret.
    static func ignoresSecret(_ task: Document.Node, of addon: Document.Node, in document: Document) -> Bool {
        if snapshots.contains(where: { document.isString(task, $0) }) { return needsTarget(addon, in: document) }
        return unencrypted.contains { document.isString(task, $0.task) && document.isString(addon, $0.addon) }
    }
}

extension BackupConfiguration.Session {
    /// The name of the session's Addon, nil if it has none.
    func addon(in document: Document) -> Document.Node? {
        document.present(Names.addon, of: node).flatMap { document.text(Names.name, of: $0) }
    }

    /// Whether no task of the session encrypts its data with the repository's secret, so that it needs none.
    func ignoresSecret(in document: Document) -> Bool {
        guard let tasks, !document.isEmptyContainer(tasks), let addon = addon(in: document) else { return false }
        return document.elements(of: tasks).allSatisfy { task in
            document.text(Names.name, of: task).map { Addons.ignoresSecret($0, of: addon, in: document) } ?? false
        }
    }
}
