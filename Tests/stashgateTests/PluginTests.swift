import TestSupport
import Testing

@testable import stashgate

/// kubectl starts a program called kubectl-stashgate as `kubectl stashgate`, and its help says so.
struct PluginTests {
    private static func output(_ arguments: String, as name: String) throws -> CommandResult {
        try Repository.withTemporaryFolder { folder in
            let program = Repository.quoted(try ChildProcess.product("stashgate"))
            let link = Repository.quoted("\(folder)/\(name)")
            return try Repository.shell("ln -s \(program) \(link) && \(link) \(arguments) 2>&1")
        }
    }

    @Test(arguments: [
        ("--help", "USAGE: kubectl stashgate <subcommand>"), ("--help", "See 'kubectl stashgate help <subcommand>'"),
        ("lint --help", "USAGE: kubectl stashgate lint "), ("lint --help", "  kubectl stashgate lint --strict"),
        ("help policy", "USAGE: kubectl stashgate policy <subcommand>"),
        ("lnt", "see 'kubectl stashgate --help'"), ("lint --strct", "see 'kubectl stashgate lint --help'"),
    ])
    func named(_ arguments: String, says: String) throws {
        let plugin = try Self.output(arguments, as: "kubectl-stashgate")
        #expect(plugin.output.contains(says), "\(plugin.output)")
        #expect(!plugin.output.contains("kubectl kubectl"))
        let usual = try Self.output(arguments, as: "stashgate")
        #expect(plugin.status == usual.status)
        #expect(usual.output.contains(says.replacing("kubectl ", with: "")))
        #expect(plugin.output.replacing("kubectl stashgate", with: "stashgate") == usual.output)
    }

    @Test("kubectl finds it", .enabled(if: Repository.has(command: "kubectl"), "there is no kubectl on this machine"))
    func found() throws {
        try Repository.withTemporaryFolder { folder in
            let program = Repository.quoted(try ChildProcess.product("stashgate"))
            let output = try Repository.output(
                of: """
                    ln -s \(program) \(Repository.quoted(folder))/kubectl-stashgate
                    PATH=\(Repository.quoted(folder)):"$PATH" kubectl stashgate lint --help
                    """)
            #expect(output.contains("USAGE: kubectl stashgate lint "))
        }
    }

    /// The words that kubectl is told for the last of some words, and the directive behind them.
    private static func completed(_ words: [String], by program: String) throws -> [String] {
        let folder = try TemporaryFolder()
        for file in ["a.yaml", "b.json"] { try folder.write("", to: file) }
        let stashgate = Repository.quoted(try ChildProcess.product("stashgate"))
        let script = Repository.quoted("\(Fixtures.package)/Scripts/kubectl_complete-stashgate")
        let output = try Repository.output(
            of: """
                cd \(Repository.quoted(folder.path)) && mkdir bin
                ln -s \(stashgate) bin/kubectl-stashgate && ln -s \(script) bin/
                PATH="$PWD/bin:$PATH" \(program) \(words.map(Repository.quoted).joined(separator: " ")) 2>/dev/null
                """)
        return output.split(separator: "\n").map(String.init)
    }

    @Test(
        "kubectl completes its words",
        .enabled(if: Repository.has(command: "bash"), "there is no bash on this machine"),
        arguments: [
            (["l"], ["lint", ":4"]), (["lint", "--se"], ["--select", ":4"]),
            (["lint", "-o", "g"], ["github", "gitlab", ":4"]), (["policy", "sh"], ["show", ":4"]),
            (["explain", "spec.pau"], ["spec.paused", ":4"]), (["rules", "wipe"], ["wipe-out", ":4"]),
            // Files are left to the shell, and so is a word of which nothing is known.
            (["lint", ""], [":0"]), (["lint", "a"], [":0"]), (["nonsense", "x"], [":0"]),
        ])
    func completes(_ words: [String], offered: [String]) throws {
        #expect(try Self.completed(words, by: "kubectl_complete-stashgate") == offered)
        guard Repository.has(command: "kubectl") else { return }
        #expect(try Self.completed(["__complete", "stashgate"] + words, by: "kubectl") == offered)
    }

    @Test("all commands are offered", .enabled(if: Repository.has(command: "bash"), "there is no bash on this machine"))
    func completesNothing() throws {
        for words in [[], [""]] {
            let offered = try Self.completed(words, by: "kubectl_complete-stashgate")
            #expect(Set(offered).isSuperset(of: ["lint", "serve", "help", ":4"]), "\(offered)")
        }
    }

    /// Output for programs, and what is not about the program, stay as they are.
    @Test func onlyNames() {
        let text = "stashgate lint, stashgate judges, stashgate.dev, 'stashgate --help'"
        #expect(
            ProgramName.shown(in: text, isPlugin: true)
                == "kubectl stashgate lint, stashgate judges, stashgate.dev, 'kubectl stashgate --help'")
        #expect(ProgramName.shown(in: text, isPlugin: false) == text)
    }
}
