import Document
import Glibc
import TestSupport
import Testing

/// `stashgate default` changes files only where something is missing, and its diffs apply.
struct DefaultInPlaceTests {
    private static let lacking = ManifestCommand.retention
    private static let complete =
        ManifestCommand.retention
        + "  failedSnapshots:\n    last: 1\n  usagePolicy:\n    allowedNamespaces:\n      from: Same\n"

    private static func read(_ name: String, in folder: TemporaryFolder) throws -> String {
        String(decoding: try TemporaryFolder.read("\(folder.path)/\(name)"), as: UTF8.self)
    }

    private static func inode(_ name: String, in folder: TemporaryFolder) -> UInt {
        var status = stat()
        return unsafe stat("\(folder.path)/\(name)", &status) == 0 ? status.st_ino : 0
    }

    @Test func writesFilesThatLackDefaults() throws {
        let folder = try TemporaryFolder()
        let files = ["a.yaml": Self.lacking, "b.yaml": Self.complete, "c.yaml": "{{ .Values.x }}: {{ if }}\n"]
        for (name, text) in files { try folder.write(text, to: name) }
        #expect(unsafe chmod("\(folder.path)/a.yaml", 0o640) == 0)
        let inode = Self.inode("b.yaml", in: folder)
        let outcome = try DefaultCommandTests.run(
            ["--in-place", "a.yaml", "-", "b.yaml", "c.yaml"], files: files, input: Self.lacking, in: folder)
        #expect(outcome.code == .exit(0))
        #expect(outcome.output == Self.complete, "standard input is printed")
        #expect(outcome.errors.hasPrefix("c.yaml:1:1: note: this is a template"))
        #expect(try Self.read("a.yaml", in: folder) == Self.complete)
        #expect(try Self.read("c.yaml", in: folder) == files["c.yaml"])
        #expect(try TemporaryFolder.names(in: folder.path) == ["a.yaml", "b.yaml", "c.yaml"])
        #expect(Self.inode("b.yaml", in: folder) == inode, "a file without a change is not written")
    }

    /// A mistake in any file keeps all files as they are, and all mistakes are reported.
    @Test func writesNothingAfterAMistake() throws {
        let folder = try TemporaryFolder()
        let files = ["a.yaml": Self.lacking, "b.yaml": Self.lacking + "---\na: [\n", "c.yaml": "\"\n"]
        let outcome = try DefaultCommandTests.run(
            ["--in-place", "a.yaml", "b.yaml", "c.yaml", "/nowhere/d.yaml"], files: files, in: folder)
        #expect(outcome.code == .exit(2))
        #expect(outcome.output.isEmpty)
        let errors = outcome.errors.split(separator: "\n")
        #expect(errors.map { $0.prefix(14) } == ["error: b.yaml:", "error: c.yaml:", "error: /nowher"])
        for (name, text) in files { #expect(try Self.read(name, in: folder) == text) }
    }

    @Test func namesAFileThatCannotBeWritten() throws {
        let outcome = try DefaultCommandTests.run(["--in-place", "/dev/stdin"], files: [:], input: Self.lacking)
        // The tests' standard input is a file, and a pipe elsewhere.
        #expect(outcome.code == .exit(0) || outcome.errors.contains("error: /dev/stdin: cannot "))
    }

    @Test(arguments: [
        (
            ["--in-place", "-o", "yaml", "a.yaml"],
            "--in-place keeps the format of each file: leave out -o or --in-place"
        ),
        (["-", "-"], "standard input can be read once only, and - is given more than once"),
        (["-o"], "missing value for '-o'; it is yaml, json, patch or diff"),
        (["-f", "a.yaml"], "unknown option '-f'; the file is named without one"),
        (["--inplace", "a.yaml"], "unknown option '--inplace'; did you mean '--in-place'?"),
    ])
    func wrongUsage(_ arguments: [String], error: String) throws {
        let outcome = try DefaultCommandTests.run(arguments, files: [:])
        #expect(outcome.code == .exit(2))
        #expect(outcome.errors == "error: \(error)\nsee 'stashgate default --help'\n")
    }

    /// The diff has the lines of the defaults with their surroundings, and `git apply` and `patch` make them.
    @Test("diffs apply", .enabled(if: Repository.has(command: "patch") && Repository.has(command: "git")))
    func diffsApply() throws {
        let folder = try TemporaryFolder()
        for copy in ["git", "patch", "edited"] {
            try folder.write(Self.lacking.replacing("\n", with: "\r\n"), to: "\(copy)-a b.yaml")
            try folder.write(Self.complete, to: "\(copy)-c.yaml")
            try folder.write(String(Self.lacking.dropLast()), to: "\(copy)-d.yaml")
        }
        let stashgate = Repository.quoted(try ChildProcess.product("stashgate"))
        try Repository.output(
            of: """
                cd \(Repository.quoted(folder.path))
                \(stashgate) default -o diff git-* | GIT_CEILING_DIRECTORIES=/tmp git apply --whitespace=nowarn
                \(stashgate) default -o diff ./patch-* | patch -s --binary -p1
                \(stashgate) default --in-place edited-*
                """)
        for name in ["a b.yaml", "c.yaml", "d.yaml"] {
            let edited = try Self.read("edited-\(name)", in: folder)
            #expect(edited.contains("from: Same"))
            #expect(try Self.read("git-\(name)", in: folder) == edited)
            #expect(try Self.read("patch-\(name)", in: folder) == edited)
        }
        let diff = try DefaultCommandTests.run(["-o", "diff", "-"], files: [:], input: Self.lacking)
        #expect(
            diff.output == """
                --- a/stdin
                +++ b/stdin
                @@ -3,3 +3,8 @@
                 metadata: {name: month, namespace: demo}
                 spec:
                   maxRetentionPeriod: 1mo
                +  failedSnapshots:
                +    last: 1
                +  usagePolicy:
                +    allowedNamespaces:
                +      from: Same

                """)
    }
}
