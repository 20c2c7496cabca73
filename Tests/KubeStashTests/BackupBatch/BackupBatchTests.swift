import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The work of a session with a target.
private func work(_ name: String, _ repository: String, addon: String = "mysql-addon", backend: String = "s3") -> String
{
    """
    {name: \(name), addon: {name: \(addon), tasks: [{name: logical-backup}]}, repositories: [{name: \(repository), backend:
    \(backend), directory: /\(repository), encryptionSecret: {name: key}}]}
    """
}

/// A batch of two databases, with changes of some parts.
private func batch(
    targets: String =
        "[{name: one, appRef: {apiGroup: kubedb.com, kind: MySQL, name: a}}, {name: two, appRef: {apiGroup: kubedb.com, kind: MySQL, name: b}}]",
    session: String = "name: daily", schedule: String = "15 1 * * *",
    work: String = "\(work("one", "first")), \(work("two", "second"))", more: String = ""
) -> String {
    """
    {backends: [{name: s3, storageRef: {name: s3}, retentionPolicy: {name: keep}}], targets: \(targets), sessions: [{\(session),
    scheduler: {schedule: "\(schedule)", jobTemplate: {}}, targets: [\(work)]}\(more)]}
    """
}

/// Sessions and backends are judged by the rules of a BackupConfiguration, and names of targets match both ways.
///
/// Upstream checks nothing of it.
@Suite struct BackupBatchTests {
    @Test(
        arguments: [
            (batch(), []),
            // No Addon of workloads takes a Pod, which is said once.
            (
                batch(
                    targets: "[{name: one, appRef: {kind: Pod, name: a}}]",
                    work:
                        "\(work("one", "first", addon: "workload-addon")), \(work("one", "second", addon: "pvc-addon"))"
                ),
                [
                    "~unlikely-target Invalid spec.targets[0].appRef.kind",
                    "~missing-parameter Required spec.sessions[0].targets[0].addon.tasks[0].params.paths",
                    "duplicate-name Duplicate spec.sessions[0].targets[1].name",
                ]
            ),
            (
                batch(
                    targets: "[{name: one, ref: {}, appRef: {apiGroup: kubedb.com, kind: MySQL, name: a}}]",
                    work: work("one", "first").replacing("{name: one", with: "{targetName: a, name: one")),
                ["spec.targets[0].ref", "spec.sessions[0].targets[0].targetName"].map { "unknown-field Invalid \($0)" }
            ),
            (
                "{}",
                ["sessions", "targets"].map { "required-field Required spec.\($0)" } + [
                    "~relies-on-default Required spec.backends"
                ]
            ),
            (
                batch(targets: "[{name: one}, {name: two, appRef: {apiGroup: kubedb.com, kind: MySQL, name: b}}]"),
                // Upstream's helper dereferences nil.
                ["required-field Required spec.targets[0].appRef"]
            ),
            (
                batch(work: "\(work("oen", "first")), \(work("two", "second"))"),
                ["unknown-target NotFound spec.sessions[0].targets[0].name"]
            ),
            (batch(work: work("two", "second")), ["~unused-target Invalid spec.targets[0].name"]),
            (
                batch(work: "\(work("two", "first")), \(work("two", "second"))"),
                [
                    "duplicate-name Duplicate spec.sessions[0].targets[1].name",
                    "~unused-target Invalid spec.targets[0].name",
                ]
            ),
            (
                batch(
                    targets:
                        "[{name: one, appRef: {kind: Namespace, name: a}}, {name: one, appRef: {kind: Namespace, name: b}}]",
                    work: work("one", "first", addon: "kubedump-addon").replacing("logical", with: "manifest")),
                ["duplicate-name Duplicate spec.targets[1].name"]
            ),
            (
                batch(work: "\(work("one", "first")), \(work("two", "first"))"),
                ["~shared-repository Duplicate spec.sessions[0].targets[1].repositories[0].name"]
            ),
            (
                batch(work: "\(work("one", "first", backend: "s4")), \(work("two", "second"))"),
                ["unknown-backend NotFound spec.sessions[0].targets[0].repositories[0].backend"]
            ),
            (
                batch(work: "\(work("one", "first")), \(work("two", "second").replacing("/second", with: "first/"))"),
                ["directory-conflict Invalid spec.sessions[0].targets[1].repositories[0].directory"]
            ),
            (
                batch(work: "\(work("one", "first")), \(work("two", "second", addon: "postgres-addon"))"),
                ["~unfit-addon Invalid spec.sessions[0].targets[1].addon.name"]
            ),
            (batch(schedule: "0 0 30 2 *"), ["schedule-never-fires Invalid spec.sessions[0].scheduler.schedule"]),
            (
                batch(work: "{name: one}, \(work("two", "second"))"),
                ["addon", "repositories"].map { "required-field Required spec.sessions[0].targets[0].\($0)" }
            ),
            (batch(session: "name: daily, addon: {}"), ["unknown-field Invalid spec.sessions[0].addon"]),
            // The same repository in two sessions is one, and must be the same.
            (
                batch(
                    more:
                        ", {name: weekly, scheduler: {schedule: '30 3 * * 0', jobTemplate: {}}, targets: [\(work("one", "first"))]}"
                ),
                []
            ),
            (
                batch(
                    more:
                        ", {name: weekly, scheduler: {schedule: '30 3 * * 0', jobTemplate: {}}, targets: [\(work("one", "first").replacing("/first", with: "/other"))]}"
                ), ["repository-conflict Invalid spec.sessions[1].targets[0].repositories[0].name"]
            ),
            (
                batch(
                    more:
                        ", {name: daily, scheduler: {schedule: '15 1 * * *', jobTemplate: {}}, targets: [\(work("one", "first"))]}"
                ),
                [
                    "duplicate-name Duplicate spec.sessions[1].name",
                    "~simultaneous-sessions Invalid spec.sessions[1].scheduler.schedule",
                ]
            ),
        ] as [(String, [String])])
    func judges(_ spec: String, _ expected: [String]) throws {
        #expect(try Set(findings(inSpec: spec, of: BackupBatch.kind)) == Set(expected))
    }

    @Test func suggestsTheTarget() throws {
        let found = try messages(
            inSpec: batch(
                targets: "[{name: database, appRef: {apiGroup: kubedb.com, kind: MySQL, name: a}}]",
                work: work("databse", "first")), of: BackupBatch.kind)
        #expect(
            found == [
                "spec.sessions[0].targets[0].name: Not found: \"databse\": spec.targets has no target of this name; did you "
                    + "mean \"database\"?"
            ])
    }

    @Test func saysWhy() throws {
        func messages(_ spec: String) throws -> [String] {
            try KubeStashTests.messages(inSpec: spec, of: BackupBatch.kind)
        }
        #expect(
            try messages(batch(work: work("two", "second"))) == [
                "spec.targets[0].name: \"one\": no session backs up this target"
            ])
        #expect(
            try messages(batch(work: "\(work("one", "first")), \(work("two", "first"))")) == [
                "spec.sessions[0].targets[1].repositories[0].name: \"first\": target \"one\" is backed up into it, and a "
                    + "Repository has the backups of one target"
            ])
        #expect(
            try messages(
                batch(
                    more:
                        ", {name: weekly, scheduler: {schedule: '30 3 * * 0', jobTemplate: {}}, targets: [\(work("one", "first").replacing("/first", with: "/other"))]}"
                )
            ).first?.contains("in session \"daily\" the repository of this name has directory \"/first\"") == true)
    }

    /// Every one of many targets without a match is reported.
    @Test func reportsManyTargets() throws {
        let count = 5000
        let targets = (0..<count).map { #"{"name":"t\#($0)","appRef":{"kind":"Namespace","name":"a"}}"# }
        let works = (0..<count).map {
            #"{"name":"x\#($0)","repositories":[{"name":"r\#($0)","directory":"d\#($0)"}],"addon":{"name":"a","tasks":[{"name":"b"}]}}"#
        }
        let text =
            #"{"spec":{"targets":[\#(targets.joined(separator: ","))],"sessions":[{"targets":[\#(works.joined(separator: ","))]}]}}"#
        let document = try Document(json: Array(text.utf8))
        let findings = BackupBatch.kind.check(document.root, in: Context(document))
        #expect(findings.all.count { $0.rule.rawValue == "unknown-target" } == count)
    }

    @Test func completes() throws {
        let found = try additions(
            toSpec: "{sessions: [{scheduler: {}, targets: [{repositories: [{}]}]}]}", of: BackupBatch.kind)
        #expect(
            found == [
                "/spec/sessions/0/scheduler/concurrencyPolicy \"Allow\"", "/spec/sessions/0/scheduler/jobTemplate {}",
                "/spec/sessions/0/retryConfig {\"maxRetry\":1}", "/spec/sessions/0/sessionHistoryLimit 1",
                "/spec/sessions/0/targets/0/repositories/0/deletionPolicy \"Delete\"",
            ])
    }

    /// Explanations name the rules at the fields of a session's targets.
    @Test func statesFields() {
        let rules = BackupBatch.kind.rules(concerning: ["spec", "sessions", "targets", "repositories", "directory"])
        #expect(rules.map(\.id.rawValue).contains("directory-conflict"))
    }
}
