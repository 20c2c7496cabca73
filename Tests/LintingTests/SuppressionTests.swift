import KubeStash
import Linting
import Schema
import TestSupport
import Testing

/// A mistake that is meant is ignored with a reason; an ignore that does nothing, or gives no reason, is a mistake itself.
struct SuppressionTests {
    private static func storage(_ policy: String, metadata: String = "{name: a, namespace: demo}") -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        metadata: \(metadata)
        spec:
          storage: {provider: gcs, gcs: {bucket: backups, secretName: key}}
        \(policy)

        """
    }

    @Test(
        arguments: [
            ("  deletionPolicy: WipeOut", ["a.yaml:6:19 ~wipe-out"]),
            ("  deletionPolicy: WipeOut  # stashgate: ignore wipe-out -- a scratch storage", []),
            ("  # stashgate: ignore wipe-out -- a scratch storage\n  deletionPolicy: WipeOut", []),
            ("  # stashgate: ignore wipe-out -- a scratch storage\n  # and more words\n  deletionPolicy: WipeOut", []),
            (
                "  #stashgate:ignore wipe-out, unknown-field -- both\n  deletionPolicy: WipeOut",
                ["a.yaml:6:3 ~unused-ignore"]
            ),
            (
                "  deletionPolicy: WipeOut  # stashgate: ignore wipe-out",
                ["a.yaml:6:19 ~wipe-out", "a.yaml:6:28 invalid-ignore"]
            ),
            (
                "  deletionPolicy: WipeOut  # stashgate: ignore -- why",
                ["a.yaml:6:19 ~wipe-out", "a.yaml:6:28 invalid-ignore"]
            ),
            (
                "  deletionPolicy: WipeOut  # stashgate: ignore wipe-outs -- why",
                ["a.yaml:6:19 ~wipe-out", "a.yaml:6:28 invalid-ignore"]
            ),
            (
                "  deletionPolicy: WipeOut  # stashgate: disable wipe-out -- why",
                ["a.yaml:6:19 ~wipe-out", "a.yaml:6:28 invalid-ignore"]
            ),
            // It holds for one line.
            (
                "  # stashgate: ignore wipe-out -- why\n\n  deletionPolicy: WipeOut",
                ["a.yaml:6:3 ~unused-ignore", "a.yaml:8:19 ~wipe-out"]
            ),
            ("  deletionPolicy: Delete # stashgate: ignore wipe-out -- why", ["a.yaml:6:26 ~unused-ignore"]),
            // A mandatory rule is broken in the cluster all the same.
            (
                "  default: x # stashgate: ignore wrong-type -- why",
                ["a.yaml:6:12 wrong-type", "a.yaml:6:14 invalid-ignore"]
            ),
            // Other comments are none of stashgate's.
            ("  deletionPolicy: Delete # see stashgate: ignore wipe-out -- why", []),
        ] as [(String, [String])])
    func comments(_ policy: String, marks: [String]) throws {
        #expect(try LintedFiles(["a.yaml": Self.storage(policy)]).marks == marks)
    }

    @Test(
        arguments: [
            ("\"wipe-out: a scratch storage\"", []),
            ("\"wipe-out: one; unknown-field: two\"", ["a.yaml:3:79 ~unused-ignore"]),
            // A reason may have a semicolon.
            ("\"wipe-out: one; and two\"", []),
            ("\"wipe-out: one\\n\\n \"", []),
            ("\"repeated-action: why\"", ["a.yaml:3:79 ~unused-ignore", "a.yaml:6:19 ~wipe-out"]),
            ("\"wipe-outs: why\"", ["a.yaml:3:79 invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
            ("wipe-out", ["a.yaml:3:79 invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
            ("\"wipe-out:\"", ["a.yaml:3:79 invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
            ("\"wrong-type: why\"", ["a.yaml:3:79 invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
        ] as [(String, [String])])
    func annotations(_ value: String, marks: [String]) throws {
        let metadata = "{name: a, namespace: demo, annotations: {stashgate.dev/ignore:      \(value)}}"
        #expect(
            try LintedFiles(["a.yaml": Self.storage("  deletionPolicy: WipeOut", metadata: metadata)]).marks == marks)
    }

    /// A policy that says which rules may be ignored in the cluster holds for annotations, but not for comments.
    @Test(arguments: [
        ("", []), ("ignorable: [wipe-out]", []), ("ignorable: [\"*\"]", []),
        ("ignorable: []", ["a.yaml:3:74 invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
        ("ignorable: []\nnamespaces: [{match: [demo], ignorable: [wipe-out]}]", []),
        ("ignorable: []\nrules: {invalid-ignore: warning}", ["a.yaml:3:74 ~invalid-ignore", "a.yaml:6:19 ~wipe-out"]),
        ("ignorable: []\nrules: {invalid-ignore: off}", ["a.yaml:6:19 ~wipe-out"]),
    ])
    func policies(_ policy: String, marks: [String]) throws {
        let file = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n\(policy)\n"
        let settings = try Policy(yaml: Array(file.utf8))
        let metadata = "{name: a, namespace: demo, annotations: {stashgate.dev/ignore: 'wipe-out: why'}}"
        let text = Self.storage("  deletionPolicy: WipeOut", metadata: metadata)
        #expect(try LintedFiles(["a.yaml": text]) { $0.policy = settings }.marks == marks)
        let comment = Self.storage("  deletionPolicy: WipeOut # stashgate: ignore wipe-out -- why")
        #expect(try LintedFiles(["a.yaml": comment]) { $0.policy = settings }.marks == [])
    }

    @Test("an annotation holds for its own object")
    func objects() throws {
        let ignored = Self.storage(
            "  deletionPolicy: WipeOut",
            metadata: "{name: a, namespace: demo, annotations: {stashgate.dev/ignore: 'wipe-out: why'}}")
        let other = Self.storage("  deletionPolicy: WipeOut", metadata: "{name: b, namespace: demo}")
        let files = try LintedFiles(["a.yaml": "\(ignored)---\n\(other)"]) { $0.crossChecks = false }
        #expect(files.marks == ["a.yaml:13:19 ~wipe-out"])
    }

    @Test("an ignore of a rule that is not reported is not unused")
    func unreported() throws {
        let text = Self.storage("  deletionPolicy: WipeOut  # stashgate: ignore wipe-out -- why")
        let files = try LintedFiles(["a.yaml": text]) { $0.ignored = [RuleID(rawValue: "wipe-out")] }
        #expect(files.marks == [])
    }
}
