import Document
import TestSupport
import Testing

@testable import stashgate

/// Each flag of `stashgate lint` has an effect on the built program, and the exit code says what was found.
struct LintFlagsTests {
    /// Files, and the exit code without and with some flags.
    struct Row: Sendable, CustomStringConvertible {
        let flags: [String]
        let files: [String: String]
        let without: Int32
        let with: Int32

        var description: String { flags.joined(separator: " ") }
    }

    private static let wrong = ["a.yaml": LintedFolder.wrong]
    private static let warned = ["a.yaml": LintedFolder.warned]
    private static let secret = ["a.yaml": "apiVersion: v1\nkind: Secret\n"]

    static let rows = [
        Row(flags: [], files: ["a.yaml": ManifestCommand.good], without: 0, with: 0),
        Row(flags: ["--strict"], files: warned, without: 0, with: 1),
        Row(flags: ["--max-warnings", "0"], files: warned, without: 0, with: 1),
        Row(flags: ["--max-warnings", "1"], files: warned, without: 0, with: 0),
        Row(flags: ["--allow-empty"], files: secret, without: 2, with: 0),
        Row(flags: ["--allow-empty"], files: [:], without: 2, with: 0),
        Row(flags: ["--ignore-unknown-fields"], files: wrong, without: 1, with: 0),
        Row(
            flags: ["--exclude", "a.yaml"], files: wrong.merging(["b.yaml": ManifestCommand.good]) { $1 }, without: 1,
            with: 0),
        Row(flags: ["--ignore", "unknown-field"], files: wrong, without: 1, with: 0),
        Row(flags: ["--select", "wipe-out"], files: wrong, without: 1, with: 0),
        Row(flags: ["--select", "wipe-out", "--select", "unknown-field"], files: wrong, without: 1, with: 1),
        Row(flags: ["a.yaml"], files: wrong.merging(["b.yaml": "a: ["]) { $1 }, without: 2, with: 1),
        Row(flags: ["--allow-empty"], files: ["a.yaml": "a: ["], without: 2, with: 2),
    ]

    @Test(arguments: rows)
    func exitCode(_ row: Row) throws {
        let folder = try LintedFolder(row.files)
        #expect(try folder.lint().code == row.without)
        #expect(try folder.lint(row.flags).code == row.with)
    }

    @Test("--fix mends a file, and --diff only shows how")
    func mends() throws {
        let text = ManifestCommand.retention.replacing("maxRetentionPeriod:", with: "maxRetentionPeriods:")
        let folder = try LintedFolder(["a.yaml": text, "b.yaml": LintedFolder.warned])
        let diff = try folder.lint(["--diff"])
        #expect(diff.code == 1)
        #expect(diff.output.hasPrefix("--- a/a.yaml\n+++ b/a.yaml\n@@ "))
        #expect(diff.output.contains("\n-  maxRetentionPeriods: 1mo\n+  maxRetentionPeriod: 1mo\n"))
        #expect(try folder.lint(["--diff"]) == diff)
        #expect(try folder.lint(["--diff", "-"], input: text).output.hasPrefix("--- a/stdin\n"))
        let fixed = try folder.lint(["--fix", "-o", "concise", "a.yaml"])
        #expect(fixed.code == 0)
        #expect(fixed.output == "")
        #expect(fixed.errors == "1 place mended in 1 file\nno mistakes in 1 file: 1 object judged\n")
        #expect(
            try folder.lint(["--fix", "--quiet", "a.yaml"]) == LintedFolder.Outcome(code: 0, output: "", errors: ""))
        #expect(try folder.lint(["--diff"]).code == 0)
    }

    @Test("--fix and --diff go with what they can change", arguments: [["--fix", "--diff"], ["--fix", "-"]])
    func mendsNot(_ flags: [String]) throws {
        #expect(try LintedFolder(Self.wrong).lint(flags).code == 2)
    }

    @Test func quiet() throws {
        let folder = try LintedFolder(Self.warned.merging(["b.yaml": LintedFolder.wrong]) { $1 })
        let usual = try folder.lint()
        #expect(usual.output.contains(": warning[wipe-out]: ") && usual.output.hasSuffix("2 objects judged\n"))
        #expect(usual.errors == "")
        for flag in ["-q", "--quiet"] {
            let quiet = try folder.lint([flag])
            #expect(quiet.output.contains(": error[unknown-field]: ") && !quiet.output.contains("warning"))
            #expect(!quiet.output.contains("judged"))
        }
        #expect(try folder.lint(["-q", "-o", "concise"]).errors == "")
    }

    /// A run that fails says why, whatever is left out of its report.
    static let failures: [(flags: [String], code: Int32, output: String, errors: String)] = [
        (["-q"], 1, "error[unknown-field]", ""),
        (["-q", "--ignore", "unknown-field"], 0, "", ""),
        (["-q", "--ignore", "unknown-field", "--strict"], 1, "warning[wipe-out]", ""),
        (
            ["-q", "--ignore", "unknown-field", "--max-warnings", "0"], 1, "",
            "error: 1 warning is more than --max-warnings 0 allows\n"
        ),
        (["-q", "--ignore", "unknown-field", "--max-warnings", "1"], 0, "", ""),
        (["-q", "--select", "wipe-out"], 0, "", ""),
        (
            ["-q", "--select", "wipe-out", "--max-warnings", "0"], 1, "",
            "error: 1 warning is more than --max-warnings 0 allows\n"
        ),
        (["-q", "--select", "wipe-out", "--strict"], 1, "warning[wipe-out]", ""),
        (["-q", "--ignore", "wipe-out", "--max-warnings", "0"], 1, "error[unknown-field]", ""),
        (["-q", "--ignore", "wipe-out", "--ignore", "unknown-field", "--strict", "--max-warnings", "0"], 0, "", ""),
        (
            ["-q", "-o", "json", "--ignore", "unknown-field", "--max-warnings", "0"], 1, "[]",
            "error: 1 warning is more than --max-warnings 0 allows\n"
        ),
        (["-q", "--fix", "--max-warnings", "1"], 1, "error[unknown-field]", ""),
        (["-q", "--fix", "--ignore", "unknown-field"], 0, "", ""),
        (
            ["-q", "--fix", "--ignore", "unknown-field", "--max-warnings", "0"], 1, "",
            "error: 1 warning is more than --max-warnings 0 allows\n"
        ),
        (["-q", "--diff"], 0, "", ""),
        (["-q", "--diff", "--strict", "--max-warnings", "0"], 0, "", ""),
    ]

    @Test(arguments: failures.indices)
    func saysWhyItFails(_ index: Int) throws {
        let row = Self.failures[index]
        let outcome = try LintedFolder(Self.warned.merging(["b.yaml": LintedFolder.wrong]) { $1 }).lint(row.flags)
        #expect(outcome.code == row.code)
        #expect(row.output.isEmpty ? outcome.output == "" : outcome.output.contains(row.output))
        #expect(outcome.errors == row.errors)
        #expect(outcome.code == 0 || !(outcome.output + outcome.errors).isEmpty)
    }

    @Test("--diff fails for a file that it cannot read, and without an object")
    func diffFails() throws {
        let text = ManifestCommand.retention.replacing("maxRetentionPeriod:", with: "maxRetentionPeriods:")
        let folder = try LintedFolder(["a.yaml": text, "b.yaml": "a: ["])
        let outcome = try folder.lint(["--diff", "--quiet"])
        #expect(outcome.code == 2 && outcome.output.hasPrefix("--- a/a.yaml\n"))
        #expect(outcome.errors.hasPrefix("error: b.yaml:"))
        #expect(try folder.lint(["--diff", "c.yaml"]).code == 2)
        #expect(try LintedFolder(Self.secret).lint(["--diff"]).code == 2)
        #expect(try LintedFolder(Self.secret).lint(["--diff", "--allow-empty"]).code == 0)
    }

    @Test func color() throws {
        let folder = try LintedFolder(Self.wrong)
        let plain = try folder.lint().output
        let colored = try folder.lint(["--color", "always"]).output
        #expect(!plain.contains("\u{1B}") && colored.contains("\u{1B}[1;31m"))
        #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
        #expect(try folder.lint(["--color", "never"]).output == plain)
    }

    @Test func namespace() throws {
        let file = ManifestCommand.retention.replacing(", namespace: demo", with: "") + "  lats: 1\n"
        let folder = try LintedFolder(["a.yaml": file])
        for flag in ["-n", "--namespace"] {
            #expect(try folder.lint([flag, "other", "-o", "json"]).output.contains(#""namespace":"other""#))
        }
        #expect(try folder.lint(["-o", "json"]).output.contains(#""namespace":"""#))
        // A kind of the whole cluster has none.
        let addon = "apiVersion: addons.kubestash.com/v1alpha1\nkind: Addon\nmetadata: {name: own}\nspec: {tasks: 1}\n"
        let output = try LintedFolder(["a.yaml": addon]).lint(["-n", "other", "-o", "json"]).output
        #expect(output.contains(#""name":"own","namespace":"""#) && !output.contains("other"))
    }

    /// A reference to an object that is not among the files is a warning, or an error if they have everything.
    @Test func otherObjects() throws {
        let storage = """
            apiVersion: storage.kubestash.com/v1alpha1
            kind: BackupStorage
            metadata: {name: s3, namespace: demo}
            spec: {storage: {provider: local, local: {mountPath: /mnt, hostPath: {path: /mnt}}}}

            """
        let folder = try LintedFolder(["a.yaml": ManifestCommand.good, "b": storage])
        func missing(_ flags: [String], crossChecks: Bool = true) throws -> (code: Int32, names: [String]) {
            let outcome = try folder.lint(["-o", "concise", "a.yaml"] + flags, crossChecks: crossChecks)
            let lines = outcome.output.split(separator: "\n").filter { $0.contains("[missing-object]") }
            return (outcome.code, lines.map { $0.contains("storageRef") ? "storage" : "other" })
        }
        let usual = try missing([])
        #expect(usual.code == 0 && usual.names.contains("storage") && usual.names.count > 1)
        let with = try missing(["--with", "b"])
        #expect(with.code == 0 && !with.names.contains("storage") && with.names.count == usual.names.count - 1)
        let complete = try missing(["--complete"])
        #expect(complete.code == 1 && complete.names.count >= usual.names.count)
        #expect(try missing([], crossChecks: false).names == [])
        #expect(try folder.lint(["--with", "b"]).code == 2, "without cross-checks there is nothing to compare")
    }

    @Test func policy() throws {
        let policy = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {wipe-out: error}\n"
        let folder = try LintedFolder(["a.yaml": LintedFolder.warned, "policy": policy])
        #expect(try folder.lint(["a.yaml"]).code == 0)
        #expect(try folder.lint(["--config", "policy", "a.yaml"]).code == 1)
    }

    @Test func wrongUsage() throws {
        let folder = try LintedFolder(Self.wrong)
        let rule = try folder.lint(["--select", "unknown-feild"])
        #expect(rule.code == 2 && rule.errors.contains("there is no such rule; did you mean unknown-field?"))
        let format = try folder.lint(["-o"])
        #expect(format.code == 2)
        #expect(format.errors.contains("it is text, concise, json, sarif, junit, github, gitlab or report"))
    }
}
