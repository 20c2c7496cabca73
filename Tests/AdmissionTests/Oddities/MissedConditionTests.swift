import Admission
import KubeStash
import TestSupport
import Testing

/// BackupConfigurations that KubeStash's webhook lets pass although they cannot work, or cannot be meant.
struct MissedConditionTests {
    private static func directory(_ directory: String, backend: String? = "b1") -> String {
        Plan.yaml(Plan.session("s1", Plan.repository("r2", backend: backend, directory: directory)))
    }
    private static let late = "{schedule: '0 5 * * *', jobTemplate: {}}"
    private static let conflict = ["directory-conflict spec.sessions[0].repositories[0].directory"]
    private static func hooked(_ hook: String) -> String {
        Plan.yaml(Plan.session(more: "hooks: {preBackup: [\(hook)]}"))
    }

    static let missed = [
        Oddity(
            "a HookTemplate without a namespace that forbids the own one",
            upstream: "looks it up in no namespace, does not find it, and accepts it",
            hooked("{name: h, hookTemplate: {name: ht}}"),
            beside: Plan.basis + Sample.template("demo/ht", Sample.selected("team: b")),
            ["usage-policy spec.sessions[0].hooks.preBackup[0].hookTemplate.name"]),
        Oddity(
            "another directory for a Repository that is there",
            upstream: "accepts it, while the Repository's path may never change",
            Plan.yaml(Plan.session("s1", Plan.repository(directory: "/other"))), beside: Plan.basis + Plan.made(),
            since: Plan.yaml(), ["repository-conflict spec.sessions[0].repositories[0].name"]),
        Oddity(
            "the directory of a Repository with a slash", upstream: "compares texts", directory("/d/"),
            beside: Plan.basis + Plan.made(), conflict),
        Oddity(
            "the directory of a Repository as a relative path", upstream: "compares texts", directory("d"),
            beside: Plan.basis + Plan.made(), conflict),
        Oddity(
            "the directory of a Repository by way of another one", upstream: "compares texts", directory("/x/../d"),
            beside: Plan.basis + Plan.made(),
            ["invalid-directory spec.sessions[0].repositories[0].directory"] + conflict),
        Oddity(
            "the directory of a Repository through a storageRef without a namespace", upstream: "compares texts",
            Plan.yaml(
                Plan.session("s1", Plan.repository("r2")),
                backends: "[{name: b1, storageRef: {name: st}, retentionPolicy: {name: rp}}]"),
            beside: Plan.basis + Plan.made(), conflict),
        Oddity(
            "the directory of a Repository without a backend", upstream: "finds no storage to compare",
            directory("/d", backend: nil), beside: Plan.basis + Plan.made(),
            ["unknown-backend spec.sessions[0].repositories[0].backend"]),
        Oddity(
            "one directory twice in one object, with a slash", upstream: "compares texts",
            Plan.yaml(Plan.session("s1", "\(Plan.repository()), \(Plan.repository("r2", directory: "/d/"))")),
            beside: Plan.basis, ["directory-conflict spec.sessions[0].repositories[1].directory"]),
        Oddity(
            "one repository name with two directories", upstream: "compares the names of one session only",
            Plan.yaml(Plan.session(), Plan.session("s2", Plan.repository(directory: "/e"), scheduler: late)),
            beside: Plan.basis, ["repository-conflict spec.sessions[1].repositories[0].name"]),
        Oddity(
            "one repository name with another backend and directory",
            upstream: "compares the names of one session only",
            Plan.yaml(
                Plan.session(),
                Plan.session("s2", Plan.repository(backend: "b2", directory: "/e"), scheduler: late),
                backends: BackupConfigurationOddityTests.two),
            beside: Plan.basis + Sample.storage("demo/st2", default: false),
            ["repository-conflict spec.sessions[1].repositories[0].name"]),
        Oddity(
            "a RetentionPolicy that keeps nothing until the next run", upstream: "notices nothing", Plan.yaml(),
            beside: Plan.storage + Sample.namespace("demo")
                + Sample.retention("demo/rp").replacing("maxRetentionPeriod: 1mo", with: "maxRetentionPeriod: 1h"),
            ["~retention-gap spec.backends[0].retentionPolicy.name"]),
        Oddity(
            "a directory that another BackupConfiguration promises",
            upstream: "looks at Repositories only, which the operator makes later",
            Plan.yaml(Plan.session("s1", Plan.repository("rx"))), beside: Plan.basis + Plan.yaml(name: "demo/other"),
            conflict),
        Oddity(
            "the repository of another BackupConfiguration, of another target",
            upstream: "looks at Repositories only, which the operator makes later",
            Plan.yaml(target: "{apiGroup: apps, kind: StatefulSet, name: zz, namespace: demo}"),
            beside: Plan.basis + Plan.yaml(name: "demo/other"),
            ["repository-conflict spec.sessions[0].repositories[0].name"]),
        Oddity(
            "another target for what is in a Repository", upstream: "refuses it only once the Repository is there",
            Plan.yaml(target: "{apiGroup: apps, kind: Deployment, name: zz, namespace: demo}"),
            beside: Plan.basis + Plan.made(),
            since: Plan.yaml(), ["repository-conflict spec.sessions[0].repositories[0].name"]),
    ]

    @Test("a condition beside other objects that upstream misses", arguments: missed)
    func judgesBeside(_ oddity: Oddity) throws { try oddity.check() }

    private static let repository = "spec.sessions[0].repositories[0]"
    private static func scheduled(_ schedule: String) -> String {
        Plan.yaml(Plan.session(scheduler: "{schedule: '\(schedule)', jobTemplate: {}}"))
    }

    static let alone = [
        Oddity(
            "two backends with one storage", upstream: "accepts it",
            Plan.yaml(
                Plan.session("s1", "\(Plan.repository()), \(Plan.repository("r2", backend: "b2", directory: "/e"))"),
                backends: "[\(Plan.backend), \(Plan.backend.replacing("b1", with: "b2"))]"),
            ["~shared-storage spec.backends[1].storageRef"]),
        Oddity(
            "a storageRef without a name", upstream: "accepts it",
            Plan.yaml(backends: "[{name: b1, storageRef: {name: ''}, retentionPolicy: {name: rp}}]"),
            ["required-field spec.backends[0].storageRef.name"]),
        Oddity(
            "a repository without a name", upstream: "accepts it",
            Plan.yaml(Plan.session("s1", Plan.repository("''"))), ["required-field \(repository).name"]),
        Oddity(
            "an Addon of a blank", upstream: "accepts it",
            Plan.yaml(Plan.session(addon: "{name: ' ', tasks: [{name: logical-backup}]}")),
            ["invalid-name spec.sessions[0].addon.name"]),
        Oddity(
            "a session of blanks", upstream: "accepts it", Plan.yaml(Plan.session("'  '")),
            ["invalid-name spec.sessions[0].name"]),
        Oddity(
            "an empty schedule", upstream: "accepts it", scheduled(""),
            ["required-field spec.sessions[0].scheduler.schedule"]),
        Oddity(
            "a schedule that is none", upstream: "accepts it", scheduled("junk"),
            ["invalid-schedule spec.sessions[0].scheduler.schedule"]),
        Oddity(
            "a task twice", upstream: "accepts it",
            Plan.yaml(
                Plan.session(
                    addon: "{name: workload-addon, tasks: [{name: logical-backup, params: {paths: /a}}, "
                        + "{name: logical-backup, params: {paths: /a}}]}")),
            ["~duplicate-task spec.sessions[0].addon.tasks[1].name"]),
        Oddity(
            "a hook without a HookTemplate", upstream: "accepts it", hooked("{name: h}"),
            ["~missing-hook-template spec.sessions[0].hooks.preBackup[0].hookTemplate"]),
        Oddity(
            "two hooks of one name", upstream: "accepts it",
            hooked("{name: h, hookTemplate: {name: a}}, {name: h, hookTemplate: {name: b}}"),
            ["~duplicate-hook-name spec.sessions[0].hooks.preBackup[1].name"]),
        Oddity(
            "null in the list of backends", upstream: "makes {} of it before the schema is applied",
            Plan.yaml(backends: "[null]"), ["wrong-type spec.backends[0]"]),
        Oddity(
            "null in the list of sessions", upstream: "makes {} of it", Plan.yaml("null"),
            ["wrong-type spec.sessions[0]"]),
        Oddity(
            "null in a list of hooks", upstream: "makes {} of it, and stores a hook that does nothing",
            hooked("null"), ["wrong-type spec.sessions[0].hooks.preBackup[0]"]),
        Oddity(
            "null among arguments", upstream: "makes an empty text of it",
            Plan.yaml(
                Plan.session(
                    addon: "{name: workload-addon, tasks: [{name: logical-backup, params: {paths: /a}}], "
                        + "jobTemplate: {spec: {args: [null]}}}")),
            ["wrong-type spec.sessions[0].addon.jobTemplate.spec.args[0]"]),
    ]

    @Test("a condition of the object alone that upstream misses", arguments: alone)
    func judgesAlone(_ oddity: Oddity) throws { try oddity.check() }

    @Test("the mutating webhook of upstream makes objects and texts of null, and ours leaves it alone")
    func nulls() throws {
        for oddity in Self.alone where oddity.name.hasPrefix("null") {
            let reply = try Cluster(Plan.basis).review(oddity.object, by: .mutate)
            guard case .array(let operations)? = try reply.patch else { continue }
            for operation in operations {
                #expect(operation["op"] == "add")
                let path = if case .string(let path)? = operation["path"] { path } else { "" }
                for list in ["backends/0", "sessions/0", "preBackup/0", "args/0"] where path.hasSuffix(list) {
                    Issue.record("\(oddity.name): \(path)")
                }
            }
        }
    }

    @Test("an update that leaves out the backends keeps the stored ones, and upstream takes any default")
    func emptied() throws {
        let cluster = try Cluster(Plan.basis, Sample.storage("demo/newer"))
        let patch = try cluster.patch(Plan.yaml(backends: "[]"), since: Plan.yaml())
        #expect(patch.count == 1 && patch[0].contains(#""name":"st""#), "\(patch)")
    }
}
