import Document
import Schema
import TestSupport
import Testing

@testable import KubeStash

/// Repositories and the runs of sessions, which KubeStash itself writes, and people sometimes.
@Suite struct RunKindsTests {
    private static let repository = "appRef: {apiGroup: apps, kind: Deployment, name: web}, storageRef: {name: s3}"
    private static let run =
        "invoker: {apiGroup: core.kubestash.com, kind: BackupConfiguration, name: web}, session: daily"

    private func places(_ kind: Kind, _ spec: String) throws -> [String] {
        try kind.findings(inSpec: "{\(spec)}").map { String($0.prefix { $0 != ":" }) }
    }

    @Test(
        arguments: [
            ("\(repository), path: /web", []),
            ("\(repository), path: /web, deletionPolicy: Delete, paused: true, encryptionSecret: {name: key}", []),
            ("path: /web", ["required-field Required spec.storageRef"]),
            // KubeStash takes an empty path, which is the whole storage.
            (repository, ["~nested-directory Required spec.path"]),
            ("\(repository), path: ''", ["~nested-directory Required spec.path"]),
            ("\(repository), path: /", ["~nested-directory Invalid spec.path"]),
            ("\(repository), path: ../web", ["invalid-directory Invalid spec.path"]),
            ("\(repository), path: /web, deletionPolicy: WipeOut", ["~wipe-out Invalid spec.deletionPolicy"]),
            // Only a BackupConfiguration can say so.
            (
                "\(repository), path: /web, deletionPolicy: Retain",
                ["unsupported-value NotSupported spec.deletionPolicy"]
            ),
            ("\(repository), path: /web, target: {}", ["unknown-field Invalid spec.target"]),
        ] as [(String, [String])])
    func judgesRepositories(_ spec: String, _ expected: [String]) throws {
        #expect(try places(BackupRepository.kind, spec) == expected)
    }

    @Test(
        arguments: [
            (run, []), ("\(run), retryLeft: 1, backupTimeout: 2h", []),
            // KubeStash takes a run of nothing.
            ("session: daily", ["required-field Required spec.invoker"]),
            (
                "invoker: {apiGroup: core.kubestash.com, kind: BackupBatch, name: a}",
                ["required-field Required spec.session"]
            ),
            ("\(run), backupTimeout: 2 hours", ["invalid-duration Invalid spec.backupTimeout"]),
            ("\(run), timeout: 2h", ["unknown-field Invalid spec.timeout"]),
            (
                "invoker: {apiGroup: core.kubestash.com, kind: BackupConfig, name: a}, session: b",
                ["~unlikely-invoker NotSupported spec.invoker.kind"]
            ),
            (
                "invoker: {kind: BackupConfiguration, name: a}, session: b",
                ["~unlikely-invoker Required spec.invoker.apiGroup"]
            ),
            // No session can have such a name.
            (run.replacing("daily", with: "'Every day'"), ["invalid-name Invalid spec.session"]),
            (
                "invoker: {apiGroup: core.kubestash.com/v1alpha1, kind: BackupConfiguration, name: a}, session: b",
                ["invalid-name Invalid spec.invoker.apiGroup"]
            ),
            (
                "invoker: {apiGroup: stash.appscode.com, kind: BackupConfiguration, name: a}, session: b",
                ["~unlikely-invoker NotSupported spec.invoker.apiGroup"]
            ),
        ] as [(String, [String])])
    func judgesBackupSessions(_ spec: String, _ expected: [String]) throws {
        #expect(try places(BackupSession.kind, spec) == expected)
    }

    @Test func saysWhichInvokersThereAre() throws {
        let found = try BackupSession.kind.findings(
            inSpec: "{invoker: {apiGroup: core.kubestash.com, kind: backupconfiguration, name: a}, session: b}")
        #expect(
            found == [
                "~unlikely-invoker NotSupported spec.invoker.kind: only a BackupConfiguration or a BackupBatch has "
                    + "sessions; did you mean \"BackupConfiguration\"?"
            ])
    }

    /// An invoker has no namespace of its own, so none is suggested.
    @Test func suggestsNoNamespaceForInvokers() throws {
        let found = try BackupSession.kind.findings(
            inSpec:
                "{invoker: {apiGroup: core.kubestash.com, kind: BackupBatch, name: demo/a, namespace: demo}, session: b}"
        )
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("invalid-name Invalid spec.invoker.name: ") == true)
        #expect(found.first?.contains("did you mean") == false)
        #expect(
            found.last
                == "unknown-field Invalid spec.invoker.namespace: unknown field; the invoker is in the namespace of "
                + "the object that names it")
    }

    /// Keys of the status that are no fields are mistakes in a manifest; the rest of the status is nobody's to judge.
    @Test func findsUnknownKeysInTheStatus() throws {
        let document = try #require(
            try Document.documents(
                yaml: Array(
                    """
                    {metadata: {name: a}, spec: {}, status: {phase: Unheard-of, conditions: {}, components: {web:
                    {phase: 5, resticStats: [{id: a, summary: {size: 1 GiB}}], logStats: {lsn: a, lns: b}}}}}
                    """.utf8)
            ).first)
        let offline = Snapshot.kind.check(document.root, in: Context(document), unknownFields: .reported)
        #expect(
            offline.all.map { "\($0.rule) \($0.path)" } == [
                "unknown-field status.components.web.logStats.lns",
                "unknown-field status.components.web.resticStats[0].id",
            ])
        #expect(Snapshot.kind.check(document.root, in: Context(document)).all.isEmpty)
    }

    @Test func takesWhatKubeStashWrites() throws {
        let verification = "{\(Self.run), repository: a, snapshot: b, retryLeft: 1}"
        #expect(try BackupVerificationSession.kind.findings(inSpec: verification) == [])
        let snapshot = """
            {appRef: {apiGroup: apps, kind: Deployment, name: web, namespace: demo}, backupSession: a, type: FullBackup,
            deletionPolicy: Delete, repository: b, session: c, snapshotID: 01HYM, version: v1, paused: false}
            """
        #expect(try Snapshot.kind.findings(inSpec: snapshot) == [])
        #expect(
            try Snapshot.kind.findings(inSpec: "text") == ["wrong-type TypeInvalid spec: must be an object"])
    }

    /// The update of a spec, and the findings about fields that may not change.
    private func changes(_ kind: Kind, _ old: String, _ new: String) throws -> [String] {
        try kind.findings(updating: "spec: {\(old)}", to: "spec: {\(new)}")
            .filter { $0.contains("immutable-field") }.map { String($0.prefix { $0 != ":" }) }
    }

    @Test(
        arguments: [
            ("path: /a", "path: /b", ["immutable-field Invalid spec.path"]),
            // KubeStash compares the texts.
            ("path: /a", "path: a", ["immutable-field Invalid spec.path"]),
            ("path: /a", "paused: true", ["immutable-field Required spec.path"]),
            ("path: ''", "path: a", ["immutable-field Invalid spec.path"]), ("path: ''", "paused: true", []),
            ("path: a, deletionPolicy: Delete", "path: a, deletionPolicy: WipeOut, paused: true", []),
            // KubeStash takes these, and finds no backup or cannot read it.
            ("storageRef: {name: a}", "storageRef: {name: b}", ["~immutable-field Invalid spec.storageRef"]),
            ("storageRef: {name: a}", "storageRef: {name: a, namespace: demo}", []),
            (
                "storageRef: {name: a}", "storageRef: {name: a, namespace: b}",
                ["~immutable-field Invalid spec.storageRef"]
            ),
            ("encryptionSecret: {name: a}", "paused: true", ["~immutable-field Required spec.encryptionSecret"]),
            // A stored value of another type names no object.
            ("storageRef: a", "storageRef: {}", ["~immutable-field Invalid spec.storageRef"]),
            ("storageRef: {}", "storageRef: a", ["~immutable-field Invalid spec.storageRef"]),
            ("storageRef: a", "storageRef: a", []),
            (
                "appRef: {apiGroup: apps, kind: Deployment, name: a}",
                "appRef: {apiGroup: apps, kind: StatefulSet, name: a}", ["~immutable-field Invalid spec.appRef"]
            ),
        ] as [(String, String, [String])])
    func keepsTheRepository(_ old: String, _ new: String, _ expected: [String]) throws {
        #expect(try changes(BackupRepository.kind, old, new) == expected)
    }

    @Test(
        arguments: [
            (run, run, []), (run, "retryLeft: 0, backupTimeout: null, \(run)", []),
            ("\(run), backupTimeout: 60s", "\(run), backupTimeout: 1m", []),
            (
                "\(run), backupTimeout: 60s", "\(run), backupTimeout: 61s",
                ["immutable-field Invalid spec.backupTimeout"]
            ),
            (run, "\(run), retryLeft: 1", ["immutable-field Invalid spec.retryLeft"]),
            ("session: a", "session: b", ["immutable-field Invalid spec.session"]),
            ("invoker: {kind: a, name: b}", "invoker: {name: b, kind: a}", []),
            ("invoker: {kind: a, name: b}", "invoker: {kind: a, name: c}", ["immutable-field Invalid spec.invoker"]),
            (
                "invoker: {kind: a, name: b}", "session: a",
                ["immutable-field Required spec.invoker", "immutable-field Invalid spec.session"]
            ),
        ] as [(String, String, [String])])
    func keepsTheRun(_ old: String, _ new: String, _ expected: [String]) throws {
        #expect(try changes(BackupSession.kind, old, new) == expected)
        // KubeStash's check of these is not registered.
        let verification = try changes(BackupVerificationSession.kind, old, new)
        #expect(verification == expected.filter { !$0.contains("Timeout") }.map { "~\($0)" })
    }

    /// Values of any type are compared by their meaning.
    @Test(
        arguments: [
            ("[1, {a: b, c: null}]", "[1, {c: '', a: b}]", true), ("[1]", "[1, 2]", false), ("{a: 1}", "{a: 2}", false),
            ("{a: true}", "{a: false}", false), ("{a: [1]}", "{b: [1]}", false), ("text", "5", false),
            ("null", "''", true), ("[]", "false", true), ("{}", "null", false),
        ])
    func comparesValues(_ old: String, _ new: String, _ isSame: Bool) throws {
        let found = try changes(BackupSession.kind, "session: \(old)", "session: \(new)")
        #expect(found.isEmpty == isSame)
    }
}
