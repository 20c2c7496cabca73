import KubeStash
import Schema
import TestSupport
import Testing

@testable import stashgate

/// The words that a shell offers at the Tab key, with the script of `--generate-completion-script`.
struct CompletionTests {
    /// The words that bash offers for the last of some words, in a folder with some files.
    private func offers(_ words: [String]) throws -> Set<String> {
        let folder = try TemporaryFolder()
        for file in ["a.yaml", "b.json", "c.pem"] { try folder.write("", to: file) }
        let quoted = words.map(Repository.quoted).joined(separator: " ")
        try folder.write(
            """
            source ./script
            mkdir folder
            COMP_WORDS=(stashgate \(quoted)) COMP_CWORD=\(words.count) COMP_LINE='stashgate \(words.joined(separator: " "))'
            COMP_POINT=${#COMP_LINE}
            _stashgate stashgate "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """, to: "test.bash")
        let stashgate = Repository.quoted(try ChildProcess.product("stashgate"))
        let output = try Repository.output(
            of: """
                cd \(Repository.quoted(folder.path))
                \(stashgate) --generate-completion-script bash > script
                PATH="$(dirname \(stashgate)):$PATH" bash test.bash
                """)
        return Set(output.split(separator: "\n").map(String.init)).subtracting(["script", "test.bash"])
    }

    private static let isThere = Repository.has(command: "bash")

    @Test(
        "files complete as files, folders as folders, rules as rules",
        .enabled(if: isThere, "there is no bash on this machine"),
        arguments: [
            (["serve", "--tls-cert", ""], ["a.yaml", "b.json", "c.pem", "folder"]),
            (["serve", "--tls-key", ""], ["a.yaml", "b.json", "c.pem", "folder"]),
            (["serve", "--client-ca", ""], ["a.yaml", "b.json", "c.pem", "folder"]),
            (["serve", "--config", ""], ["a.yaml", "b.json", "folder"]),
            (["review", "--config", ""], ["a.yaml", "b.json", "folder"]),
            (["review", "--webhook", "mutate", ""], ["a.yaml", "b.json", "folder"]),
            (["default", ""], ["a.yaml", "b.json", "folder"]),
            (["default", "-o", ""], ["yaml", "json", "patch", "diff"]),
            (["review", "--old", ""], ["a.yaml", "b.json", "folder"]),
            (["review", "--operation", ""], ["create", "update", "delete"]),
            (["policy", "sh"], ["show"]), (["policy", "check", ""], ["a.yaml", "b.json", "folder"]),
            (["policy", "show", "--output", ""], ["text", "json"]),
            (["certs", "--out", ""], ["folder"]),
            (["serve", "--log-format", ""], ["json", "text"]),
            (["serve", "--tls-min-version", ""], ["1.2", "1.3"]),
            (["rules", "wipe"], ["wipe-out"]),
            (["sch"], ["schedule", "schema"]), (["schema", "retention"], ["retentionpolicy"]),
            (["schedule", "--calendar", ""], ["day", "week"]), (["schedule", "-o", ""], ["text", "json", "svg"]),
            (["schedule", "-f", ""], ["a.yaml", "b.json", "folder"]),
            (["lint", "--config", ""], ["a.yaml", "b.json", "folder"]),
            (["lint", "--output", "s"], ["sarif"]), (["lint", "-o", "g"], ["github", "gitlab"]),
            (["audit", "-o", "s"], ["sarif"]),
            (["audit", "--kubeconfig", ""], ["a.yaml", "b.json", "c.pem", "folder"]),
            (["lint", "--color", ""], ["auto", "always", "never"]),
            (["lint", "--select", "unused-i"], ["unused-ignore"]), (["lint", "--ignore", "wipe"], ["wipe-out"]),
            (["lint", "--", ""], ["a.yaml", "b.json", "folder"]),
            (["crd", "hook"], ["hooktemplate"]),
            (["manifests", "--kind", "backupb"], ["backupbatch", "backupblueprint"]),
            (["manifests", "--failure-policy", ""], ["Fail", "Ignore"]),
            (["manifests", "--ca", ""], ["a.yaml", "b.json", "c.pem", "folder"]),
            (["explain", "spec.pau"], ["spec.paused"]),
            (["explain", "spec.sess"], ["spec.sessions", "spec.sessions."]),
            (
                ["explain", "retentionpolicy.spec.us"],
                ["retentionpolicy.spec.usagePolicy", "retentionpolicy.spec.usagePolicy."]
            ),
            (["explain", "hook"], ["hooktemplate", "hooktemplate."]),
            (["explain", "sta"], ["status", "status."]),
            (["explain", "policy.par"], ["policy.parameters", "policy.parameters."]),
        ])
    func bash(_ words: [String], offered: [String]) throws {
        #expect(try offers(words) == Set(offered))
    }

    @Test(
        "every rule is offered", .enabled(if: isThere, "there is no bash on this machine"),
        arguments: [["rules", ""], ["lint", "--select", ""], ["audit", "--ignore", ""]])
    func rules(_ words: [String]) throws {
        #expect(try offers(words) == Set((RuleCatalog.all + LintRules.all).map(\.id.rawValue)))
    }

    @Test("other shells offer the same", arguments: [("zsh", ":file:_files'"), ("fish", "-fka '")])
    func others(_ shell: String, file: String) throws {
        let process = try ChildProcess(ChildProcess.product("stashgate"), ["--generate-completion-script", shell])
        #expect(process.waitForEnd() == .exit(0))
        #expect(process.output.contains(file))
        // The script asks the program for rules, as that of bash does.
        for asked in ["rules -- positional@0", "lint -- --select", "audit -- --ignore"] {
            #expect(process.output.contains("---completion \(asked)"))
        }
    }
}
