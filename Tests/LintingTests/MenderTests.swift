import Linting
import TestSupport
import Testing

/// An error of which it is certain what was meant is mended, and nothing else of the text changes; a second run finds
/// nothing more to mend.
struct MenderTests {
    private static func mended(_ text: String, _ name: String = "a.yaml") throws -> (text: String, diff: String) {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/\(name)"
        try folder.write(text, to: name)
        let files = try Mender.mend(InputPaths([path]), LintOptions()).files
        guard let file = files.first else { return (text, "") }
        #expect(String(decoding: file.original, as: UTF8.self) == text)
        try folder.write(file.text, to: name)
        #expect(try Mender.mend(InputPaths([path]), LintOptions()).files.isEmpty, "a second run mends more")
        let diff = String(decoding: file.diff, as: UTF8.self).replacing(folder.path.dropFirst(), with: "tmp")
        return (String(decoding: file.text, as: UTF8.self), diff)
    }

    private static func policy(_ body: String) -> String {
        "# kept\napiVersion: storage.kubestash.com/v1alpha1\nkind: RetentionPolicy\n\(body)\n"
    }

    @Test(arguments: [
        // Letters in quotes, as they are written.
        (
            "metadata: {name: on, labels: {v: 1.10}}  # a\nspec: {maxRetentionPeriod: 1mo}",
            "metadata: {name: \"on\", labels: {v: \"1.10\"}}  # a\nspec: {maxRetentionPeriod: 1mo}"
        ),
        // Keys, and the mistakes below them.
        (
            "metadata: {name: a}\nspec:\n  maxRetentionPeriods: '1mo' # b\n  successfulSnapshot: {last: \"3\"}",
            "metadata: {name: a}\nspec:\n  maxRetentionPeriod: '1mo' # b\n  successfulSnapshots: {last: 3}"
        ),
        // The suggestion of a warning is a question.
        ("metadata: {name: a}\nspec: {maxRetentionPeriod: 6m}", "metadata: {name: a}\nspec: {maxRetentionPeriod: 6m}"),
        // An ignored mistake is meant.
        (
            "metadata: {name: a}\nspec:\n  # stashgate: ignore unknown-field -- ours\n  maxRetentionPeriods: 1mo\n  maxRetentionPeriod: 1mo",
            "metadata: {name: a}\nspec:\n  # stashgate: ignore unknown-field -- ours\n  maxRetentionPeriods: 1mo\n  maxRetentionPeriod: 1mo"
        ),
    ])
    func mends(_ body: String, expected: String) throws {
        #expect(try Self.mended(Self.policy(body)).text == Self.policy(expected))
    }

    /// A name that the object gives is mended, and the name of another object is a question.
    @Test func mendsOwnNamesOnly() throws {
        func text(_ session: String) -> String {
            "apiVersion: core.kubestash.com/v1alpha1\nkind: BackupConfiguration\nmetadata: {name: a, namespace: My_NS}\n"
                + "spec:\n  target: {apiGroup: apps, kind: Deployment, name: Web_1}\n"
                + "  backends: [{name: s3, storageRef: {name: S3_a, namespace: Infra}}]\n"
                + "  sessions: [{name: \(session), repositories: [{name: web, backend: s3, directory: /a}]}]\n"
        }
        #expect(try Self.mended(text("Nightly_1")).text == text("nightly-1"))
    }

    @Test("the difference has the lines that change, and no others")
    func differs() throws {
        let text = Self.policy("metadata: {name: a}\nspec:\n  maxRetentionPeriods: 1mo")
        #expect(
            try Self.mended(text).diff == """
                --- a/tmp/a.yaml
                +++ b/tmp/a.yaml
                @@ -3,4 +3,4 @@
                 kind: RetentionPolicy
                 metadata: {name: a}
                 spec:
                -  maxRetentionPeriods: 1mo
                +  maxRetentionPeriod: 1mo

                """)
    }

    @Test("each document of a file, also of JSON")
    func documents() throws {
        let one =
            #"{"apiVersion": "storage.kubestash.com/v1alpha1", "kind": "RetentionPolicy", "metadata": {"name": "a"}, "spec": {"maxRetentionPeriods": "1mo"}}"#
        let right = one.replacing("Periods", with: "Period")
        #expect(try Self.mended("\(one)\n\(one)\n", "a.json").text == "\(right)\n\(right)\n")
        // More of them than one thread judges at a time.
        let many = String(
            repeating: Self.policy("metadata: {name: a}\nspec: {maxRetentionPeriods: 1mo}") + "---\n", count: 100)
        #expect(try Self.mended(many).text == many.replacing("Periods", with: "Period"))
        let yaml = Self.policy("metadata: {name: a}\nspec: {maxRetentionPeriods: 1mo}") + "---\na: 1\n---\n"
        #expect(try Self.mended(yaml + yaml).text == (yaml + yaml).replacing("Periods", with: "Period"))
    }
}
