import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Tasks, parameters and volumes of official Addons are compared with the catalogue; nothing is assumed about others.
@Suite struct AddonTasksTests {
    /// The findings of the rule in an addon, each as `rule path: message`.
    private func found(_ addon: String, _ side: AddonCatalogue.Side = .backup) throws -> [String] {
        let document = try #require(try Document.documents(yaml: Array(addon.utf8)).first)
        var findings = Findings(about: document.root, in: document)
        AddonTasks(side: side).check(document.root, in: document, &findings)
        try findings.requireStatedFields { BackupConfiguration.addon(side).rules(concerning: $0) }
        #expect(findings.all.allSatisfy { $0.severity == .warning })
        return findings.all.map { "\($0.rule) \($0.path): \($0.detail)" }
    }

    private static let paths = "{name: logical-backup, params: {paths: /a}}"

    @Test(arguments: [
        "{name: workload-addon, tasks: [\(paths)]}",
        "{name: workload-addon, tasks: [{name: manifest-backup}, {name: volume-snapshot}]}",
        // Variables that the Function reads without their being declared.
        "{name: mongodb-addon, tasks: [{name: logical-backup, params: {args: a, waitTimeout: '9', dbVersion: '8'}}]}",
        // Custom Addons can have any names, even those of official ones with a word more.
        "{name: my-addon, tasks: [{name: x, params: {y: z}, addonVolumes: [{name: w}]}]}",
        "{name: postgres-addon-eu, tasks: [{name: x}]}", "{name: mysql2-addon, tasks: [{name: x}]}", "{name: backup}",
        // Documented variables for volumes, and others, whose values are not known.
        "{name: pvc-addon, tasks: [{name: logical-backup, addonVolumes: [{name: '${RESTIC_CACHE_VOLUME}'}, "
            + "{name: '${INTERIM_VOLUME}'}, {name: kubestash-data-volume}, {name: '${volume}'}, {}]}]}",
        "{name: '${addon}', tasks: [{name: '${task}'}]}", "{name: workload-addon, tasks: [{name: '${task}'}]}",
        "{tasks: [{name: x}]}", "{name: workload-addon}", "{name: workload-addon, tasks: 1}",
        "{name: workload-addon, tasks: [{}, 1, {name: 1}, {name: logical-backup, params: [a]}]}",
    ])
    func accepts(_ addon: String) throws {
        #expect(try found(addon) == [])
    }

    /// Many wrong names cost as much each as a few: a search in all of them for each would take minutes.
    @Test func manyParameters() throws {
        let params = (0..<50_000).map { "p\($0): x" }.joined(separator: ", ")
        let lines = try found("{name: workload-addon, tasks: [{name: logical-backup, params: {\(params)}}]}")
        #expect(lines.count { $0.hasPrefix("unknown-parameter ") } == 1000)
        #expect(lines.count { $0.hasPrefix("missing-parameter ") } == 1)
    }

    @Test(
        arguments: [
            (
                "{name: workload-adon, tasks: []}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"workload-addon\"?"
                ]
            ),
            (
                "{name: postgresql-addon}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"postgres-addon\"?"
                ]
            ),
            (
                "{name: workload}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"workload-addon\"?"
                ]
            ),
            (
                "{name: pg-addon}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"postgres-addon\"?"
                ]
            ),
            (
                "{name: sts}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"workload-addon\"?"
                ]
            ),
            (
                "{name: opensearch}",
                [
                    "unknown-addon name: is not an Addon of KubeStash's or KubeDB's own; did you mean \"opensearch-addon\"?"
                ]
            ),
            (
                "{name: mysql-addon, tasks: [{name: logical-bakup}]}",
                [
                    "unknown-task tasks[0].name: mysql-addon has no backup task of this name; did you mean \"logical-backup\"?"
                ]
            ),
            (
                "{name: qdrant-addon, tasks: [{name: full}]}",
                ["unknown-task tasks[0].name: qdrant-addon has no backup task of this name, but logical-backup"]
            ),
            (
                "{name: mysql-addon, tasks: [{name: copy}]}",
                [
                    "unknown-task tasks[0].name: mysql-addon has no backup task of this name, but logical-backup, "
                        + "physical-backup, volume-snapshot and manifest-backup"
                ]
            ),
            // A task of the other side.
            (
                "{name: mysql-addon, tasks: [{name: logical-backup-restore}]}",
                [
                    "unknown-task tasks[0].name: is a task of mysql-addon for restoring; did you mean \"logical-backup\"?"
                ]
            ),
            (
                "{name: kubedump-addon, tasks: [{name: manifest-restore}]}",
                [
                    "unknown-task tasks[0].name: is a task of kubedump-addon for restoring; did you mean \"manifest-backup\"?"
                ]
            ),
            (
                "{name: pvc-addon, tasks: [{name: volume-clone}]}",
                [
                    "unknown-task tasks[0].name: is a task of pvc-addon for restoring, but logical-backup and volume-snapshot"
                ]
            ),
            (
                "{name: mysql-addon, tasks: [{name: logical-backup, params: {databses: a, ARGS: b, zone: c}}]}",
                [
                    "unknown-parameter tasks[0].params.databses: the task logical-backup has no parameter of this name; "
                        + "did you mean \"databases\"?",
                    "unknown-parameter tasks[0].params.ARGS: the task logical-backup has no parameter of this name; "
                        + "did you mean \"args\"?",
                    "unknown-parameter tasks[0].params.zone: the task logical-backup has no parameter of this name",
                ]
            ),
            // Names differ in their capitals from Addon to Addon.
            (
                "{name: kubedump-addon, tasks: [{name: manifest-backup, params: {includeNamespaces: a}}]}",
                [
                    "unknown-parameter tasks[0].params.includeNamespaces: the task manifest-backup has no parameter of "
                        + "this name; did you mean \"IncludeNamespaces\"?"
                ]
            ),
            (
                "{name: kubedump-addon, tasks: [{name: manifest-backup, params: {labelSelector: a, sanitize: b, "
                    + "includeDependants: c}}]}",
                [
                    "unknown-parameter tasks[0].params.labelSelector: has no effect any more: since v2025.6.30 it is "
                        + "ANDedLabelSelectors or ORedLabelSelectors, with labels as key:value",
                    "unknown-parameter tasks[0].params.sanitize: has no effect any more: the task has had no such "
                        + "parameter since v2025.6.30",
                    "unknown-parameter tasks[0].params.includeDependants: has no effect any more: the task has had no "
                        + "such parameter since v2025.6.30",
                ]
            ),
            (
                "{name: workload-addon, tasks: [{name: manifest-backup, params: {includeClusterResources: 'true'}}]}",
                [
                    "unknown-parameter tasks[0].params.includeClusterResources: has no effect any more: since v2025.6.30 "
                        + "it is includeRBACResources"
                ]
            ),
            (
                "{name: mysql-addon, tasks: [{name: logical-backup, params: {namespace: a}}]}",
                [
                    "unknown-parameter tasks[0].params.namespace: is a variable that KubeStash sets by itself; leave it out"
                ]
            ),
            (
                "{name: workload-addon, tasks: [{name: logical-backup}, {name: logical-backup, params: {}}, "
                    + "{name: logical-backup, params: {paths: ''}}, {name: logical-backup, params: {path: /a}}]}",
                [
                    "missing-parameter tasks[0].params.paths: the task logical-backup requires it",
                    "missing-parameter tasks[1].params.paths: the task logical-backup requires it",
                    "missing-parameter tasks[2].params.paths: the task logical-backup requires it",
                    "unknown-parameter tasks[3].params.path: the task logical-backup has no parameter of this name; did "
                        + "you mean \"paths\"?",
                    "missing-parameter tasks[3].params.paths: the task logical-backup requires it",
                ]
            ),
            (
                "{name: mysql-addon, tasks: [{name: logical-backup, addonVolumes: [{name: kubestash-tmp-volum}, "
                    + "{name: scratch}, {name: '${RESTIC_CACHE_VOLUM}'}]}, {name: volume-snapshot, addonVolumes: [{name: a}]}]}",
                [
                    "unknown-addon-volume tasks[0].addonVolumes[0].name: the task logical-backup has no volume of this "
                        + "name; did you mean \"kubestash-tmp-volume\"?",
                    "unknown-addon-volume tasks[0].addonVolumes[1].name: the task logical-backup has no volume of this "
                        + "name, but kubestash-tmp-volume",
                    "unknown-addon-volume tasks[0].addonVolumes[2].name: the task logical-backup has no volume of this "
                        + "name; did you mean \"${RESTIC_CACHE_VOLUME}\"?",
                    "unknown-addon-volume tasks[1].addonVolumes[0].name: the task volume-snapshot has no volume of this "
                        + "name, and no other",
                ]
            ),
        ] as [(String, [String])])
    func warns(_ addon: String, _ expected: [String]) throws {
        #expect(try found(addon) == expected)
    }

    /// The names of tasks before v2024.1.31, and the tasks that took their places.
    @Test(arguments: [
        ("workload-addon", "LogicalBackup", "logical-backup"), ("pvc-addon", "PhysicalBackup", "logical-backup"),
        ("workload-addon", "VolumeSnapshot", "volume-snapshot"), ("kubedump-addon", "LogicalBackup", "manifest-backup"),
        ("mysql-addon", "ManifestBackup", "manifest-backup"), ("mysql-addon", "PhysicalBackup", "physical-backup"),
        ("redis-addon", "LogicalBackup", "logical-backup"),
    ])
    func knowsFormerTasks(_ addon: String, _ former: String, _ task: String) throws {
        #expect(
            try found("{name: \(addon), tasks: [{name: \(former)}]}") == [
                "unknown-task tasks[0].name: \(addon) has no backup task of this name since v2024.1.31; did you mean \"\(task)\"?"
            ])
    }

    /// The same rule judges what restores.
    @Test(
        arguments: [
            ("{name: mysql-addon, tasks: [{name: logical-backup-restore}]}", []),
            (
                "{name: mysql-addon, tasks: [{name: logical-backup}]}",
                [
                    "unknown-task tasks[0].name: is a task of mysql-addon for backing up; did you mean \"logical-backup-restore\"?"
                ]
            ),
            (
                "{name: druid-addon, tasks: [{name: mysql-metadata-storage-backup}]}",
                [
                    "unknown-task tasks[0].name: is a task of druid-addon for backing up; did you mean "
                        + "\"mysql-metadata-storage-restore\"?"
                ]
            ),
            (
                "{name: workload-addon, tasks: [{name: LogicalBackupRestore}]}",
                [
                    "unknown-task tasks[0].name: workload-addon has no restore task of this name since v2024.1.31; did you "
                        + "mean \"logical-backup-restore\"?"
                ]
            ),
            (
                "{name: workload-addon, tasks: [{name: logical-restore}]}",
                [
                    "unknown-task tasks[0].name: workload-addon has no restore task of this name; did you mean "
                        + "\"logical-backup-restore\"?"
                ]
            ),
            (
                "{name: clickhouse-addon, tasks: [{name: incremental-restore}]}",
                ["missing-parameter tasks[0].params.pitrTime: the task incremental-restore requires it"]
            ),
            (
                "{name: pvc-addon, tasks: [{name: volume-snapshot}]}",
                [
                    "unknown-task tasks[0].name: is a task of pvc-addon for backing up; did you mean \"volume-snapshot-restore\"?"
                ]
            ),
        ] as [(String, [String])])
    func judgesRestores(_ addon: String, _ expected: [String]) throws {
        #expect(try found(addon, .restore) == expected)
    }
}
