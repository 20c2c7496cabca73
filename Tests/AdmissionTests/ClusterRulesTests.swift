import Admission
import KubeStash
import TestSupport
import Testing

/// An object is refused where it contradicts another one of the cluster, and warned where something is missing.
///
/// Several rows are odd behaviour of KubeStash's own webhook, which is right here.
struct ClusterRulesTests {
    static let s3 = Sample.storage("demo/s3", default: false)
    static let addon =
        """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: {name: workload-addon}
        spec: {backupTasks: [{name: logical-backup, function: f, driver: Restic, parameters: [{name: paths}]}]}
        ---

        """
    static let basis = s3 + Sample.retention() + addon + Sample.namespace("demo")

    @Test("an object that fits the cluster is allowed without a warning")
    func fits() throws {
        let cluster = try Cluster(Self.basis, Sample.repository())
        #expect(try cluster.marks(Sample.configuration()) == [])
        // The object itself is there, too, on an update or a retry.
        let stored = try Cluster(Self.basis, Sample.repository(), Sample.configuration())
        #expect(try stored.marks(Sample.configuration()) == [])
        #expect(try stored.marks(Sample.configuration(), since: Sample.configuration()) == [])
        #expect(try stored.marks(Self.s3) == [])
        #expect(try stored.marks(Sample.repository()) == [])
    }

    @Test("a missing object is a warning, and an error where a policy says so")
    func missing() throws {
        let cluster = try Cluster(Sample.namespace("demo"))
        let reply = try cluster.review(Sample.configuration(hooks: "{preBackup: [{hookTemplate: {name: flush}}]}"))
        #expect(
            Cluster.marks(of: reply) == [
                "~missing-object spec.backends[0].storageRef.name",
                "~missing-object spec.backends[0].retentionPolicy.name",
                "~missing-object spec.sessions[0].hooks.preBackup[0].hookTemplate.name",
                "~missing-object spec.sessions[0].addon.name",
            ])
        #expect(reply.warnings.contains { $0.contains("BackupStorage demo/s3 is not in the cluster [missing-object]") })
        let strict = try cluster.marks(Sample.configuration(), policy: "rules: {missing-object: error}")
        #expect(strict.filter { $0.hasPrefix("missing-object") }.count == 3)
    }

    @Test(
        "a usagePolicy refuses other namespaces",
        arguments: [
            ("{allowedNamespaces: {from: All}}", []),
            ("{}", ["usage-policy"]), ("{allowedNamespaces: {}}", ["usage-policy"]),
            (Sample.own, ["usage-policy"]), (Sample.selected("team: b"), ["usage-policy"]),
            (Sample.selected("team: a"), []),
            // Nothing is certain of a selector that cannot be read.
            ("{allowedNamespaces: {from: Selector}}", []),
        ] as [(String, [String])])
    func usage(_ policy: String, rules: [String]) throws {
        let cluster = try Cluster(
            Self.basis, Sample.storage("x/s3", policy, default: false), Sample.namespace("demo", "{team: a}"))
        let yaml = Sample.configuration(
            backends: "[{storageRef: {name: s3, namespace: x}, retentionPolicy: {name: keep}}]")
        #expect(try cluster.marks(yaml) == rules.map { "\($0) spec.backends[0].storageRef.name" })
    }

    @Test("a HookTemplate without a namespace is that of the object's own, whose policy counts")
    func hooks() throws {
        let cluster = try Cluster(Self.basis, Sample.template("demo/flush", Sample.selected("team: z")))
        let yaml = Sample.configuration(hooks: "{preBackup: [{hookTemplate: {name: flush}}]}")
        #expect(try cluster.marks(yaml) == ["usage-policy spec.sessions[0].hooks.preBackup[0].hookTemplate.name"])
        // A HookTemplate without `from`, at which upstream's webhook crashes, is for its own namespace.
        let plain = try Cluster(Self.basis, Sample.template("demo/flush", "{}"))
        #expect(try plain.marks(yaml) == [])
    }

    private static let conflict = "repository-conflict spec.sessions[0].repositories[0].name"
    private static let taken = "directory-conflict spec.sessions[0].repositories[0].directory"

    private static let repositoriesTable: [(repository: String, expected: [String])] = [
        (Sample.repository(), []),
        (Sample.repository(target: "{apiGroup: apps, kind: Deployment, name: web, namespace: demo}"), [conflict]),
        (Sample.repository(storage: "{name: other, namespace: demo}"), [conflict]),
        (Sample.repository(path: "/other"), [conflict]),
        // Paths and references are compared by their meaning, not by their text.
        (Sample.repository(path: "web/"), []), (Sample.repository(path: "/./web//"), []),
        (Sample.repository(storage: "{name: s3}"), []),
        (Sample.repository(target: "{apiGroup: apps, kind: StatefulSet, name: web}"), []),
        // A Repository of the same name in another namespace is another one, in the same directory.
        (Sample.repository("x/web", storage: "{name: s3, namespace: demo}"), [taken]),
        (Sample.repository("x/web", storage: "{name: s3, namespace: demo}", path: "/elsewhere"), []),
        (Sample.repository("demo/older", path: "web"), [taken]),
        (Sample.repository("demo/older", path: "/web/deeper"), []),
        (
            Sample.repository("demo/older", path: "/"),
            ["~nested-directory spec.sessions[0].repositories[0].directory"]
        ),
    ]

    @Test("a Repository that is there has one target, storage and directory", arguments: repositoriesTable.indices)
    func repositories(_ index: Int) throws {
        let (repository, expected) = Self.repositoriesTable[index]
        #expect(try Cluster(Self.basis, repository).marks(Sample.configuration()) == expected)
    }

    @Test("two BackupConfigurations promise one directory before there is a Repository")
    func promises() throws {
        let other = Sample.configuration(
            "demo/other", repository: "{name: else, directory: web}", schedule: "5 5 * * *")
        let reply = try Cluster(Self.basis, other).review(Sample.configuration())
        #expect(Cluster.marks(of: reply) == [Self.taken])
        #expect(reply.message?.contains("Repository demo/else of BackupConfiguration demo/other") == true)
        // One that is being deleted makes room.
        let going = Sample.configuration(
            "demo/other", repository: "{name: else, directory: web}", metadata: Sample.deleted)
        #expect(try Cluster(Self.basis, going).marks(Sample.configuration()) == [])
        // Through another storage on the same bucket; where neither storage is there, by the name of the storage.
        let inner = Sample.storage("x/in", default: false, place: "bucket: demo-s3, prefix: /a")
        let behind = Sample.repository("x/r", storage: "{name: in, namespace: x}", path: "b")
        let yaml = Sample.configuration(repository: "{name: web, directory: a/b}")
        #expect(try Cluster(Self.basis, inner, behind).marks(yaml) == [Self.taken])
        let lost = Sample.repository("demo/older", storage: "{name: gone, namespace: demo}")
        #expect(
            try Cluster(Self.basis, lost).marks(
                Sample.configuration(backends: "[{storageRef: {name: gone}, retentionPolicy: {name: keep}}]"))
                == [Self.taken, "~missing-object spec.backends[0].storageRef.name"])
        // One repository name in two objects is one repository, if they agree.
        let same = Sample.configuration("demo/other", schedule: "5 5 * * *")
        #expect(try Cluster(Self.basis, same).marks(Sample.configuration()) == [])
    }

    private static let storagesTable: [(new: String, old: String, expected: [String])] = [
        (Sample.storage("demo/new"), Sample.storage("demo/old"), ["second-default spec.default"]),
        (Sample.storage("demo/new"), Sample.storage("x/old"), []),
        (Sample.storage("demo/new", default: false), Sample.storage("demo/old"), []),
        (Sample.storage("demo/new"), Sample.storage("demo/old", metadata: Sample.deleted), []),
        (Sample.retention("demo/new"), Sample.retention("demo/old"), ["second-default spec.default"]),
        (
            Sample.storage("demo/new", place: "bucket: b, prefix: a/"),
            Sample.storage("x/old", place: "bucket: b, prefix: /a"), ["shared-place spec.storage.s3"]
        ),
        // Two servers may have one bucket's name each; upstream compares no endpoints.
        (
            Sample.storage("demo/new", place: "bucket: b, endpoint: 'http://a'"),
            Sample.storage("x/old", place: "bucket: b, endpoint: 'http://b'"), []
        ),
        // A storage without its block, at which upstream's webhook crashes.
        (
            Sample.storage("demo/new"),
            "apiVersion: v1\nkind: BackupStorage\nmetadata: {name: a, namespace: x}\nspec: {storage: {provider: s3}}",
            []
        ),
        (
            Sample.storage("demo/new", place: "bucket: b, prefix: a/b"),
            Sample.storage("x/old", place: "bucket: b, prefix: a"), ["~nested-place spec.storage.s3"]
        ),
        (
            Sample.storage("demo/new", place: "bucket: b"), Sample.storage("x/old", place: "bucket: b, prefix: a"),
            ["~nested-place spec.storage.s3"]
        ),
    ]

    @Test("a namespace has one default, and a place one storage", arguments: storagesTable.indices)
    func storages(_ index: Int) throws {
        let (new, old, expected) = Self.storagesTable[index]
        #expect(try Cluster(old).marks(new) == expected)
    }

    @Test("the place of a storage is frozen while a Repository is in it, whether its status says so or not")
    func frozen() throws {
        let moved = Sample.storage("demo/s3", default: false, place: "bucket: elsewhere")
        #expect(try Cluster(Self.basis).marks(moved, since: Self.s3) == [])
        #expect(
            try Cluster(Self.basis, Sample.repository()).marks(moved, since: Self.s3)
                == ["immutable-field spec.storage.s3.bucket"])
        #expect(
            try Cluster(Self.basis, Sample.repository(metadata: Sample.deleted)).marks(moved, since: Self.s3) == [])
    }

    @Test("a storage that is not ready, or any object that is being deleted, is a warning")
    func unready() throws {
        func marks(_ storage: String, _ template: String = "") throws -> [String] {
            let cluster = try Cluster(storage, Sample.retention(), Self.addon, Sample.namespace("demo"), template)
            return try cluster.marks(Sample.configuration(hooks: "{preBackup: [{hookTemplate: {name: flush}}]}"))
        }
        let template = Sample.template()
        let mark = "~unready-object spec.backends[0].storageRef.name"
        #expect(try marks(Sample.storage("demo/s3", default: false, status: "{phase: NotReady}"), template) == [mark])
        #expect(try marks(Sample.storage("demo/s3", default: false, metadata: Sample.deleted), template) == [mark])
        // A new storage has no phase yet.
        #expect(try marks(Sample.storage("demo/s3", default: false, status: "{}"), template) == [])
    }

    @Test("an encryption secret of another namespace is a warning")
    func secrets() throws {
        func marks(_ secret: String) throws -> [String] {
            try Cluster(Self.basis).marks(
                Sample.configuration(repository: "{name: web, directory: /web, encryptionSecret: \(secret)}"))
        }
        #expect(
            try marks("{name: key, namespace: x}") == [
                "~foreign-secret spec.sessions[0].repositories[0].encryptionSecret.namespace"
            ])
        #expect(try marks("{name: key, namespace: demo}") == [])
        #expect(try marks("{name: key}") == [])
    }

    @Test(
        "two BackupConfigurations of one target at one minute",
        arguments: [
            ("0 3 * * *", "", "", true), ("*/15 * * * *", "", "", true), ("30 3 * * *", "", "", false),
            ("0 3 * * *", "paused: true", "", false), ("0 3 * * *", "", Sample.deleted, false),
            ("junk", "", "", false), ("@every 1m", "", "", true),
        ])
    func together(_ schedule: String, spec: String, metadata: String, expected: Bool) throws {
        let other = Sample.configuration(
            "demo/other", repository: "{name: other, directory: /other}", schedule: schedule, metadata: metadata,
            spec: spec)
        let reply = try Cluster(Self.basis, other).review(Sample.configuration())
        #expect(
            Cluster.marks(of: reply)
                == (expected ? ["~simultaneous-backups spec.sessions[0].scheduler.schedule"] : []))
        #expect(
            !expected
                || reply.warnings.contains {
                    $0.contains("BackupConfiguration demo/other backs up the same target at the same minute")
                })
        let elsewhere = Sample.configuration(
            "demo/other", repository: "{name: other, directory: /other}",
            target: "{apiGroup: apps, kind: StatefulSet, name: other, namespace: demo}", schedule: schedule)
        #expect(try Cluster(Self.basis, elsewhere).marks(Sample.configuration()) == [])
    }

    @Test("what is not known is a warning, or an error by policy, and a kind that is not installed is neither")
    func unknown() throws {
        let yaml = Sample.configuration()
        let marks = try Cluster(unknown: Set(WatchedKind.all.map(\.kind))).marks(yaml)
        #expect(
            marks == [
                "~unknown-cluster spec.backends[0].storageRef.name",
                "~unknown-cluster spec.backends[0].retentionPolicy.name",
                "~unknown-cluster spec.sessions[0].addon.name",
                "~unknown-cluster spec.sessions[0].repositories[0].directory",
            ])
        #expect(try Cluster(absent: Set(WatchedKind.all.map(\.kind))).marks(yaml) == [])
        let strict = "rules: {unknown-cluster: error}"
        let down = try Cluster(unknown: ["BackupStorage"])
        #expect(
            try down.marks(yaml, policy: strict).contains("unknown-cluster spec.backends[0].storageRef.name"))
        #expect(try down.marks(Self.s3.replacing("default: false", with: "default: true"), policy: strict).count == 2)
        // An update that changes nothing about it is not refused.
        #expect(try down.review(yaml, since: yaml, policy: strict).isAllowed == true)
        let other = Sample.configuration(backends: "[{storageRef: {name: gcs}, retentionPolicy: {name: keep}}]")
        #expect(try down.review(other, since: yaml, policy: strict).isAllowed == false)
    }
}
