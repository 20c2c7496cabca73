import Cluster
import Document
import KubeStash
import KubernetesAPI
import Linting
import Schema
import TestSupport
import Testing

@testable import Auditing

/// An audit says of each object what the webhook would say beside all others, and nothing of what is not its owner's.
struct AuditorTests {
    private typealias Cluster = ClusterManifests

    private static let namespaces =
        Cluster.namespace("backup") + Cluster.namespace("shop") + Cluster.namespace("crm") + Cluster.addon
    private static let basis = namespaces + Cluster.storage() + Cluster.retention()

    /// A cluster, and the mistakes that it has.
    struct Row: Sendable, CustomStringConvertible {
        let description: String
        let manifests: String
        let marks: [String]

        init(_ description: String, _ manifests: String, _ marks: [String] = []) {
            self.description = description
            self.manifests = manifests
            self.marks = marks
        }
    }

    static let rows = [
        Row("a cluster without mistakes", basis + Cluster.configuration()),
        Row("an empty cluster", namespaces),
        Row(
            "a storage that is for its own namespace",
            namespaces + Cluster.storage(from: "Same") + Cluster.retention() + Cluster.configuration(),
            ["BackupConfiguration shop/web usage-policy"]),
        Row(
            "a storage that is not there", namespaces + Cluster.retention() + Cluster.configuration(),
            ["BackupConfiguration shop/web ~missing-object"]),
        // The mistake of two objects is that of the younger one, wherever the lists have it.
        Row(
            "two storages in one place, the younger one first in the list",
            namespaces + Cluster.storage("a", created: 2, bucket: "one")
                + Cluster.storage("b", created: 1, bucket: "one"),
            ["BackupStorage backup/a shared-place"]),
        Row(
            "two storages in one place that are as old",
            namespaces + Cluster.storage("a", bucket: "one") + Cluster.storage("b", bucket: "one"),
            ["BackupStorage backup/b shared-place"]),
        Row(
            "one directory twice",
            basis + Cluster.configuration(created: 1, directory: "/one")
                + Cluster.configuration("cart", created: 2, directory: "/one"),
            ["BackupConfiguration shop/cart directory-conflict"]),
        Row(
            "the directory of a BackupBatch",
            basis + Cluster.configuration(created: 1, directory: "/one") + """
                ---
                apiVersion: core.kubestash.com/v1alpha1
                kind: BackupBatch
                metadata: {name: all, namespace: shop, creationTimestamp: "2026-03-03T00:00:00Z"}
                spec:
                  backends:
                  - name: s3
                    storageRef: {name: s3, namespace: backup}
                    retentionPolicy: {name: month, namespace: backup}
                  targets: [{name: t, appRef: {apiGroup: apps, kind: StatefulSet, name: other, namespace: shop}}]
                  sessions:
                  - name: nightly
                    scheduler: {schedule: "0 4 * * *"}
                    targets:
                    - name: t
                \(Cluster.filesAddon(indentation: 6))
                      repositories:
                      - name: all
                        backend: s3
                        directory: /one
                        encryptionSecret: {name: key, namespace: shop}

                """,
            ["BackupBatch shop/all directory-conflict"]),
        // KubeStash has made the Repository after the BackupConfiguration, whose directory has changed since.
        Row(
            "a Repository in another directory",
            basis + Cluster.configuration() + """
                ---
                apiVersion: storage.kubestash.com/v1alpha1
                kind: Repository
                metadata: {name: web, namespace: shop, creationTimestamp: "2026-03-03T00:00:00Z"}
                spec:
                  appRef: {apiGroup: apps, kind: StatefulSet, name: web, namespace: shop}
                  encryptionSecret: {name: key, namespace: shop}
                  path: /old
                  storageRef: {name: s3, namespace: backup}
                """,
            ["BackupConfiguration shop/web repository-conflict"]),
        Row(
            "an object that is being deleted",
            namespaces + Cluster.retention()
                + Cluster.configuration(metadata: "  deletionTimestamp: \"2026-03-03T00:00:00Z\"")),
        // The API server prunes unknown fields; one that is there is of a newer KubeStash.
        Row("a field that is not known here", namespaces + Cluster.retention(more: "  another: 1")),
        Row(
            "what the cluster and kubectl write themselves",
            namespaces
                + Cluster.retention(
                    metadata: """
                          uid: "1"
                          resourceVersion: "7"
                          generation: 3
                          annotations:
                            kubectl.kubernetes.io/last-applied-configuration: '{"spec": {"maxRetentionPeriod": 5}}'
                          managedFields:
                          - {manager: kubectl, operation: Update, apiVersion: a/v1, time: "x", fieldsV1: {"f:spec": {}}}
                        """, more: "status: {phase: [1], unheard: {of: 1}}")),
        Row(
            "a mistake", namespaces + Cluster.storage(more: "  deletionPolicy: WipeOut"),
            ["BackupStorage backup/s3 ~wipe-out"]),
        // Among files, it may be broken; so nothing is said of an ignore that hides nothing.
        Row(
            "an ignore that hides nothing",
            namespaces + Cluster.storage(metadata: "  annotations: {stashgate.dev/ignore: \"wipe-out: as a test\"}")),
        Row(
            "objects of the whole cluster come last",
            namespaces + """
                ---
                apiVersion: addons.kubestash.com/v1alpha1
                kind: Addon
                metadata: {name: own}
                spec:
                  backupTasks:
                  - {name: backup, driver: rsync, function: own, executor: Job, singleton: true}

                """ + Cluster.storage("a", created: 2, bucket: "one") + Cluster.storage("b", created: 1, bucket: "one"),
            ["BackupStorage backup/a shared-place", "Addon own unsupported-value"]),
    ]

    @Test(arguments: rows)
    func marks(_ row: Row) throws {
        let cluster = try AuditedCluster(row.manifests)
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(AuditedCluster.marks(of: audit) == row.marks)
        #expect(audit.failures.isEmpty && audit.hasKubeStash && !audit.lacksNamespace)
    }

    @Test("kinds that no other object depends on are judged, too")
    func others() throws {
        let cluster = try AuditedCluster(
            Self.basis,
            """
            apiVersion: core.kubestash.com/v1alpha1
            kind: RestoreSession
            metadata: {name: back, namespace: shop}
            spec:
              target: {apiGroup: apps, kind: StatefulSet, name: web, namespace: shop}
              dataSource: {repository: nowhere, namespace: shop, snapshot: latest}
              addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}
            """)
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(AuditedCluster.marks(of: audit) == ["RestoreSession shop/back ~missing-object"])
        let paths = Set(cluster.server.requests.map { $0.prefix { $0 != "?" } })
        for kind in Kinds.all { #expect(paths.contains(AuditedCluster.path(kind.names.kind)[...])) }
    }

    @Test("with a namespace, its objects are judged beside those of the whole cluster")
    func oneNamespace() throws {
        let cluster = try AuditedCluster(
            Self.namespaces, Cluster.storage(from: "Same"), Cluster.storage("copy", created: 1, bucket: "bucket-s3"),
            Cluster.retention(), Cluster.configuration(), Cluster.configuration(in: "crm"))
        defer { cluster.end() }
        #expect(AuditedCluster.marks(of: try cluster.audit("shop")) == ["BackupConfiguration shop/web usage-policy"])
        let crm = try cluster.audit("crm")
        #expect(crm.reports.map(\.path) == ["crm"] && crm.counts.judged == 1)
        let all = try cluster.audit()
        #expect(all.reports.map(\.path) == ["backup", "crm", "shop", "(cluster)"] && all.counts.judged == 7)
        #expect(try cluster.audit("nowhere").lacksNamespace)
    }

    @Test("a kind that is not installed is left out, and nothing is said of references to it")
    func absent() throws {
        let cluster = try AuditedCluster(
            Self.namespaces, Cluster.retention(), Cluster.configuration(),
            kinds: AuditedCluster.kinds.filter { $0 != "BackupStorage" })
        defer { cluster.end() }
        let audit = try cluster.audit()
        #expect(AuditedCluster.marks(of: audit).isEmpty && audit.failures.isEmpty && audit.hasKubeStash)
        let bare = try AuditedCluster(Cluster.namespace("shop"), kinds: ["Namespace"])
        defer { bare.end() }
        #expect(try !bare.audit().hasKubeStash)
    }

    @Test("a kind that may not be read is reported once, and nothing is guessed about it")
    func forbidden() throws {
        let cluster = try AuditedCluster(Self.basis, Cluster.configuration(), Cluster.configuration(in: "crm"))
        defer { cluster.end() }
        cluster.server.forbid(AuditedCluster.path("BackupStorage"))
        let audit = try cluster.audit()
        #expect(AuditedCluster.marks(of: audit).isEmpty)
        #expect(audit.failures.map(\.resource.plural) == ["backupstorages"])
        #expect(audit.counts.unreadable == 1 && audit.counts.judged == 5)
        #expect(
            audit.failures.first.map { "\($0)" }?.hasPrefix(
                "the list of backupstorages.storage.kubestash.com cannot be read: GET https://127.0.0.1:") == true)
        // Of the own namespace, they may be.
        cluster.server.forbid(AuditedCluster.path("BackupConfiguration"))
        let own = try cluster.audit("shop")
        #expect(own.counts.judged == 1 && own.reports.map(\.path) == ["shop"])
        #expect(own.failures.map(\.resource.plural) == ["backupstorages", "backupconfigurations"])
        // Or not even these, which is said once.
        cluster.server.forbid("/apis/core.kubestash.com/v1alpha1/namespaces/shop/backupconfigurations")
        let none = try cluster.audit("shop")
        #expect(none.failures.map(\.resource.plural) == ["backupstorages", "backupconfigurations"])
        #expect(none.summary == "nothing is known: no KubeStash object, 2 kinds not read")
    }

    @Test("a server that cannot be used ends the audit at once", arguments: [401, 500])
    func broken(status: Int) throws {
        let cluster = try AuditedCluster(Self.basis)
        defer { cluster.end() }
        cluster.server.fail(with: status)
        guard status == 401 else {
            #expect(try cluster.audit().failures.count == Kinds.all.count + 1)
            return
        }
        #expect(throws: APIError.self) { try cluster.audit() }
        #expect(cluster.server.requests.count == 1)
    }

    @Test("a policy, a selection and an ignored rule change what is said")
    func options() throws {
        let cluster = try AuditedCluster(Self.namespaces, Cluster.retention(), Cluster.configuration())
        defer { cluster.end() }
        let policy = try Policy(
            yaml: Array(
                "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {missing-object: error, unknown-cluster: error}\n"
                    .utf8))
        let strict = try cluster.audit { $0.policy = policy }
        #expect(AuditedCluster.marks(of: strict) == ["BackupConfiguration shop/web missing-object"])
        #expect(strict.counts.errors == 1 && strict.counts.warnings == 0)
        let lenient = try Policy(
            yaml: Array("apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nignorable: [wipe-out]\n".utf8))
        let meant = try AuditedCluster(
            Cluster.storage(
                metadata: "  annotations: {stashgate.dev/ignore: \"wipe-out: it is a scratch storage\"}",
                more: "  deletionPolicy: WipeOut"))
        defer { meant.end() }
        #expect(AuditedCluster.marks(of: try meant.audit { $0.policy = lenient }) == [])
        // As in the webhook, nothing is ignored that the policy does not let be.
        #expect(
            AuditedCluster.marks(of: try meant.audit())
                == ["BackupStorage backup/s3 ~wipe-out", "BackupStorage backup/s3 ~invalid-ignore"])
        #expect(try cluster.audit { $0.ignored = [RuleInfo.missingObject.id] }.counts.warnings == 0)
        #expect(try cluster.audit { $0.selected = [LintRules.unreadable.id] }.counts.warnings == 0)
    }
}
