import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// An official Addon is for targets of certain kinds.
@Suite struct UnfitAddonTests {
    @Test(
        arguments: [
            ("apps", "Deployment", "workload-addon", nil), ("apps", "StatefulSet", "kubedump-addon", nil),
            ("apps", "DaemonSet", "my-addon", nil), (nil, "PersistentVolumeClaim", "pvc-addon", nil),
            ("", "PersistentVolumeClaim", "pvc-addon", nil), ("kubedb.com", "Postgres", "postgres-addon", nil),
            ("kubedb.com", "Elasticsearch", "opensearch-addon", nil),
            ("kubedb.com", "Elasticsearch", "elasticsearch-addon", nil),
            ("kubedb.com", "RedisSentinel", "redis-addon", nil),
            ("kubedb.com", "MSSQLServer", "mssqlserver-addon", nil),
            ("kubedb.com", "ZooKeeper", "zookeeper-addon", nil), ("kubedb.com", "ClickHouse", "clickhouse-addon", nil),
            ("kubedb.com", "Neo4j", "neo4j-addon", nil), ("kubedb.com", "Druid", "druid-addon", nil),
            ("appcatalog.appscode.com", "AppBinding", "vault-addon", nil),
            ("appcatalog.appscode.com", "AppBinding", "mysql-addon", nil),
            // Other kinds, and kinds of other groups, are those of somebody else.
            ("kubevault.com", "VaultServer", "vault-addon", nil), ("example.com", "Deployment", "mysql-addon", nil),
            ("kubedb.com", "Kafka", "mysql-addon", nil),
            (
                "apps", "Deployment", "mysql-addon",
                "is for targets of the kind MySQL and AppBinding, and this one is a Deployment; did you mean \"workload-addon\"?"
            ),
            (
                nil, "PersistentVolumeClaim", "workload-addon",
                "is for targets of the kind Deployment, StatefulSet, DaemonSet and ReplicaSet, and this one is a "
                    + "PersistentVolumeClaim; did you mean \"pvc-addon\"?"
            ),
            (
                "apps", "StatefulSet", "pvc-addon",
                "is for targets of the kind PersistentVolumeClaim, and this one is a StatefulSet; did you mean "
                    + "\"workload-addon\"?"
            ),
            (
                "kubedb.com", "MySQL", "mariadb-addon",
                "is for targets of the kind MariaDB and AppBinding, and this one is a MySQL; did you mean \"mysql-addon\"?"
            ),
            (
                "kubedb.com", "Elasticsearch", "mysql-addon",
                "is for targets of the kind MySQL and AppBinding, and this one is a Elasticsearch"
            ),
            (
                nil, "Namespace", "pvc-addon",
                "is for targets of the kind PersistentVolumeClaim, and this one is a Namespace; did you mean "
                    + "\"kubedump-addon\"?"
            ),
        ] as [(String?, String, String, String?)])
    func compares(_ group: String?, _ kind: String, _ addon: String, _ detail: String?) throws {
        var object = valid
        object["spec/target/apiGroup"] = group.map { .string($0) }
        object["spec/target/kind"] = .string(kind)
        for session in 0...1 { object["spec/sessions/\(session)/addon"] = ["name": .string(addon)] }
        let document = try Document(json: object.json)
        let found = BackupConfiguration.kind.check(document.root, in: Context(document)).all.filter {
            $0.rule == UnfitAddon.info.id
        }.map { "\($0.rule) \($0.path): \($0.detail)" }
        let expected = detail.map { detail in (0...1).map { "unfit-addon spec.sessions[\($0)].addon.name: \(detail)" } }
        #expect(found == expected ?? [])
    }
}
