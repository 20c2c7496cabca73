import Admission
import KubeStash
import TestSupport
import Testing

/// BackupBatches count like BackupConfigurations, and objects that start together are found however many there are.
struct ClusterPlansTests {
    private static let basis =
        Sample.storage("demo/s3", default: false) + Sample.retention() + Sample.namespace("demo") + """
            apiVersion: addons.kubestash.com/v1alpha1
            kind: Addon
            metadata: {name: workload-addon}
            spec: {backupTasks: [{name: logical-backup, function: f, driver: Restic, parameters: [{name: paths}]}]}
            ---

            """
    private static let verifier = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupVerifier
        metadata: {name: check, namespace: demo}
        spec: {type: RestoreOnly}
        ---

        """
    private static let restore = """
        apiVersion: core.kubestash.com/v1alpha1
        kind: RestoreSession
        metadata: {name: back, namespace: demo}
        spec:
          target: {apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}
          dataSource: {repository: all, snapshot: latest}
          addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}
        """

    private static let fits = (basis + verifier, Sample.batch(), [String]())
    private static let batches: [(others: String, object: String, marks: [String])] = [
        fits,
        // Each promises its directory to the other.
        (
            basis + verifier + Sample.batch(directory: "/web", schedule: "0 5 * * *"), Sample.configuration(),
            ["directory-conflict spec.sessions[0].repositories[0].directory"]
        ),
        (
            basis + verifier + Sample.configuration(schedule: "0 5 * * *"), Sample.batch(directory: "/web"),
            ["directory-conflict spec.sessions[0].targets[0].repositories[0].directory"]
        ),
        (
            basis + verifier + Sample.batch(schedule: "0 5 * * *"),
            Sample.configuration(repository: "{name: all, directory: /web}"),
            ["repository-conflict spec.sessions[0].repositories[0].name"]
        ),
        // A batch backs up the same target.
        (
            basis + verifier + Sample.batch(), Sample.configuration(),
            ["~simultaneous-backups spec.sessions[0].scheduler.schedule"]
        ),
        (
            basis + verifier + Sample.configuration(), Sample.batch(),
            ["~simultaneous-backups spec.sessions[0].scheduler.schedule"]
        ),
        (basis + verifier + Sample.batch(target: "other"), Sample.configuration(), []),
        // Its Repository will be there.
        (basis, restore, ["~missing-object spec.dataSource.repository"]),
        (basis + verifier + Sample.batch(), restore, []),
        (basis, Sample.batch(), ["~missing-object spec.sessions[0].targets[0].repositories[0].backupVerifier.name"]),
    ]

    @Test("a BackupBatch counts like a BackupConfiguration", arguments: batches.indices)
    func batch(_ index: Int) throws {
        let (others, object, marks) = Self.batches[index]
        #expect(try Cluster(others).marks(object) == marks)
    }

    @Test("a BackupBatch uses what it names", arguments: [Sample.storage("demo/s3"), Sample.retention("demo/keep")])
    func users(_ object: String) throws {
        let reply = try Cluster(object, Sample.batch()).review(object, to: .delete)
        #expect(reply.warnings == ["metadata.name: BackupBatch demo/all still uses it [object-in-use]"])
    }

    @Test("a KubeStash without BackupBatches has none, and ones that are not known may be there")
    func unknown() throws {
        #expect(
            try Cluster(Self.basis, absent: ["BackupBatch"]).marks(Self.restore) == [
                "~missing-object spec.dataSource.repository"
            ])
        #expect(
            try Cluster(Self.basis, unknown: ["BackupBatch"]).marks(Self.restore) == [
                "~unknown-cluster spec.dataSource.repository"
            ])
    }

    @Test("one of thousands of schedules of a target is found, and a different one is not")
    func manySchedules() throws {
        let others = (0..<1100).map { number in
            Sample.configuration(
                "demo/c\(number)", repository: "{name: r\(number), directory: /d\(number)}",
                schedule: "\(number % 60) \(number / 60) * * *")
        }
        let cluster = try Cluster(Self.basis, others.joined())
        let mark = "~simultaneous-backups spec.sessions[0].scheduler.schedule"
        #expect(try cluster.marks(Sample.configuration(schedule: "19 18 * * *")) == [mark])
        #expect(try cluster.marks(Sample.configuration(schedule: "20 18 * * *")) == [])
        #expect(try cluster.marks(Sample.configuration(schedule: "3 0 * * *")) == [mark])
    }

    @Test("hooks with thousands of unknown parameters are reported up to a limit, and the missing one is")
    func manyParameters() throws {
        let template = """
            apiVersion: core.kubestash.com/v1alpha1
            kind: HookTemplate
            metadata: {name: flush, namespace: demo}
            spec: {params: [\((0..<3000).map { "{name: q\($0), required: \($0 == 2999)}" }.joined(separator: ", "))]}
            ---

            """
        let params = (0..<3000).map { "p\($0): x" }.joined(separator: ", ")
        let hooks = "{preBackup: [{name: h, hookTemplate: {name: flush}, params: {\(params)}}]}"
        let cluster = try Cluster(Self.basis, template)
        let reply = try cluster.review(
            Sample.configuration(hooks: hooks), policy: "rules: {hook-parameters: error}")
        let found = reply.causes.filter { $0.hasSuffix("[hook-parameters]") }
        #expect((900...1001).contains(found.count) && found.contains { $0.contains("requires \"q2999\"") })
    }

    // MARK: crowded-storage

    private static let elsewhere = "{apiGroup: apps, kind: StatefulSet, name: other, namespace: demo}"
    private static func other(schedule: String = "0 3 * * *", backends: String? = nil) -> String {
        Sample.configuration(
            "demo/other", backends: backends ?? "[{storageRef: {name: s3}, retentionPolicy: {name: keep}}]",
            repository: "{name: other, directory: /other}", target: elsewhere, schedule: schedule)
    }
    private static let crowded = ["~crowded-storage spec.sessions[0].scheduler.schedule"]

    @Test(
        "sessions that pile up on one storage are reported where the policy names the rule",
        arguments: [
            ("", []), ("rules: {crowded-storage: off}", []), ("rules: {'*': warning}", []),
            ("rules: {crowded-storage: warning}", crowded),
            ("rules: {'*': warning, crowded-storage: warning}", crowded),
            ("rules: {crowded-storage: error}", ["crowded-storage spec.sessions[0].scheduler.schedule"]),
            ("namespaces: [{match: [demo], rules: {crowded-storage: warning}}]", crowded),
            ("namespaces: [{match: [x], rules: {crowded-storage: warning}}]", []),
        ] as [(String, [String])])
    func named(_ policy: String, marks: [String]) throws {
        let cluster = try Cluster(Self.basis, Self.other())
        #expect(try cluster.marks(Sample.configuration(), policy: policy) == marks)
    }

    @Test(
        "they pile up if they start at one minute and write to one storage",
        arguments: [
            (other(schedule: "*/15 * * * *"), crowded), (other(schedule: "1 3 * * *"), []),
            (Sample.batch(target: "other"), crowded),
            (
                other(backends: "[{storageRef: {name: more}, retentionPolicy: {name: keep}}]")
                    + Sample.storage("demo/more", default: false), []
            ),
        ] as [(String, [String])])
    func together(_ other: String, marks: [String]) throws {
        let cluster = try Cluster(Self.basis, Self.verifier, other)
        let reply = try cluster.review(Sample.configuration(), policy: "rules: {crowded-storage: warning}")
        #expect(Cluster.marks(of: reply) == marks)
        #expect(
            marks.isEmpty
                || reply.warnings.contains {
                    $0.contains("writes to BackupStorage demo/s3, too, and starts at the same minute")
                })
    }
}
