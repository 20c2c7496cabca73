import KubeStash
import TestSupport
import Testing

/// How a RestoreSession restores, where to, and what.
let restoreAddon = "addon: {name: mysql-addon, tasks: [{name: logical-backup-restore}]}"
let restoreTarget = "target: {apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo}"
let restoreSource =
    "dataSource: {repository: shop, snapshot: latest, encryptionSecret: {name: key, namespace: demo}}"

/// The data source of a restore is complete and unambiguous.
///
/// KubeStash's own webhook crashes without a data source.
@Suite struct RestoreDataSourceTests {
    private static func findings(in source: String) throws -> [String] {
        try KubeStashTests.findings(
            inSpec: "{\(restoreTarget), \(restoreAddon), \(source)}", of: RestoreSession.kind)
    }

    @Test(
        arguments: [
            (restoreSource, []),
            // Upstream dereferences nil for each of these, on create and update.
            ("", ["required-field Required spec.dataSource"]),
            ("dataSource: null", ["required-field Required spec.dataSource"]),
            ("dataSource: latest", ["wrong-type TypeInvalid spec.dataSource"]),
            ("dataSource: {}", ["incomplete-data-source Required spec.dataSource.snapshot"]),
            ("dataSource: {repository: shop}", ["incomplete-data-source Required spec.dataSource.snapshot"]),
            (
                "dataSource: {repository: shop, snapshot: ''}",
                ["incomplete-data-source Required spec.dataSource.snapshot"]
            ),
            (
                "dataSource: {repository: shop, snapshot: null, pitr: null}",
                ["incomplete-data-source Required spec.dataSource.snapshot"]
            ),
            ("dataSource: {snapshot: latest}", ["incomplete-data-source Required spec.dataSource.repository"]),
            (
                "dataSource: {snapshot: latest, repository: ''}",
                ["incomplete-data-source Required spec.dataSource.repository"]
            ),
            // A Snapshot knows its Repository.
            ("dataSource: {snapshot: shop-daily-1725258000}", []),
            ("dataSource: {repository: shop, snapshot: shop-daily-1725258000, namespace: other}", []),
            ("dataSource: {repository: shop, pitr: {targetTime: '2026-02-28T00:05:00Z'}}", []),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-28T00:05:00+01:00', exclusive: true}}", []
            ),
            (
                "dataSource: {pitr: {targetTime: '2026-02-28T00:05:00Z'}}",
                ["incomplete-data-source Required spec.dataSource.repository"]
            ),
            (
                "dataSource: {repository: shop, pitr: {}}",
                ["required-field Required spec.dataSource.pitr.targetTime"]
            ),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-28 00:05'}}",
                ["invalid-date-time Invalid spec.dataSource.pitr.targetTime"]
            ),
            (
                "dataSource: {repository: shop, pitr: {targetTime: '2026-02-30T00:05:00Z'}}",
                ["invalid-date-time Invalid spec.dataSource.pitr.targetTime"]
            ),
            // Upstream ignores the snapshot without a word.
            (
                "dataSource: {repository: shop, snapshot: latest, pitr: {targetTime: '2026-02-28T00:05:00Z'}}",
                ["~no-effect Invalid spec.dataSource.snapshot"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: [dump, pod-0]}", []
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: [dump, pod-0, dump]}",
                ["~duplicate-component Duplicate spec.dataSource.components[2]"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, components: dump}",
                ["wrong-type TypeInvalid spec.dataSource.components"]
            ),
            (
                "dataSource: {repository: Shop, snapshot: latest, namespace: a.b}",
                ["invalid-name Invalid spec.dataSource.namespace", "invalid-name Invalid spec.dataSource.repository"]
            ),
            (
                "dataSource: {repository: shop, snapshot: latest, encryptionSecret: {}}",
                ["required-field Required spec.dataSource.encryptionSecret.name"]
            ),
            (
                "dataSource: {repositoryRef: shop, snapshot: latest, repository: shop}",
                ["unknown-field Invalid spec.dataSource.repositoryRef"]
            ),
        ] as [(String, [String])])
    func judges(_ source: String, _ expected: [String]) throws {
        #expect(try Self.findings(in: source) == expected)
    }

    /// Another word for the newest Snapshot, or a misspelt one; names of Snapshots end with a time.
    @Test(arguments: [
        ("lastest", "latest"), ("latst", "latest"), ("last", "latest"), ("newest", "latest"),
        ("most-recent", "latest"), ("shop-latest-1725258000", nil), ("before-upgrade", nil), ("test", nil),
    ])
    func knowsWordsForTheLatest(_ name: String, _ meant: String?) throws {
        let found = try messages(
            inSpec:
                "{\(restoreTarget), \(restoreAddon), dataSource: {repository: shop, snapshot: \(name)}}",
            of: RestoreSession.kind)
        #expect(
            found
                == (meant == nil
                    ? []
                    : [
                        "spec.dataSource.snapshot: \"\(name)\": is not a name that KubeStash gives to a Snapshot; did you "
                            + "mean \"latest\"?"
                    ]))
    }

    @Test func suggestsTheSpellingOfLatest() throws {
        let found = try messages(
            inSpec: "{\(restoreTarget), \(restoreAddon), dataSource: {repository: shop, snapshot: Latest}}",
            of: RestoreSession.kind)
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("did you mean \"latest\"?") == true, "\(found)")
    }

    @Test func saysWhatIsMissing() throws {
        func message(_ source: String) throws -> [String] {
            try messages(inSpec: "{\(restoreTarget), \(restoreAddon), \(source)}", of: RestoreSession.kind)
        }
        #expect(
            try message("") == ["spec.dataSource: Required value: it names the backup that is restored"])
        #expect(
            try message("dataSource: {repository: shop}") == [
                "spec.dataSource.snapshot: Required value: it names a Snapshot, or is latest for the newest one of the "
                    + "repository"
            ])
        #expect(
            try message("dataSource: {snapshot: latest}") == [
                "spec.dataSource.repository: Required value: the latest Snapshot is looked up in a Repository"
            ])
        #expect(
            try message("dataSource: {pitr: {targetTime: '2026-02-28T00:05:00Z'}}") == [
                "spec.dataSource.repository: Required value: the point in time is looked up among the Snapshots of a "
                    + "Repository"
            ])
        #expect(
            try message("dataSource: {repository: a, snapshot: b-1, pitr: {targetTime: '2026-02-28T00:05:00Z'}}") == [
                "spec.dataSource.snapshot: \"b-1\": has no effect beside pitr, for which KubeStash looks up a Snapshot by "
                    + "its time; leave one of them out"
            ])
        #expect(
            try message("dataSource: {repository: a, snapshot: b-1, components: [c, c]}") == [
                "spec.dataSource.components[1]: \"c\": the data source names this component already"
            ])
    }
}
