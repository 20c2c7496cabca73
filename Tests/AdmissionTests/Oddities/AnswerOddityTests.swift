import Admission
import KubeStash
import TestSupport
import Testing

/// The answers of KubeStash's webhook that lead astray: one error at a time, swapped names, changes that nobody asked for.
struct AnswerOddityTests {
    static let together = [
        Oddity(
            "an empty backend and a session without a schedule, with one repository twice",
            upstream: "reports the missing RetentionPolicy alone, then the next at each further try",
            Plan.yaml(
                "{name: s1, addon: \(Plan.addon), repositories: [\(Plan.repository()), \(Plan.repository())]}",
                backends: "[{}]"),
            [
                "required-field spec.backends[0].storageRef",
                "required-field spec.sessions[0].scheduler", "duplicate-name spec.sessions[0].repositories[1].name",
                "unknown-backend spec.sessions[0].repositories[0].backend",
            ].sorted()),
        Oddity(
            "a bad duration and a wrong type",
            upstream: "answers 400 from the mutating webhook, before the schema, or stores it without that webhook",
            Plan.yaml(Plan.session(more: "backupTimeout: 30, retryConfig: {delay: 1d, maxRetry: x}")),
            beside: Plan.basis,
            [
                "invalid-duration spec.sessions[0].retryConfig.delay", "wrong-type spec.sessions[0].backupTimeout",
                "wrong-type spec.sessions[0].retryConfig.maxRetry",
            ].sorted()),
        Oddity(
            "a number that the schema forbids, and a session without a name",
            upstream: "reports the number alone, as its own rules run after the schema",
            Plan.yaml(
                Plan.session("''", more: "hooks: {preBackup: [{name: h, hookTemplate: {name: ht}, maxRetry: -1}]}")),
            [
                "out-of-range spec.sessions[0].hooks.preBackup[0].maxRetry", "required-field spec.sessions[0].name",
            ]),
    ]

    @Test("all errors are reported at once", arguments: together)
    func atOnce(_ oddity: Oddity) throws {
        let reply = try Cluster(oddity.beside).review(oddity.object)
        let found = reply.causes.map { "\($0.split(separator: "[").last?.dropLast() ?? "") \($0.prefix { $0 != ":" })" }
        #expect(Set(found).isSuperset(of: oddity.answer), "\(reply.causes)")
        // A syntax that is wrong is no reason for the other webhook to refuse.
        #expect(try Cluster(oddity.beside).review(oddity.object, by: .mutate).isAllowed == true)
    }

    @Test("the name of a storage that refuses is namespace and name, which upstream swaps")
    func names() throws {
        let storage = Sample.storage("x/st", Sample.own, default: false)
        let object = Plan.yaml(
            backends: "[{name: b1, storageRef: {name: st, namespace: x}, retentionPolicy: {name: rp}}]")
        let reply = try Cluster(storage, Plan.retention, Sample.namespace("demo")).review(object)
        #expect(reply.causes.count == 1 && reply.causes[0].contains("BackupStorage x/st is for "), "\(reply.causes)")
    }

    @Test("nothing is changed where nothing is missing, and upstream writes empty maps and a delay of 0s")
    func untouched() throws {
        let first = try Cluster(Plan.basis).review(Plan.yaml(), by: .mutate)
        guard case .array(let operations)? = try first.patch else { return }
        for operation in operations {
            #expect(operation["op"] == "add" && operation["value"] != [:] && operation["value"] != "0s", "\(operation)")
        }
        // With what the patch adds, there is no second one.
        let complete = Plan.yaml(
            "{name: s1, scheduler: {schedule: '0 3 * * *', concurrencyPolicy: Allow, jobTemplate: {template: {}}, "
                + "successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1}, sessionHistoryLimit: 1, "
                + "retryConfig: {maxRetry: 1}, addon: \(Plan.addon), "
                + "repositories: [{name: r1, backend: b1, directory: /d, deletionPolicy: Delete}]}")
        #expect(try Cluster(Plan.basis).review(complete, by: .mutate).patch == nil)
    }

    @Test("a namespace that is not known yet, at which upstream gives up or answers 404")
    func unknownNamespace() throws {
        let objects = Sample.storage("x/st") + Sample.retention("x/rp")
        let cluster = try Cluster(objects)
        // A default for all is for a namespace without known labels, too, as no selector comes before it.
        #expect(try cluster.patch(Plan.yaml(backends: nil)).count == 1)
        let named = Plan.yaml(
            backends: "[{name: b1, storageRef: {name: st, namespace: x}, retentionPolicy: {name: rp, namespace: x}}]")
        #expect(try cluster.review(named).causes == [])
        let selected = try Cluster(
            Sample.storage("x/st", Sample.selected("team: a")), Sample.retention("x/rp"), unknown: ["Namespace"])
        #expect(try selected.review(named).causes == [])
        #expect(try selected.patch(Plan.yaml(backends: nil)) == [])
    }
}
