import TestSupport
import Testing

/// Files with names that are not UTF-8, pipes and devices: each is read or reported, and none keeps a command waiting.
struct SpecialFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(ManifestCommand.retention, to: "good.yaml")
        try folder.write(LintedFolder.wrong, to: "wrong.yaml")
    }

    /// Runs a script in the folder, in which `"$stashgate"` is the program; the folder is empty afterwards.
    private func run(_ script: String) throws -> LintedFolder.Outcome {
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let process = try ChildProcess(
            "/bin/bash",
            ["-c", "cd \(folder.path) && stashgate=\(program)\n\(script)\ncode=$?; rm -r ./*; exit $code"],
            environment: ["PATH=/usr/bin:/bin"])
        guard case .exit(let code) = process.waitForEnd() else {
            return LintedFolder.Outcome(code: -1, output: process.output, errors: process.errors)
        }
        return LintedFolder.Outcome(code: code, output: process.output, errors: process.errors)
    }

    @Test("a folder's files whose names are not UTF-8 are reported, and so are folders of such names")
    func badNames() throws {
        let outcome = try run(
            #"""
            mkdir d && cp good.yaml $'d/a\xe9.yaml' && mkdir $'d/b\xff' && cp good.yaml $'d/b\xff/c.yaml'
            touch $'d/other\xe9.txt' && ln -s .. $'d/up\xe9' && "$stashgate" lint -o concise d
            """#)
        #expect(
            outcome.output == """
                d/a\\xe9.yaml:1:1: error[unreadable]: the name is not UTF-8
                d/b\\xff:1:1: error[unreadable]: the name is not UTF-8

                """)
        #expect(outcome.errors == "2 errors in no files: no KubeStash object, 2 files not read to the end\n")
        #expect(outcome.code == 2)
    }

    @Test(arguments: ["lint", "review", "default", "schedule -f", "policy check"])
    func badArgument(_ command: String) throws {
        let outcome = try run(#"cp good.yaml $'a\xe9.yaml' && "$stashgate" \#(command) $'a\xe9.yaml'"#)
        #expect(outcome == .init(code: 2, output: "", errors: "error: a\\xe9.yaml: the argument is not UTF-8\n"))
    }

    @Test("two names that look the same are two files: each is judged, mended and named in reports by itself")
    func similarNames() throws {
        let outcome = try run(
            #"""
            mkdir d && sed 's/Period: 1mo/Periods: 2mo/' good.yaml > $'d/\xc3\xa9.yaml'
            sed 's/Period: 1mo/Periods: 3mo/' good.yaml > $'d/e\xcc\x81.yaml'
            "$stashgate" lint --diff d | grep '^[-+] '; "$stashgate" lint -o sarif d | grep -o '"uri":"[^"]*' | sort -u
            """#)
        #expect(
            outcome.output == """
                -  maxRetentionPeriods: 3mo
                +  maxRetentionPeriod: 3mo
                -  maxRetentionPeriods: 2mo
                +  maxRetentionPeriod: 2mo
                "uri":"d/%C3%A9.yaml
                "uri":"d/e%CC%81.yaml

                """)
    }

    @Test("a folder's pipe is reported, not opened; one in the place of a .gitignore has no patterns")
    func pipesInFolders() throws {
        let outcome = try run(
            "mkdir d && mkfifo d/a.yaml d/.gitignore && ln -s a.yaml d/b.yaml && cp good.yaml d && \"$stashgate\" lint -o concise d"
        )
        #expect(
            outcome.output == """
                d/a.yaml:1:1: error[unreadable]: it is neither a file nor a link to one
                d/b.yaml:1:1: error[unreadable]: it is neither a file nor a link to one

                """)
        #expect(outcome.errors == "2 errors in 1 file: 1 object judged, 2 files not read to the end\n")
        #expect(outcome.code == 2)
    }

    @Test(
        "a pipe that is named is read as standard input is",
        arguments: [
            #""$stashgate" lint -o concise <(cat wrong.yaml) | sed 's/^[^:]*//'"#,
            #"mkfifo pipe; cat wrong.yaml > pipe & "$stashgate" lint -o concise pipe | sed 's/^[^:]*//'"#,
            #"cat wrong.yaml | "$stashgate" lint -o concise /dev/stdin | sed 's/^[^:]*//'"#,
        ])
    func namedPipes(_ script: String) throws {
        let outcome = try run(script)
        #expect(outcome.output.hasPrefix(":6:3: error[unknown-field]: spec.lats: "), "\(outcome)")
    }

    @Test("what is mended in a pipe is shown as of a file, also beside the objects of another pipe")
    func mendedPipe() throws {
        let wrong = ManifestCommand.retention.replacing("maxRetentionPeriod", with: "maxRetentionPeriods")
        try folder.write(wrong, to: "mendable.yaml")
        let shown = try run(
            #""$stashgate" lint --diff --with <(cat good.yaml) <(cat mendable.yaml) | grep '^[-+] '"#)
        #expect(shown.output == "-  maxRetentionPeriods: 1mo\n+  maxRetentionPeriod: 1mo\n", "\(shown)")
    }

    @Test("a pipe cannot be mended in its place")
    func pipeInItsPlace() throws {
        let outcome = try run(#""$stashgate" lint --fix <(cat wrong.yaml) 2>&1 | sed 's/fd.[0-9]*/N/'"#)
        #expect(
            outcome.output == "error: /dev/N: not a file, so it cannot be mended in its place; see --diff\n",
            "\(outcome)")
    }

    @Test("a device without an end is read up to the limit", arguments: ["lint", "review", "default", "policy check"])
    func endless(_ command: String) throws {
        let outcome = try run("\"$stashgate\" \(command) /dev/zero")
        #expect((outcome.output + outcome.errors).contains("longer than 67108864 bytes"))
        #expect(outcome.code == 2)
    }
}
