import Admission
import KubeStash
import TestSupport
import Testing

/// The oddities of KubeStash's webhook for runs and verifiers, and of the kinds that it does not look at.
struct RunOddityTests {
    private static func object(
        _ kind: String, _ spec: String, group: String = "core", metadata: String = "", status: String = "{}"
    ) -> String {
        """
        apiVersion: \(group).kubestash.com/v1alpha1
        kind: \(kind)
        metadata: {\(group == "addons" ? "" : "namespace: demo, ")name: one\(metadata.isEmpty ? "" : ", \(metadata)")}
        spec: {\(spec)}
        status: \(status)
        ---

        """
    }
    private static let addon = "addon: {name: workload-addon, tasks: [{name: logical-backup-restore}]}"
    private static let into = "target: \(Plan.target)"
    private static func restore(_ source: String, more: String = "", status: String = "{}") -> String {
        object("RestoreSession", "\(into), \(addon), dataSource: {\(source)}\(more)", status: status)
    }
    private static let source = "repository: r1, snapshot: latest"

    static let restores = [
        Oddity(
            "no dataSource", upstream: "crashes", object("RestoreSession", "\(into), \(addon)"),
            ["required-field spec.dataSource"]),
        Oddity(
            "no Addon", upstream: "accepts it, and crashes later",
            object("RestoreSession", "\(into), dataSource: {\(source)}"), ["required-field spec.addon"]),
        Oddity(
            "an Addon without a name and tasks", upstream: "accepts it",
            object("RestoreSession", "\(into), addon: {}, dataSource: {\(source)}"),
            ["required-field spec.addon.name", "required-field spec.addon.tasks"]),
        Oddity(
            "a task of a backup", upstream: "accepts it",
            object(
                "RestoreSession",
                "\(into), addon: {name: workload-addon, tasks: [{name: logical-backup}]}, dataSource: {\(source)}"),
            ["~unknown-task spec.addon.tasks[0].name"]),
        Oddity(
            "a snapshot beside a point in time", upstream: "leaves out the snapshot without a word",
            restore("repository: r1, snapshot: x, pitr: {targetTime: '2026-01-01T00:00:00Z'}"),
            ["~no-effect spec.dataSource.snapshot"]),
        Oddity(
            "a point in time without a repository", upstream: "refuses it",
            restore("pitr: {targetTime: '2026-01-01T00:00:00Z'}"), ["incomplete-data-source spec.dataSource.repository"]
        ),
        Oddity(
            "the latest snapshot of no repository", upstream: "refuses it", restore("snapshot: latest"),
            ["incomplete-data-source spec.dataSource.repository"]),
        Oddity(
            "neither a snapshot nor a point in time", upstream: "refuses it", restore("repository: r1"),
            ["incomplete-data-source spec.dataSource.snapshot"]),
        Oddity(
            "a HookTemplate without a namespace that forbids the own one", upstream: "does not find it, and accepts it",
            restore(source, more: ", hooks: {preRestore: [{name: h, hookTemplate: {name: ht}}]}"),
            beside: Sample.template("demo/ht", Sample.selected("team: b")) + Sample.namespace("demo"),
            ["usage-policy spec.hooks.preRestore[0].hookTemplate.name"]),
        Oddity(
            "another source for a restore that is over", upstream: "accepts it, and the record is false",
            restore("repository: r2, snapshot: latest", status: "{phase: Succeeded}"),
            since: restore(source, status: "{phase: Succeeded}"), ["~immutable-field spec.dataSource"]),
        Oddity(
            "another source for a restore that waits", upstream: "accepts it, rightly",
            restore("repository: r2, snapshot: latest", status: "{phase: Pending}"),
            since: restore(source, status: "{phase: Pending}")),
        Oddity(
            "options for a kind that the task does not restore", upstream: "does not use them",
            restore(source, more: ", manifestOptions: {mySQL: {db: true}}"), ["~no-effect spec.manifestOptions"]),
        Oddity(
            "a bad time-out", upstream: "answers 400, after the schema", restore(source, more: ", restoreTimeout: 1d"),
            ["invalid-duration spec.restoreTimeout"]),
        Oddity(
            "the repository of another namespace", upstream: "accepts it; no usagePolicy governs it",
            restore("namespace: x, \(source)"), beside: Sample.repository("x/r1")),
    ]

    @Test("a RestoreSession", arguments: restores)
    func judgesRestores(_ oddity: Oddity) throws { try oddity.check() }

    private static func run(_ spec: String) -> String { object("BackupSession", spec) }
    private static let invoker = "invoker: {apiGroup: core.kubestash.com, kind: BackupConfiguration, name: bc}"

    static let sessions = [
        Oddity("no invoker", upstream: "looks at updates only", run("session: s1"), ["required-field spec.invoker"]),
        Oddity("no session", upstream: "looks at updates only", run(invoker), ["required-field spec.session"]),
        Oddity(
            "a session that the BackupConfiguration does not have", upstream: "looks at updates only",
            run("\(invoker), session: s9"), beside: Plan.yaml(), ["~missing-object spec.session"]),
        Oddity(
            "a BackupConfiguration that is not there", upstream: "looks at updates only",
            run("\(invoker), session: s1"), beside: Plan.yaml(name: "demo/other"),
            ["~missing-object spec.invoker.name"]),
        Oddity(
            "a session that is there", upstream: "accepts it, rightly", run("\(invoker), session: s1"),
            beside: Plan.yaml()),
        Oddity(
            "an invoker of another kind", upstream: "looks at updates only",
            run("invoker: {apiGroup: apps, kind: Deployment, name: bc}, session: s1"),
            ["~unlikely-invoker spec.invoker.kind"]),
        Oddity(
            "another session for a run", upstream: "refuses any change of the spec", run("\(invoker), session: s2"),
            since: run("\(invoker), session: s1"), ["immutable-field spec.session"]),
        Oddity(
            "the same time-out in another spelling", upstream: "compares what both mean, as we do",
            run("\(invoker), session: s1, backupTimeout: 60m"), since: run("\(invoker), session: s1, backupTimeout: 1h")
        ),
        Oddity(
            "a bad time-out", upstream: "stores it", run("\(invoker), session: s1, backupTimeout: 30"),
            ["wrong-type spec.backupTimeout"]),
        Oddity(
            "another snapshot for a verification", upstream: "has a handler for it, which is not registered",
            object("BackupVerificationSession", "\(invoker), session: s1, snapshot: b"),
            since: object("BackupVerificationSession", "\(invoker), session: s1, snapshot: a"),
            ["~immutable-field spec.snapshot"]),
    ]

    @Test("a BackupSession or a BackupVerificationSession", arguments: sessions)
    func judgesSessions(_ oddity: Oddity) throws { try oddity.check() }

    private static let restoring =
        "restoreOption: {target: \(Plan.target), addonInfo: {name: workload-addon, tasks: [{name: logical-backup-restore}]}}"
    private static let daily = "scheduler: {schedule: '0 4 * * *', jobTemplate: {}}"
    private static func verifier(_ spec: String) -> String { object("BackupVerifier", spec) }

    static let verifiers = [
        Oddity(
            "a scheduler", upstream: "demands that there is none, in a handler that is not registered",
            verifier("type: RestoreOnly, \(daily), \(restoring)")),
        Oddity(
            "no scheduler", upstream: "demands that", verifier("type: RestoreOnly, \(restoring)"),
            ["required-field spec.scheduler"]),
        Oddity(
            "no type", upstream: "would refuse it, if it were asked", verifier("\(daily), \(restoring)"),
            ["required-field spec.type"]),
        Oddity(
            "no restoreOption", upstream: "would refuse it", verifier("type: RestoreOnly, \(daily)"),
            ["required-field spec.restoreOption"]),
        Oddity(
            "no Addon", upstream: "would refuse it",
            verifier("type: RestoreOnly, \(daily), restoreOption: {target: \(Plan.target)}"),
            ["required-field spec.restoreOption.addonInfo"]),
        Oddity(
            "no target", upstream: "looks at nothing",
            verifier(
                "type: RestoreOnly, \(daily), restoreOption: {addonInfo: {name: workload-addon, "
                    + "tasks: [{name: logical-backup-restore}]}}"),
            ["~missing-scratch-target spec.restoreOption.target"]),
        Oddity(
            "a query without one", upstream: "would refuse it",
            verifier("type: Query, \(daily), \(restoring), function: f"),
            ["missing-verification spec.query"]),
        Oddity(
            "a query without a Function", upstream: "would refuse it",
            verifier("type: Query, \(daily), \(restoring), query: {mySQL: [{database: d}]}"),
            ["missing-verification spec.function"]),
        Oddity(
            "a script without a location", upstream: "would refuse it",
            verifier("type: Script, \(daily), \(restoring), function: f, script: {args: [a]}"),
            ["missing-verification spec.script.location"]),
        Oddity(
            "a script at a relative path", upstream: "looks at nothing",
            verifier("type: Script, \(daily), \(restoring), function: f, script: {location: check.sh}"),
            ["~unmounted-script spec.script.location"]),
        Oddity(
            "a size of redis as a number, as in the documentation", upstream: "cannot read it",
            verifier("type: Query, \(daily), \(restoring), function: f, query: {redis: [{index: 0, dbSize: 3}]}"),
            ["~unknown-query spec.query.redis[0].dbSize"]),
        Oddity(
            "a bad delay", upstream: "stores it, as no webhook is registered",
            verifier("type: RestoreOnly, \(daily), \(restoring), retryConfig: {delay: 1d}"),
            ["invalid-duration spec.retryConfig.delay"]),
    ]

    @Test("a BackupVerifier", arguments: verifiers)
    func judgesVerifiers(_ oddity: Oddity) throws { try oddity.check() }

    private static func task(_ fields: String) -> String {
        object("Addon", "backupTasks: [{driver: Restic, executor: Job, singleton: true, \(fields)}]", group: "addons")
    }
    private static func works(_ spec: String) -> String { object("Function", spec, group: "addons") }

    static let addons = [
        Oddity(
            "a task without a name", upstream: "looks at nothing", task("function: f"),
            ["required-field spec.backupTasks[0].name"]),
        Oddity(
            "a task twice", upstream: "looks at nothing",
            object("Addon", "backupTasks: [{name: a, function: f}, {name: a, function: f}]", group: "addons"),
            ["duplicate-name spec.backupTasks[1].name"]),
        Oddity(
            "a task without a Function", upstream: "looks at nothing", task("name: a"),
            ["required-field spec.backupTasks[0].function"]),
        Oddity(
            "a mount of no volume", upstream: "looks at nothing",
            task("name: a, function: f, volumeMounts: [{name: v, mountPath: /v}]"),
            ["~unlisted-volume spec.backupTasks[0].volumeMounts[0].name"]),
        Oddity(
            "a parameter that is required and has a default", upstream: "looks at nothing",
            task("name: a, function: f, parameters: [{name: p, required: true, default: x}]"),
            ["~no-effect spec.backupTasks[0].parameters[0].default"]),
        Oddity(
            "a default that is a number", upstream: "leaves it to the schema",
            task("name: a, function: f, parameters: [{name: p, default: 300}]"),
            ["wrong-type spec.backupTasks[0].parameters[0].default"]),
        Oddity(
            "a claim with a variable as its name", upstream: "replaces it",
            task(
                "name: a, function: f, volumeTemplate: [{name: v, source: {persistentVolumeClaim: {claimName: '${PVC_NAME}'}}}]"
            )),
        Oddity(
            "a driver that its documentation does not list", upstream: "accepts it, rightly",
            object("Addon", "backupTasks: [{name: a, function: f, driver: Neo4jAdmin}]", group: "addons")),
        Oddity(
            "an argument that cannot be replaced", upstream: "looks at nothing", works("image: i, args: ['${a-b}']"),
            ["invalid-substitution spec.args[0]"]),
        Oddity(
            "an image of a version without versions", upstream: "looks at nothing", works("image: 'i:${DB_VERSION}'"),
            ["~unresolved-version spec.availableVersions"]),
        Oddity(
            "the deletion policy of a Snapshot that wipes out", upstream: "looks at nothing",
            object("Snapshot", "repository: r1, deletionPolicy: WipeOut", group: "storage"),
            ["~wipe-out spec.deletionPolicy"]),
    ]

    @Test("an Addon, a Function or a Snapshot", arguments: addons)
    func judgesAddons(_ oddity: Oddity) throws { try oddity.check() }

    @Test("upstream judges no deletion of what is in use")
    func deletion() throws {
        let objects = [Plan.storage, Plan.retention, Sample.template("demo/ht")]
        let user = Plan.yaml(Plan.session(more: "hooks: {preBackup: [{name: h, hookTemplate: {name: ht}}]}"))
        for object in objects {
            let reply = try Cluster(object, user).review(object, to: .delete)
            #expect(reply.isAllowed == true && reply.warnings.count == 1, "\(reply.warnings)")
        }
    }

    @Test("the schemas of KubeStash accept an empty spec of every kind that people write", arguments: Kinds.all)
    func empty(_ kind: Kind) throws {
        let group = kind.names.group.split(separator: ".")[0]
        let reply = try Cluster().review(Self.object(kind.names.kind, "", group: String(group)))
        // An Addon without tasks does nothing, and is none of our business.
        let isWritten = kind.names.kind != "Addon" && (kind.failurePolicy != nil || kind.names.kind == "BackupSession")
        #expect(!isWritten || !reply.causes.isEmpty, "\(kind.names.kind)")
    }
}
