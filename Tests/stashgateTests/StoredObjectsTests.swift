import TestSupport
import Testing

/// `stashgate review --old` and `--operation`: an update is compared with the object that is stored.
struct StoredObjectsTests {
    private static let bad = ManifestCommand.good.replacing("0 2 * * *", with: "0 0 30 2 *")

    /// The same object under another name, in another namespace, or in none.
    private static func bad(named name: String = "web", in namespace: String? = "demo") -> String {
        let place = namespace.map { ", namespace: \($0)" } ?? ""
        return bad.replacing("{name: web, namespace: demo}\nspec", with: "{name: \(name)\(place)}\nspec")
    }

    @Test func forgivesWhatIsStored() throws {
        let files = ["old.yaml": Self.bad, "a.yaml": Self.bad]
        #expect(try ManifestCommand.review(["a.yaml"], files: files).code == .exit(1))
        let forgiven = try ManifestCommand.review(["--old", "old.yaml", "a.yaml"], files: files)
        #expect(forgiven.code == .exit(0))
        #expect(forgiven.output.contains(": warning: spec.sessions[0].scheduler.schedule: "))
        #expect(forgiven.errors == "")
        #expect(try ManifestCommand.review(["--operation", "update", "a.yaml"], files: files).code == .exit(1))
    }

    /// An object that is not stored is new, and one that is no longer there is not compared; both are said.
    @Test func saysWhatIsNotCompared() throws {
        let files = [
            "old.yaml": "\(Self.bad)---\n\(Self.bad(named: "gone"))",
            "a.yaml": "\(Self.bad)---\n\(Self.bad(named: "new"))",
        ]
        let outcome = try ManifestCommand.review(["--old", "old.yaml", "a.yaml"], files: files)
        #expect(outcome.code == .exit(1))
        #expect(
            outcome.output.contains(
                "a.yaml:28:1: note: BackupConfiguration demo/new: denied\n"
                    + "a.yaml:28:1: note: it is not in old.yaml, so it is judged as a new object\n"))
        #expect(
            outcome.errors
                == "old.yaml:28:1: note: BackupConfiguration demo/gone: it is not in a.yaml, so nothing is compared\n")
        let asked = try ManifestCommand.review(["--webhook", "validate", "--old", "old.yaml", "a.yaml"], files: files)
        #expect(asked.code == .exit(1))
        #expect(
            asked.errors.hasPrefix(
                "a.yaml:28:1: note: BackupConfiguration demo/new: it is not in old.yaml, so it is judged as a new object\n"
            ))
    }

    /// A file with none of the objects is the wrong one; so is one that has an object twice, or one without a name.
    @Test(arguments: [
        (bad(named: "other"), "old.yaml has no object of a.yaml: it has BackupConfiguration demo/other"),
        (
            bad(in: "prod"),
            "old.yaml has no object of a.yaml: it has BackupConfiguration prod/web; web is there in the namespace prod"
        ),
        (
            bad(in: nil),
            """
            old.yaml has no object of a.yaml: it has BackupConfiguration web; web is there without a namespace: see \
            --namespace
            """
        ),
        (
            ManifestCommand.retention,
            "old.yaml has no object of a.yaml: it has RetentionPolicy demo/month"
        ),
        (
            #"{"apiVersion": "v1", "kind": "List", "items": [A, A, A, A]}"#.replacing(
                "A", with: #"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "a"}}"#),
            "old.yaml:1:1"
        ),
        (
            "\(bad)---\n\(bad)",
            "old.yaml:28:1: BackupConfiguration demo/web: the object is there twice, so it is not clear how it is stored"
        ),
        (
            bad.replacing("{name: web, namespace: demo}\nspec", with: "{generateName: web-}\nspec"),
            "old.yaml:1:1: BackupConfiguration web-: a stored object has a name"
        ),
    ])
    func refusesTheWrongFile(_ old: String, error: String) throws {
        let outcome = try ManifestCommand.review(
            ["--old", "old.yaml", "a.yaml"], files: ["old.yaml": old, "a.yaml": Self.bad])
        #expect(outcome.code == .exit(2))
        #expect(outcome.output == "")
        if error.hasSuffix(":1:1") {
            #expect(outcome.errors.split(separator: "\n").count == 3)
        } else {
            #expect(outcome.errors == "error: \(error)\n")
        }
    }

    /// What cannot be read as a manifest is not taken for an AdmissionReview.
    @Test(arguments: [
        ("{\"a\": ", "old.yaml:1:7: "), ("[1", "old.yaml:1:3: "), ("", "old.yaml: there is no object in it"),
        ("{}", "old.yaml:1:1: "), ("null", "old.yaml: there is no object in it"),
    ])
    func readsManifestsOnly(_ old: String, error: String) throws {
        let outcome = try ManifestCommand.review(
            ["--old", "old.yaml", "a.yaml"], files: ["old.yaml": old, "a.yaml": Self.bad])
        #expect(outcome.code == .exit(2))
        #expect(outcome.errors.contains(error) && !outcome.errors.contains("AdmissionReview"), "\(outcome.errors)")
    }

    @Test func listsAFewStoredObjects() throws {
        let old = (1...5).map { Self.bad(named: "n\($0)") }.joined(separator: "---\n")
        let outcome = try ManifestCommand.review(
            ["--old", "old.yaml", "a.yaml"], files: ["old.yaml": old, "a.yaml": Self.bad])
        #expect(
            outcome.errors
                == "error: old.yaml has no object of a.yaml: it has BackupConfiguration demo/n1, "
                + "BackupConfiguration demo/n2, BackupConfiguration demo/n3 and 2 more\n")
    }

    /// The namespace of the flag is that of both files' objects.
    @Test func namespaceOfBoth() throws {
        let files = ["old.yaml": Self.bad(in: nil), "a.yaml": Self.bad]
        let outcome = try ManifestCommand.review(["-n", "demo", "--old", "old.yaml", "a.yaml"], files: files)
        #expect(outcome.code == .exit(0))
        #expect(outcome.errors == "")
    }

    @Test func readsStandardInputOnce() throws {
        for arguments in [
            ["--old", "-", "-"], ["--old", "-"], ["--config", "-", "-"], ["--config", "-", "--old", "-", "a"],
        ] {
            let outcome = try ManifestCommand.review(arguments, input: Self.bad)
            #expect(outcome.code == .exit(2))
            #expect(
                outcome.errors.hasPrefix("error: standard input can be read once only, and - is given more than once\n")
            )
        }
    }

    /// The report says that and why an object is not judged.
    @Test func saysWhyNothingIsJudged() throws {
        let deleted = try ManifestCommand.review(["--operation", "DELETE", "a.yaml"], files: ["a.yaml": Self.bad])
        #expect(deleted.code == .exit(0))
        #expect(
            deleted.output == """
                a.yaml:1:1: note: BackupConfiguration demo/web: allowed, as only CREATE and UPDATE are judged, and this is \
                DELETE
                1 allowed

                """)
        let ending = Self.bad.replacing(
            "namespace: demo}\nspec", with: "namespace: demo, deletionTimestamp: 2026-01-01T00:00:00Z}\nspec")
        let files = ["old.yaml": ending, "a.yaml": ending]
        let updated = try ManifestCommand.review(["--old", "old.yaml", "a.yaml"], files: files)
        #expect(updated.code == .exit(0))
        #expect(updated.output.contains(": allowed, as an object that is being deleted is not held up\n1 allowed\n"))
        #expect(try ManifestCommand.review(["a.yaml"], files: files).code == .exit(1))
    }
}
