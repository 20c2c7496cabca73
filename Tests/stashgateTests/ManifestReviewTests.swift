import Document
import Schema
import TestSupport
import Testing

@testable import stashgate

/// `stashgate review` reports on each object of a manifest.
struct ManifestReviewTests {
    @Test func aGoodOneIsAllowed() throws {
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": ManifestCommand.good])
        #expect(outcome.code == .exit(0))
        #expect(outcome.output == "a.yaml:1:1: note: BackupConfiguration demo/web: allowed\n1 allowed\n")
        #expect(outcome.errors == "")
    }

    /// Every mistake has its place in the file, in the file's order, and each document is judged.
    @Test func mistakesHavePlaces() throws {
        let file = ManifestCommand.good.replacing("0 2 * * *", with: "61 2 * * *") + "---\n" + ManifestCommand.retention
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        #expect(outcome.code == .exit(1))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first == "a.yaml:1:1: note: BackupConfiguration demo/web: denied")
        #expect(
            lines.dropFirst().first?.hasPrefix(
                "a.yaml:12:27: error: spec.sessions[0].scheduler.schedule: Invalid value: \"61 2 * * *\": "
                    + "minute 61 is out of range 0-59") == true)
        #expect(lines.dropFirst().first?.hasSuffix("[invalid-schedule]") == true)
        #expect(lines.contains("a.yaml:28:1: note: RetentionPolicy demo/month: allowed"))
        #expect(lines.contains("a.yaml:32:3: default: spec.failedSnapshots = {\"last\":1}"))
        #expect(lines.last == "1 allowed, 1 denied")
    }

    /// An object that is in the file twice is judged twice, and the second time the report says so.
    @Test func repeatedObjects() throws {
        let file = ManifestCommand.good + "---\n" + ManifestCommand.retention + "---\n" + ManifestCommand.good
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        let notes = outcome.output.split(separator: "\n").filter { $0.contains("too") }
        #expect(notes.count == 1)
        #expect(
            notes.first?.hasSuffix(
                ": note: it is in line 1, too, and each is judged by itself; kubectl apply keeps the last one") == true)
        #expect(outcome.output.hasSuffix("3 allowed\n"))
    }

    /// An object that is an action is noted as such, unless it is updated.
    @Test func actions() throws {
        let file = """
            apiVersion: core.kubestash.com/v1alpha1
            kind: RestoreSession
            metadata: {name: shop, namespace: demo}
            spec:
              target: {apiGroup: kubedb.com, kind: MySQL, name: shop, namespace: demo}
              dataSource: {repository: shop, snapshot: latest, encryptionSecret: {name: key, namespace: demo}}
              addon: {name: mysql-addon, tasks: [{name: logical-backup-restore}]}

            """
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        #expect(outcome.output.contains("a.yaml:1:1: note: it is an action: whenever it is created, "))
        let update = try ManifestCommand.review(["--operation", "update", "a.yaml"], files: ["a.yaml": file])
        #expect(!update.output.contains("an action"))
        let run = file.replacing("RestoreSession", with: "BackupSession")
        let other = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": run])
        #expect(other.output.contains("a backup is taken, and its spec cannot be changed afterwards"))
    }

    /// Of more mistakes than are kept, the number of the others is reported.
    @Test func manyMistakes() throws {
        let sessions = Array(repeating: "5", count: Findings.limit + 3).joined(separator: ",")
        let file =
            ManifestCommand.head + "metadata: {name: web, namespace: demo}\nspec: {target: "
            + "{apiGroup: apps, kind: Deployment, name: web, namespace: demo}, sessions: [\(sessions)]}\n"
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        #expect(outcome.code == .exit(1))
        let lines = outcome.output.split(separator: "\n")
        let errors = lines.filter { $0.contains(": error: ") }
        #expect(errors.count == Findings.limit + 1)
        #expect(
            errors.first
                == "a.yaml:1:1: error: \(lines.count { $0.contains("backends") } + 3) more mistakes are not listed")
    }

    /// A field that KubeStash does not have is a mistake in a manifest, and none for the webhook.
    @Test(arguments: [
        ("  paused: false", "  pausd: false", "did you mean \"paused\"?"),
        ("  paused: false", "  schedule: 0 2 * * *", "every session has its own, in sessions[].scheduler.schedule"),
        ("    retryConfig: {maxRetry: 1}", "    failurePolicy: Fail", "KubeStash has had none since v2024.4.27"),
        // The nearest name is scheduler, which takes no text.
        ("    retryConfig: {maxRetry: 1}", "    schedule: 0 2 * * *", "it belongs under scheduler"),
        // A text is not renamed to a field that takes an object.
        ("    retryConfig: {maxRetry: 1}", "    retryConfg: 3", "unknown field [unknown-field]"),
    ])
    func unknownFields(_ line: String, instead: String, says: String) throws {
        let file = (ManifestCommand.good + "  paused: false\n").replacing("\(line)\n", with: "\(instead)\n")
        let outcome = try ManifestCommand.review(["a.yaml"], files: ["a.yaml": file])
        #expect(outcome.code == .exit(1))
        let found = outcome.output.split(separator: "\n").filter { $0.contains("[unknown-field]") }
        #expect(found.count == 1 && found.first?.contains(says) == true, "\(outcome.output)")
        let asked = try ManifestCommand.review(["--webhook", "validate", "a.yaml"], files: ["a.yaml": file])
        #expect(asked.code == .exit(0))
        #expect(!asked.output.contains("unknown field"))
    }

    @Test func theWebhookIgnoresUnknownFields() throws {
        let document = try #require(
            try Document.documents(yaml: Array((ManifestCommand.good + "  pausd: true\n").utf8)).first)
        let object = document.compactText(of: document.root)
        let body = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "1", "kind": {"group":
            "core.kubestash.com", "version": "v1alpha1", "kind": "BackupConfiguration"}, "operation": "CREATE",
            "object": \(object)}}
            """
        let outcome = try ManifestCommand.review(["--webhook", "validate", "-"], input: body)
        #expect(outcome.code == .exit(0))
        #expect(!outcome.output.contains("pausd"))
    }

    /// With a webhook, the answers are those of the webhook, one a line.
    @Test func answersOfAWebhook() throws {
        let file =
            ManifestCommand.good + "---\n" + ManifestCommand.retention
            + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: key}\n"
        let outcome = try ManifestCommand.review(["--webhook", "mutate", "a.yaml"], files: ["a.yaml": file])
        #expect(outcome.code == .exit(0))
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.hasPrefix(#"{"kind":"AdmissionReview","#) })
        #expect(lines.map { $0.contains("JSONPatch") } == [false, true])
        #expect(
            outcome.errors == """
                a.yaml:34:1: note: Secret key: not judged, as it is of v1; \
                stashgate judges kinds of KubeStash only

                """)
    }

    /// The namespace of an object that names none, and the user, as a policy has rules about them.
    @Test func namespaceAndUser() throws {
        let policy = """
            apiVersion: stashgate.dev/v1alpha1
            kind: Policy
            namespaces:
            - match: [strict]
              parameters: {historyLimit: 0}
            warnOnly:
              serviceAccounts: [kubestash/operator]
              groups: [admins]

            """
        let file = ManifestCommand.good.replacing("{name: web, namespace: demo}\nspec", with: "{name: web}\nspec")
        let files = ["policy.yaml": policy, "a.yaml": file]
        func code(_ arguments: String...) throws -> ChildProcess.End {
            try ManifestCommand.review(["--config", "policy.yaml"] + arguments + ["a.yaml"], files: files).code
        }
        #expect(try code() == .exit(0))
        #expect(try code("--namespace", "strict") == .exit(1))
        #expect(try code("-n", "strict", "--as", "system:serviceaccount:kubestash:operator") == .exit(0))
        #expect(try code("-n", "strict", "--as", "someone", "--as-group", "admins") == .exit(0))
        #expect(try code("-n", "strict", "--as", "someone", "--as-group", "others") == .exit(1))
    }

    /// The keys are a promise to programs.
    @Test func json() throws {
        let outcome = try ManifestCommand.review(
            ["-o", "json", "a.yaml"], files: ["a.yaml": ManifestCommand.retention])
        #expect(
            outcome.output == """
                {"file":"a.yaml","apiVersion":"storage.kubestash.com/v1alpha1","kind":"RetentionPolicy",\
                "namespace":"demo","name":"month","verdict":"allowed","remarks":[\
                {"level":"note","message":"RetentionPolicy demo/month: allowed","line":1,"column":1},\
                {"level":"default","field":"spec.failedSnapshots","value":{"last":1},"line":5,"column":3},\
                {"level":"default","field":"spec.usagePolicy","value":\
                {"allowedNamespaces":{"from":"Same"}},"line":5,"column":3}]}

                """)
    }

    /// A document that cannot be read, or is not an object, is wrong usage, with its place.
    @Test(arguments: [
        ("a: b\n- c\n", "error: -:2:1: "), ("", "error: -: there is no object in it\n"),
        ("---\n---\n", "error: -: there is no object in it\n"),
        ("kind: BackupConfiguration\n", "error: -:1:1: the object has no apiVersion, so it cannot be judged\n"),
        ("---\n\na: 1\n", "error: -:3:1: the object has no apiVersion and no kind, so it cannot be judged\n"),
        ("- a\n", "error: -:1:1: this is not an object of Kubernetes, which has an apiVersion and a kind\n"),
        (#"{"kind": "BackupConfiguration", }"#, "error: -:1:"),
    ])
    func unreadable(_ input: String, error: String) throws {
        let outcome = try ManifestCommand.review(["-"], input: input)
        #expect(outcome.code == .exit(2))
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix(error), "\(outcome.errors)")
    }

    /// Empty documents are no objects, wherever they are.
    @Test(arguments: ["---\n# nothing\n---\n\(ManifestCommand.good)", "\(ManifestCommand.good)---\n---\nnull\n"])
    func emptyDocuments(_ input: String) throws {
        let outcome = try ManifestCommand.review(["-"], input: input)
        #expect(outcome.code == .exit(0))
        #expect(outcome.errors == "")
    }

    /// Flags that an AdmissionReview answers itself, and flags that contradict each other.
    @Test(arguments: [
        (["--old", "a", "--operation", "create"], "--old needs --operation update"),
        (
            ["--webhook", "mutate", "-o", "text"],
            "-o is for the report on a manifest; with --webhook, the webhook's answer is printed"
        ),
        (
            ["--webhook", "mutate", "--operation", "update"],
            "--operation is for manifests; an AdmissionReview states it itself"
        ),
        (["--webhook", "mutate", "--as", "me"], "--as is for manifests; an AdmissionReview states it itself"),
        ([], "an AdmissionReview needs --webhook mutate or --webhook validate"),
    ])
    func wrongUsage(_ arguments: [String], error: String) throws {
        let input = String(decoding: Fixtures.review("minimal-create-mutate"), as: UTF8.self)
        let outcome = try ManifestCommand.review(arguments + ["-"], input: input)
        #expect(outcome.code == .exit(2))
        #expect(outcome.errors == "error: \(error)\nsee 'stashgate review --help'\n")
    }

    /// A report denies what the webhook denies after its own defaults, and nothing else.
    @Test(arguments: ["minimal.yaml", "full.yaml", "refused/bad-three-ways.yaml"])
    func agreesWithTheWebhook(_ sample: String) throws {
        let path = "\(Fixtures.package)/manifests/samples/\(sample)"
        let report = try ManifestCommand.review([path])
        let answer = try ManifestCommand.review(["--webhook", "validate", path])
        #expect(report.code == answer.code)
        #expect(report.code == .exit(sample.hasPrefix("refused") ? 1 : 0))
    }
}
