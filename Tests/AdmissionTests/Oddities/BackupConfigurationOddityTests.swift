import Admission
import KubeStash
import TestSupport
import Testing

/// The oddities of KubeStash's webhook for BackupConfigurations: it crashes, refuses what is right, or lets pass what
/// cannot work.
struct BackupConfigurationOddityTests {
    private static let mute = Sample.storage("demo/st", "null", default: false)
    private static let defaulted = Sample.storage("demo/st")

    static let crashes = [
        Oddity(
            "a BackupStorage without a usagePolicy", upstream: "crashes in UsageAllowed, and answers 500", Plan.yaml(),
            beside: mute + Plan.retention),
        Oddity(
            "a RetentionPolicy without a usagePolicy", upstream: "crashes", Plan.yaml(),
            beside: Plan.storage + Sample.retention("demo/rp", "null")),
        Oddity(
            "a HookTemplate without a usagePolicy", upstream: "crashes",
            Plan.yaml(Plan.session(more: "hooks: {preBackup: [{name: h, hookTemplate: {name: ht, namespace: demo}}]}")),
            beside: Plan.basis + Sample.template("demo/ht", "null")),
        Oddity(
            "a BackupStorage of another namespace without a usagePolicy",
            upstream: "crashes; it is for its own namespace",
            Plan.yaml(
                backends: "[{name: b1, storageRef: {name: st, namespace: x}, retentionPolicy: {name: rp}}]"),
            beside: Sample.storage("x/st", "null", default: false) + Plan.retention,
            ["usage-policy spec.backends[0].storageRef.name"]),
        Oddity(
            "a HookTemplate with an empty usagePolicy", upstream: "crashes, as only this kind lacks a check",
            Plan.yaml(Plan.session(more: "hooks: {preBackup: [{name: h, hookTemplate: {name: ht, namespace: demo}}]}")),
            beside: Plan.basis + Sample.template("demo/ht", "{}")),
        Oddity(
            "a session without name, scheduler and history limit", upstream: "crashes if it is asked directly",
            Plan.yaml("{addon: \(Plan.addon), repositories: [\(Plan.repository())]}"), beside: Plan.basis,
            ["required-field spec.sessions[0].name", "required-field spec.sessions[0].scheduler"]),
        Oddity(
            "an empty session", upstream: "crashes if it is asked directly", Plan.yaml("{}"), beside: Plan.basis,
            ["name", "scheduler", "addon", "repositories"].map { "required-field spec.sessions[0].\($0)" }),
        Oddity(
            "a status whose backend does not say whether it is ready",
            upstream: "crashes in isReady of the operator; the status is the operator's business",
            Plan.yaml(more: "status: {targetFound: true, backends: [{name: b1}]}"), beside: Plan.basis),
    ]

    @Test("an object of which upstream makes a crash", arguments: crashes)
    func judgesCrash(_ oddity: Oddity) throws { try oddity.check() }

    static let two =
        "[\(Plan.backend), {name: b2, storageRef: {name: st2, namespace: demo}, retentionPolicy: {name: rp}}]"
    private static let second = Sample.storage("demo/st2", default: false)

    static let refusals = [
        Oddity(
            "one directory in two storages", upstream: "refuses it, with an empty name in the message",
            Plan.yaml(
                Plan.session("s1", "\(Plan.repository()), \(Plan.repository("r2", backend: "b2"))"), backends: two),
            beside: Plan.basis + second),
        Oddity(
            "one repository name in two storages",
            upstream: "refuses it for the directory; the fault is that the name means two things",
            Plan.yaml(
                Plan.session(),
                Plan.session(
                    "s2", Plan.repository(backend: "b2"), scheduler: "{schedule: '0 5 * * *', jobTemplate: {}}"),
                backends: two), beside: Plan.basis + second,
            ["repository-conflict spec.sessions[1].repositories[0].name"]),
        Oddity(
            "a directory in the named backend and one without a backend",
            upstream: "refuses it with an empty name; no backend is without a name",
            Plan.yaml(Plan.session("s1", "\(Plan.repository()), \(Plan.repository("r2", backend: nil))")),
            beside: Plan.basis, ["unknown-backend spec.sessions[0].repositories[1].backend"]),
        Oddity(
            "a storageRef without a namespace, once its Repository is there",
            upstream: "refuses every update for a \"different storage\"",
            Plan.yaml(backends: "[{name: b1, storageRef: {name: st}, retentionPolicy: {name: rp}}]"),
            beside: Plan.basis + Plan.made(),
            since: Plan.yaml(backends: "[{name: b1, storageRef: {name: st}, retentionPolicy: {name: rp}}]")),
        Oddity(
            "a target without a namespace, once its Repository is there",
            upstream: "refuses every update for a \"different target\"",
            Plan.yaml(target: "{apiGroup: apps, kind: StatefulSet, name: sts}"), beside: Plan.basis + Plan.made(),
            since: Plan.yaml(target: "{apiGroup: apps, kind: StatefulSet, name: sts}")),
        Oddity(
            "a repository without a backend beside named ones, when it is created",
            upstream: "accepts it, and refuses every update once the Repository is there",
            Plan.yaml(Plan.session("s1", Plan.repository(backend: nil))), beside: Plan.basis,
            ["unknown-backend spec.sessions[0].repositories[0].backend"]),
        Oddity(
            "a repository without a backend beside named ones, once the Repository is there",
            upstream: "refuses the update that it should forgive",
            Plan.yaml(Plan.session("s1", Plan.repository(backend: nil)), metadata: "labels: {a: b}"),
            beside: Plan.basis + Plan.made(), since: Plan.yaml(Plan.session("s1", Plan.repository(backend: nil))),
            ["~unknown-backend spec.sessions[0].repositories[0].backend"]),
        Oddity(
            "a label of an object whose storage has become stricter", upstream: "refuses the change of the label",
            Plan.yaml(metadata: "labels: {a: b}"),
            beside: Sample.storage("demo/st", Sample.selected("team: b"), default: false) + Plan.retention
                + Sample.namespace("demo"), since: Plan.yaml(),
            ["~usage-policy spec.backends[0].storageRef.name"]),
        Oddity(
            "the finalizer of a deleted object whose storage has become stricter",
            upstream: "refuses to remove it, so that the object never goes",
            Plan.yaml(metadata: "deletionTimestamp: '2026-11-30T00:00:00Z'"),
            beside: Sample.storage("demo/st", Sample.selected("team: b"), default: false) + Plan.retention
                + Sample.namespace("demo"), since: Plan.yaml(metadata: Sample.deleted)),
        Oddity(
            "an own default whose selector does not match its namespace, named on purpose",
            upstream: "refuses it, and so do we: the storage says so", Plan.yaml(),
            beside: Sample.storage("demo/st", Sample.selected("team: b")) + Plan.retention + Sample.namespace("demo"),
            ["usage-policy spec.backends[0].storageRef.name"]),
    ]

    @Test("an object that upstream refuses wrongly, or for a wrong reason", arguments: refusals)
    func judgesRefusal(_ oddity: Oddity) throws { try oddity.check() }

    @Test("upstream gives an injected backend no name, so that repositories with one do not find it")
    func injectedName() throws {
        let cluster = try Cluster(Self.defaulted, Plan.retention, Sample.namespace("demo"))
        let patch = try cluster.patch(Plan.yaml(backends: nil))
        #expect(patch.count == 1 && patch[0].hasPrefix("/spec/backends ") && patch[0].contains(#""name":"b1""#))
    }

    @Test("upstream refuses a backend without storageRef although there is a default")
    func missingReference() throws {
        let cluster = try Cluster(Self.defaulted, Plan.retention, Sample.namespace("demo"))
        let object = Plan.yaml(backends: "[{name: b1, retentionPolicy: {name: rp, namespace: demo}}]")
        #expect(try cluster.patch(object) == [#"/spec/backends/0/storageRef {"name":"st","namespace":"demo"}"#])
    }
}
