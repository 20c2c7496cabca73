import Document
import KubeStash
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

    /// A list without a list of items is malformed, whatever it is a list of; an object of another kind may be called so.
    @Test(arguments: [
        (#"{"apiVersion": "v1", "kind": "List"}"#, "1:1: List: items must be a list, and is missing"),
        (#"{"apiVersion": "v1", "kind": "List", "items": null}"#, "1:1: List: items must be a list, and is missing"),
        (#"{"apiVersion": "v1", "kind": "List", "items": {}}"#, "1:47: List: items must be a list, and is none"),
        (
            #"{"apiVersion": "core.kubestash.com/v1alpha1", "kind": "BackupConfigurationList", "items": "a"}"#,
            "1:91: BackupConfigurationList: items must be a list, and is none"
        ),
        (
            #"{"apiVersion": "v1", "kind": "List", "items": [null]}"#,
            "1:48: this is not an object of Kubernetes, which has an apiVersion and a kind"
        ),
    ])
    func malformedLists(_ list: String, error: String) throws {
        for arguments in [["-"], ["--webhook", "validate", "-"]] {
            let outcome = try ManifestCommand.review(arguments, input: list)
            #expect(outcome.code == .exit(2))
            #expect(outcome.errors == "error: -:\(error)\n")
        }
        let other = try ManifestCommand.review(["-"], input: #"{"apiVersion": "example.com/v1", "kind": "AllowList"}"#)
        #expect(other.code == .exit(0))
    }

    /// Reviews in a list are answered one after the other; beside other objects they are not.
    @Test func listsOfReviews() throws {
        let review = String(decoding: Fixtures.review("minimal-create-mutate"), as: UTF8.self)
        let bad = String(decoding: Fixtures.review("bad-three-ways-create-validate"), as: UTF8.self)
        func list(_ items: String...) -> String {
            #"{"apiVersion": "v1", "kind": "List", "items": [\#(items.joined(separator: ","))]}"#
        }
        let two = try ManifestCommand.review(["--webhook", "validate", "-"], input: list(review, bad))
        #expect(two.code == .exit(1))
        let lines = two.output.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix(#"{"kind":"AdmissionReview","#) })
        #expect(lines.map { $0.contains(#""allowed":true"#) } == [true, false])
        let documents = try ManifestCommand.review(["--webhook", "mutate", "-"], input: "\(review)\n---\n\(bad)")
        #expect(documents.output.split(separator: "\n").count == 2)
        let without = try ManifestCommand.review(["-"], input: list(review))
        #expect(without.code == .exit(2))
        #expect(without.errors.hasPrefix("error: an AdmissionReview needs --webhook mutate or --webhook validate\n"))
        let mixed = try ManifestCommand.review(
            ["--webhook", "validate", "-"], input: list(#"{"apiVersion": "v1", "kind": "Secret"}"#, review))
        #expect(mixed.code == .exit(2))
        #expect(mixed.errors.hasSuffix(": an AdmissionReview cannot be judged beside other objects\n"))
        let empty = try ManifestCommand.review(
            ["--webhook", "validate", "-"],
            input: list(#"{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview"}"#))
        #expect(empty.code == .exit(2))
        #expect(empty.errors.contains("the body is not an AdmissionReview: request: Required value"))
    }

    /// The report names an object that is not judged, and the kinds that are.
    @Test(arguments: [
        ("apps/v1", "Deployment", "stashgate judges kinds of KubeStash only"),
        ("example.com/v1", "BackupConfiguration", "KubeStash's BackupConfiguration is core.kubestash.com/v1alpha1"),
        ("example.com/v1", "Bucket", "stashgate judges"),
        ("stashgate.dev/v1alpha1", "Policy", "'stashgate policy check' is for such a file"),
        // A file of KubeStash's operator, and a group that there may be one day.
        ("config.kubestash.com/v1alpha1", "KubeStashConfig", "stashgate judges"),
        ("new.kubestash.com/v1", "Widget", "stashgate judges"),
    ])
    func notJudged(_ apiVersion: String, kind: String, says: String) throws {
        let outcome = try ManifestCommand.review(
            ["-"], input: "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: {name: a}\n")
        #expect(outcome.code == .exit(0))
        #expect(outcome.output.hasPrefix("-:1:1: note: \(kind) a: not judged, as it is of \(apiVersion); "))
        #expect(outcome.output.contains(says))
        #expect(outcome.output.hasSuffix("\n1 not judged\n"))
    }

    /// A kind or an API version that KubeStash does not have, in an object that is meant for KubeStash: the API server would
    /// find no match for it.
    @Test(arguments: [
        (
            "core.kubestash.com/v1alpha1", "BackupConfig", #"kind: Unsupported value: "BackupConfig""#,
            "BackupConfiguration"
        ),
        ("core.kubestash.com/v1alpha1", "BackupConfigration", "kind: ", "BackupConfiguration"),
        ("core.kubestash.com/v1alpha1", "backupconfiguration", "kind: ", "BackupConfiguration"),
        ("core.kubestash.com/v1alpha1", "BackupConfigurations", "kind: ", "BackupConfiguration"),
        ("core.kubestash.com/v1alpha1", "bc", "kind: ", "BackupConfiguration"),
        ("core.kubestash.com/v1alpha1", "restoresession", "kind: ", "RestoreSession"),
        ("core.kubestash.com/v1", "BackupConfiguration", "apiVersion: ", "core.kubestash.com/v1alpha1"),
        ("core.kubestash.com", "BackupConfiguration", "apiVersion: ", "core.kubestash.com/v1alpha1"),
        ("core.kubestsh.com/v1alpha1", "BackupConfiguration", "apiVersion: ", "core.kubestash.com/v1alpha1"),
        ("kubestash.com/v1alpha1", "BackupConfiguration", "apiVersion: ", "core.kubestash.com/v1alpha1"),
        ("core.kubestash.com/v1alpha1", "RetentionPolicy", "apiVersion: ", "storage.kubestash.com/v1alpha1"),
        ("addon.kubestash.com/v1alpha1", "Addon", "apiVersion: ", "addons.kubestash.com/v1alpha1"),
    ])
    func misnamed(_ apiVersion: String, kind: String, says: String, meant: String) throws {
        let input = "apiVersion: \(apiVersion)\nkind: \(kind)\nmetadata: {name: a}\n"
        let outcome = try ManifestCommand.review(["-"], input: input)
        #expect(outcome.code == .exit(1))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first == "-:1:1: note: \(kind) a: denied")
        #expect(lines.last == "1 denied")
        let error = String(lines.dropFirst().first ?? "")
        #expect(error.contains(": error: \(says)") && error.contains("did you mean \"\(meant)\"?"), "\(error)")
        #expect(error.hasSuffix(" [unsupported-value]"))
        let asked = try ManifestCommand.review(["--webhook", "validate", "-"], input: input)
        #expect(asked.code == .exit(1))
        #expect(asked.output == "")
        #expect(asked.errors.contains("did you mean \"\(meant)\"?"))
    }

    /// Where no kind is near, all of the group are listed; one of another group says which.
    @Test func otherKinds() throws {
        let none = try ManifestCommand.review(
            ["-"], input: "apiVersion: storage.kubestash.com/v1alpha1\nkind: Bucket\nmetadata: {name: a}\n")
        #expect(none.code == .exit(1))
        #expect(
            none.output.contains(
                "-:2:7: error: kind: Unsupported value: \"Bucket\": storage.kubestash.com has no such kind; its kinds are "
                    + "BackupStorage, Repository, RetentionPolicy, Snapshot [unsupported-value]\n"))
        let both = try ManifestCommand.review(
            ["-"], input: "apiVersion: core.kubestash.com/v1\nkind: retentionpolicies\nmetadata: {name: a}\n")
        #expect(
            both.output.contains(
                "KubeStash has no such kind; RetentionPolicy is of storage.kubestash.com/v1alpha1; did you mean "
                    + "\"RetentionPolicy\"? [unsupported-value]\n"))
    }

    /// All judged kinds are among KubeStash's, so none is taken for a mistake.
    @Test(arguments: Kinds.all.map(\.names))
    func theAPIHasEveryKind(_ names: Kind.Names) throws {
        #expect(KubeStashAPI.hasKind(names.kind))
        let outcome = try ManifestCommand.review(
            ["-"], input: "apiVersion: \(names.group)/\(names.version)\nkind: \(names.kind)\nmetadata: {name: a}\n")
        #expect(!outcome.output.contains("no such kind") && !outcome.output.contains("not judged"))
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
