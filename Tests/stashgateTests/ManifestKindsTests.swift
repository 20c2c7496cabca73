import Document
import TestSupport
import Testing

@testable import stashgate

/// Which objects of a manifest are judged, and what is said of the others.
struct ManifestKindsTests {
    /// A list of kubectl is judged item by item, also one of a single kind whose items leave out what they are.
    @Test(arguments: [
        #"{"apiVersion": "v1", "kind": "List", "items": [ITEM, {"apiVersion": "v1", "kind": "Secret"}]}"#,
        #"{"apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfigurationList", "items": [{"spec": {}}, ITEM]}"#,
        #"{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "List", "items": [ITEM]}]}"#,
    ])
    func lists(_ list: String) throws {
        let document = try #require(try Document.documents(yaml: Array(ManifestCommand.good.utf8)).first)
        let item = document.compactText(of: document.root).replacing("0 2 * * *", with: "0 25 * * *")
        let outcome = try ManifestCommand.review(["-"], input: list.replacing("ITEM", with: item))
        #expect(outcome.code == .exit(1))
        #expect(outcome.output.contains("hour 25 is out of range 0-23"))
        #expect(outcome.output.contains(": note: BackupConfiguration demo/web: denied\n"))
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.hasPrefix("-:1:") || $0.first?.isNumber == true })
    }

    @Test func anEmptyListIsFine() throws {
        let outcome = try ManifestCommand.review(["-"], input: #"{"apiVersion": "v1", "kind": "List", "items": []}"#)
        #expect(outcome.code == .exit(0))
        #expect(outcome.output == "no objects\n")
    }

    /// The report names an object that is not judged, and the kinds that are.
    @Test(arguments: [
        ("apps/v1", "Deployment", "stashgate judges BackupConfiguration and RetentionPolicy only"),
        (
            "core.kubestash.com/v1beta1", "BackupConfiguration",
            "KubeStash's BackupConfiguration is core.kubestash.com/v1alpha1"
        ),
        (
            "core.kubestash.com/v1alpha1", "RetentionPolicy",
            "KubeStash's RetentionPolicy is storage.kubestash.com/v1alpha1"
        ),
        ("core.kubestash.com/v1alpha1", "BackupConfigration", "did you mean \"BackupConfiguration\"?"),
        ("storage.kubestash.com/v1alpha1", "BackupStorage", "stashgate judges"),
    ])
    func notJudged(_ apiVersion: String, kind: String, says: String) throws {
        let outcome = try ManifestCommand.review(
            ["-"], input: "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: {name: a}\n")
        #expect(outcome.code == .exit(0))
        #expect(outcome.output.hasPrefix("-:1:1: note: \(kind) a: not judged, as it is of \(apiVersion); "))
        #expect(outcome.output.contains(says))
        #expect(outcome.output.hasSuffix("\n1 not judged\n"))
    }

    /// Each kind of Stash has a kind of KubeStash in its place.
    @Test func everyKindOfStash() throws {
        let successors = [
            ("BackupConfiguration", "a BackupConfiguration of core.kubestash.com/v1alpha1, with a BackupStorage"),
            ("BackupBlueprint", "a BackupBlueprint of core.kubestash.com/v1alpha1, with a BackupStorage"),
            ("Repository", "a BackupStorage of storage.kubestash.com/v1alpha1; KubeStash makes"),
            ("RestoreSession", "a RestoreSession of core.kubestash.com/v1alpha1"),
            ("BackupBatch", "one BackupConfiguration of core.kubestash.com/v1alpha1 for each member"),
            ("RestoreBatch", "one RestoreSession of core.kubestash.com/v1alpha1 for each member"),
            ("BackupSession", "a BackupSession of core.kubestash.com/v1alpha1"),
            ("Function", "a Function of addons.kubestash.com/v1alpha1"),
            ("Task", "an Addon of addons.kubestash.com/v1alpha1"),
            ("Restic", "a BackupConfiguration of core.kubestash.com/v1alpha1, with a BackupStorage"),
            ("Recovery", "a RestoreSession of core.kubestash.com/v1alpha1"),
        ]
        let file = successors.map { "apiVersion: stash.appscode.com/v1beta1\nkind: \($0.0)\nmetadata: {name: a}\n" }
        let outcome = try ManifestCommand.review(["-"], input: file.joined(separator: "---\n"))
        #expect(outcome.code == .exit(0))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == successors.count + 1)
        for (index, (line, expected)) in zip(lines, successors).enumerated() {
            #expect(
                line.hasPrefix(
                    "-:\(4 * index + 1):1: note: \(expected.0) a: not judged, as it is of stash.appscode.com/v1beta1, "
                        + "which is Stash's API; KubeStash has \(expected.1)"))
        }
    }

    /// An object of Stash is not judged; each of its fields is said to be elsewhere or nowhere.
    @Test func stash() throws {
        let file = """
            apiVersion: stash.appscode.com/v1beta1
            kind: BackupConfiguration
            metadata: {name: web, namespace: demo}
            spec:
              repository: {name: s3}
              schedule: "*/30 * * * *"
              target:
                ref: {apiVersion: apps/v1, kind: Deployment, name: web}
                paths: [/data]
              retentionPolicy: {name: a, keepLast: 5, prune: true}
              unheardOf: 1

            """
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        #expect(outcome.code == .exit(0))
        #expect(
            outcome.output == """
                a.yaml:1:1: note: BackupConfiguration demo/web: not judged, as it is of \
                stash.appscode.com/v1beta1, which is Stash's API; KubeStash has a BackupConfiguration of \
                core.kubestash.com/v1alpha1, with a BackupStorage and a RetentionPolicy
                a.yaml:5:22: note: spec.repository.name: now spec.sessions[].repositories[].name, beside a backend that \
                spec.backends names
                a.yaml:6:13: note: spec.schedule: now spec.sessions[].scheduler.schedule
                a.yaml:8:23: note: spec.target.ref.apiVersion: now spec.target.apiGroup, the part before the slash
                a.yaml:8:38: note: spec.target.ref.kind: now spec.target.kind
                a.yaml:8:56: note: spec.target.ref.name: now spec.target.name
                a.yaml:9:12: note: spec.target.paths: now spec.sessions[].addon.tasks[].params.paths, as one text with \
                commas
                a.yaml:10:27: note: spec.retentionPolicy.name: now the name of a RetentionPolicy, which \
                spec.backends[].retentionPolicy refers to
                a.yaml:10:40: note: spec.retentionPolicy.keepLast: now spec.successfulSnapshots.last of a RetentionPolicy
                a.yaml:10:50: note: spec.retentionPolicy.prune: KubeStash has no such field
                a.yaml:11:14: note: spec.unheardOf: stashgate knows no field of KubeStash for it
                1 not judged

                """)
    }
}
