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

    /// Output for programs, and what is not about the program, stay as they are.
    @Test func onlyNames() {
        let text = "stashgate lint, stashgate judges, stashgate.dev, 'stashgate --help'"
        #expect(
            ProgramName.shown(in: text, isPlugin: true)
                == "kubectl stashgate lint, stashgate judges, stashgate.dev, 'kubectl stashgate --help'")
        #expect(ProgramName.shown(in: text, isPlugin: false) == text)
    }
}
