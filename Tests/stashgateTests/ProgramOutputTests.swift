import TestSupport
import Testing

/// The keys of the JSON that the commands print are a promise to programs, and Docs/operations.md lists them.
struct ProgramOutputTests {
    private static let policy = """
        apiVersion: stashgate.dev/v1alpha1
        kind: Policy
        rules: {wipe-out: off}
        parameters: {historyLimit: 5}

        """

    private static let commands: [[String]] = [
        ["review", "-o", "json", "a.yaml"], ["schedule", "-o", "json", "-"],
        ["policy", "check", "-o", "json", "policy.yaml"], ["policy", "check", "-o", "json", "a.yaml"],
        ["policy", "show", "-o", "json", "policy.yaml"], ["explain", "-o", "json", "spec.sessions"],
        ["explain", "-o", "json", "spec.sessions.retryConfig.maxRetry"],
        ["explain", "-o", "json", "spec.sessions.scheduler.jobTemplate.template.spec.nodeSelector"],
        ["explain", "-o", "json", "spec.sessions.scheduler.concurrencyPolicy"],
        ["explain", "-o", "json", "spec.sessions.addon.containerRuntimeSettings.env"],
        ["explain", "-o", "json", "--recursive", "spec.sessions.repositories"],
        ["rules", "-o", "json"], ["rules", "-o", "json", "wipe-out"], ["version", "-o", "json"],
    ]

    @Test(arguments: commands)
    func documented(_ arguments: [String]) throws {
        let page = try Repository.text(of: "Docs/operations.md")
        let part = try #require(
            page.split(separator: "### Output for programs\n").last?.split(separator: "\n## ").first)
        let folder = try TemporaryFolder()
        try folder.write(Self.policy, to: "policy.yaml")
        try folder.write(ManifestCommand.good.replacing("0 2 * * *", with: "61 * * * *"), to: "a.yaml")
        let process = try ChildProcess(
            ChildProcess.product("stashgate"),
            arguments.map { $0.hasSuffix(".yaml") ? "\(folder.path)/\($0)" : $0 },
            input: Array("61 * * * *\nTZ=Mars/X */2 * * * *\n".utf8))
        let code = process.waitForEnd()
        #expect(code == .exit(0) || code == .exit(1))
        let lines = process.output.split(separator: "\n")
        #expect(!lines.isEmpty)
        for line in lines {
            for key in Self.keys(of: try JSONValue(parsing: Array(line.utf8))) {
                #expect(part.contains("`\(key)`"), "\(key) of \(arguments)")
            }
        }
    }

    /// The keys of all objects in a value, but for those of a parameter's value, which is the user's.
    private static func keys(of value: JSONValue) -> Set<String> {
        switch value {
        case .object(let members):
            members.reduce(into: Set(members.map(\.key))) { $0.formUnion(keys(of: $1.value)) }
        case .array(let items): items.reduce(into: []) { $0.formUnion(keys(of: $1)) }
        default: []
        }
    }
}
