import KubeStash
import Schema
import TestSupport
import Testing

/// Policies on the command line, and those in the documentation and the manifests.
@Suite struct PolicyCommandTests {
    private func review(under policy: String) throws -> (code: ChildProcess.End, output: String, errors: String) {
        try Repository.withTemporaryFolder { folder in
            let file = "\(folder)/policy.yaml"
            try Repository.output(of: "printf '%s' \(Repository.quoted(policy)) > \(Repository.quoted(file))")
            let process = try ChildProcess(
                ChildProcess.product("stashgate"), ["review", "--webhook", "validate", "--config", file],
                input: Fixtures.review("full-create-validate"))
            let code = process.waitForEnd()
            return (code, process.output, process.errors.split(separator: folder).joined(separator: "FOLDER"))
        }
    }

    private let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"

    @Test func reviewUsesThePolicy() throws {
        #expect(try review(under: head).code == .exit(0))
        let denied = try review(under: head + "parameters: {minimumInterval: 9000h}\n")
        #expect(denied.code == .exit(1))
        #expect(denied.output.contains("and the policy requires at least 9000h between two runs"))
        let warned = try review(
            under: head + "parameters: {minimumInterval: 9000h}\nrules: {policy-min-interval: warning}\n")
        #expect(warned.code == .exit(0))
        #expect(warned.output.contains("\"warnings\":["))
        let elsewhere = try review(
            under: head + "namespaces: [{match: [elsewhere], parameters: {minimumInterval: 9000h}}]\n")
        #expect(elsewhere.code == .exit(0))
        #expect(!elsewhere.output.contains("9000h"))
    }

    @Test func reportsMistakes() throws {
        let result = try review(under: head + "rules:\n  schedule-never-fire: off\nparameter: {}\n")
        #expect(result.code == .exit(2))
        #expect(result.output == "")
        #expect(
            result.errors == """
                error: FOLDER/policy.yaml:4:3: rules[schedule-never-fire]: Not found: "schedule-never-fire": \
                there is no such rule; did you mean "schedule-never-fires"?
                error: FOLDER/policy.yaml:5:1: parameter: Invalid value: {}: unknown field; did you mean "parameters"?

                """)
    }

    /// The server does not start with an invalid policy, instead of running without one.
    @Test func serveRefusesAMistake() throws {
        try Repository.withTemporaryFolder { folder in
            let file = "\(folder)/policy.yaml"
            try Repository.output(of: "echo 'kind: Polic' > \(Repository.quoted(file))")
            let process = try ChildProcess(
                ChildProcess.product("stashgate"),
                ["serve", "--tls-cert", "/nowhere", "--tls-key", "/nowhere", "--config", file])
            #expect(process.waitForEnd() == .exit(2))
            #expect(process.errors.contains(#"policy.yaml:1:7: kind: Unsupported value: \"Polic\": "#))
        }
    }

    @Test func aMissingFileIsWrongUsage() throws {
        let process = try ChildProcess(
            ChildProcess.product("stashgate"), ["review", "--webhook", "mutate", "--config", "/nowhere.yaml"])
        #expect(process.waitForEnd() == .exit(2))
        #expect(process.errors == "error: /nowhere.yaml: cannot open: No such file or directory\n")
    }

    /// The example of the page is a valid policy, and uses every feature.
    @Test func theExampleOfThePageIsAPolicy() throws {
        let page = try Repository.text(of: "Docs/policy.md")
        let blocks = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
        let example = try #require(blocks.first)
        _ = try Policy(yaml: Array(example.utf8))
        for field in Policy.schema.fields {
            #expect(example.contains("\n\(field.name):") || field.name == "apiVersion")
        }
        guard case .object(let parameters)? = Policy.schema.field("parameters")?.type else {
            Issue.record("parameters is no object")
            return
        }
        for parameter in parameters.fields {
            #expect(example.contains("  \(parameter.name): "))
            #expect(page.contains("| `\(parameter.name)` "))
        }
    }

    /// The policy in the manifests changes nothing until an operator edits it.
    @Test func theShippedPolicyIsAPolicy() throws {
        _ = try Policy(yaml: Array(Repository.text(of: "manifests/base/policy.yaml").utf8))
    }
}
