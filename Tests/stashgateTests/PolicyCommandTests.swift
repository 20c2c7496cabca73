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

    /// The mistake that Docs/policy.md shows is reported in these words.
    @Test func theMistakeOfThePage() throws {
        let page = try Repository.text(of: "Docs/policy.md").split(separator: "\n")
        let lines = page.filter { $0.hasPrefix("error: policy.yaml:") }
        #expect(lines.count == 1)
        let result = try review(under: head + "rules:\n  schedule-never-fire: warning\n")
        #expect(result.errors.replacing("FOLDER/", with: "") == "\(lines.first ?? "")\n")
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

    /// The policies in the page.
    private static func examples() throws -> [Substring] {
        let page = try Repository.text(of: "Docs/policy.md")
        return page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
            .filter { $0.hasPrefix("apiVersion: stashgate.dev/") }
    }

    /// Each example of the page is a policy, and the last one uses every field.
    @Test func theExamplesOfThePageArePolicies() throws {
        let page = try Repository.text(of: "Docs/policy.md")
        let examples = try Self.examples()
        #expect(examples.count == 5)
        for example in examples { _ = try Policy(yaml: Array(example.utf8)) }
        let example = try #require(examples.last)
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

    /// The steps of the page do what the page says: nothing, warnings alone, errors for new namespaces, errors for all.
    @Test func theStepsOfThePage() throws {
        let codes: [(String, String, Int32)] = [
            ("demo", "", 0), ("demo", "", 0), ("demo", "", 0), ("payments", "", 1),
            ("payments", "system:serviceaccount:kubestash:kubestash-kubestash-operator", 0),
        ]
        let manifest = try Repository.text(of: "manifests/samples/full.yaml")
        let steps = try Self.examples().dropLast()
        #expect(steps.count == 4)
        func run(_ step: Int, namespace: String, user: String) throws -> (ChildProcess.End, String) {
            let folder = try TemporaryFolder()
            try folder.write(String(Array(steps)[step]), to: "policy.yaml")
            try folder.write(manifest.replacing("namespace: demo", with: "namespace: \(namespace)"), to: "a.yaml")
            let process = try ChildProcess(
                ChildProcess.product("stashgate"),
                ["review", "--config", "\(folder.path)/policy.yaml", "--as", user, "\(folder.path)/a.yaml"])
            return (process.waitForEnd(), process.output)
        }
        let warned = try run(1, namespace: codes[1].0, user: codes[1].1)
        #expect(warned.0 == .exit(0))
        #expect(warned.1.contains(": warning: ") && warned.1.contains("[policy-encryption-required]"))
        #expect(try run(2, namespace: "demo", user: "").0 == .exit(0))
        #expect(try run(2, namespace: "payments", user: "").0 == .exit(1))
        #expect(try run(3, namespace: "demo", user: "").0 == .exit(1))
        #expect(try run(3, namespace: "demo", user: codes[4].1).0 == .exit(0))
    }

    @Test func checks() throws {
        let fine = try PolicyFile.run(["check"], PolicyFile.sample)
        #expect(fine.0 == .exit(0))
        #expect(fine.1.hasPrefix("p.yaml: no mistakes; it changes "))
        let one = try PolicyFile.run(
            ["check"], "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\nrules: {wipe-out: off}\n")
        #expect(one.1 == "p.yaml: no mistakes; it changes 1 rule\n")
        let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"
        #expect(try PolicyFile.run(["check"], head).1 == "p.yaml: no mistakes; it changes nothing\n")
        let warned = try PolicyFile.run(["check"], head + "warnOnly: {users: [a], groups: [b, c]}\n")
        #expect(
            warned.1 == "p.yaml: no mistakes; it warns, instead of denying, the requesters that 3 patterns match\n")
        let warning = try PolicyFile.run(["check"], head + "enforcement: warn\nrules: {wipe-out: off}\n")
        #expect(warning.1 == "p.yaml: no mistakes; it denies nothing and changes 1 rule\n")
        #expect(
            try PolicyFile.run(["check"], head + "enforcement: deny\n").1
                == "p.yaml: no mistakes; it changes nothing\n")
        let both = try PolicyFile.run(["check"], head + "rules: {wipe-out: off}\nwarnOnly: {serviceAccounts: [a/b]}\n")
        #expect(
            both.1
                == "p.yaml: no mistakes; it changes 1 rule and warns, instead of denying, the requesters that 1 pattern "
                + "matches\n")
        let wrong = try PolicyFile.run(["check"], PolicyFile.sample + "warnonly: {}\n")
        #expect(wrong.0 == .exit(1))
        #expect(
            wrong.1 == "p.yaml:13:1: error: warnonly: Invalid value: {}: unknown field; did you mean \"warnOnly\"?\n")
        #expect(wrong.2 == "")
        // All mistakes are listed, in the file's order.
        let more = try PolicyFile.run(["check"], PolicyFile.sample + "warnonly: {}\nrulez: {}\n").1.split(
            separator: "\n")
        #expect(
            more.map { String($0.prefix { $0 != "I" }) } == [
                "p.yaml:13:1: error: warnonly: ", "p.yaml:14:1: error: rulez: ",
            ])
    }

    /// The keys are a promise to programs.
    @Test func checksForPrograms() throws {
        let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"
        let fine = try PolicyFile.run(
            ["check", "-o", "json"], head + "rules: {wipe-out: off}\nwarnOnly: {groups: [b]}\n")
        #expect(fine.0 == .exit(0))
        #expect(
            fine.1
                == #"{"file":"p.yaml","valid":true,"mistakes":[],"changedRules":["wipe-out"],"ignorableRules":[],"requesterPatterns":1,"denies":true}"#
                + "\n")
        let wrong = try PolicyFile.run(["check", "-o", "json"], head + "ruls: {}\n")
        #expect(wrong.0 == .exit(1))
        #expect(
            wrong.1 == """
                {"file":"p.yaml","valid":false,"mistakes":[{"message":"ruls: Invalid value: {}: unknown field; did you mean \
                \\"rules\\"?","line":3,"column":1}]}

                """)
    }

    /// The policy in the manifests changes nothing until an operator edits it.
    @Test func theShippedPolicyIsAPolicy() throws {
        _ = try Policy(yaml: Array(Repository.text(of: "manifests/base/policy.yaml").utf8))
    }
}
