import KubeStash
import Schema
import Testing

/// The words of other programs in a policy file, and what was meant by them.
@Suite struct PolicyWordsTests {
    /// Another word for a level is corrected where it is clear; `true` or a number may mean anything.
    @Test(
        arguments: [
            ("warn", "warning"), ("WARN", "warning"), ("warnings", "warning"), ("wrn", "warning"),
            ("Warning", "warning"),
            ("warned", "warning"),
            ("Error", "error"), ("errors", "error"), ("err", "error"), ("deny", "error"), ("denied", "error"),
            ("block", "error"), ("fail", "error"), ("fatal", "error"), ("critical", "error"),
            ("disable", "off"), ("disabled", "off"), ("none", "off"), ("ignore", "off"), ("ignored", "off"),
            ("'no'", "off"), ("never", "off"), ("silent", "off"), ("skip", "off"), ("allow", "off"),
            ("info", nil), ("true", nil), ("1", nil), ("{}", nil), ("strict", nil),
        ] as [(String, String?)])
    func levels(_ word: String, meant: String?) throws {
        let found = mistakes(below: "rules: {wipe-out: \(word)}")
        #expect(found.count == 1)
        let hint = "supported values: \"error\", \"warning\", \"off\""
        #expect(found.first?.hasSuffix(hint + (meant.map { "; did you mean \"\($0)\"?" } ?? "")) == true, "\(found)")
    }

    /// A wrong level of a rule without its parameter is one mistake.
    @Test func levelOfARuleWithAParameter() {
        let found = mistakes(below: "rules: {policy-min-interval: 15m}")
        #expect(found.count == 1)
    }

    @Test(arguments: ["all", "ALL", "'**'", "any", "'.*'", "everything", "default"])
    func allRules(_ word: String) {
        let found = mistakes(below: "rules: {\(word): off}")
        #expect(
            found.count == 1 && found.first?.hasSuffix("there is no such rule; did you mean \"*\"?") == true, "\(found)"
        )
    }

    /// The end of a rule's name, with hyphens or without, and words for the same, where the parameter's name belongs.
    @Test(arguments: [
        ("min-interval", "minimumInterval"), ("minInterval", "minimumInterval"), ("interval", "minimumInterval"),
        ("history-limit", "historyLimit"), ("sessionHistoryLimit", "historyLimit"),
        ("encryption", "encryptionRequired"), ("requireEncryption", "encryptionRequired"),
        ("deletionPolicy", "forbiddenDeletionPolicies"), ("deletion-policies", "forbiddenDeletionPolicies"),
        ("storageNamespaces", "allowedStorageNamespaces"), ("allowedNamespaces", "allowedStorageNamespaces"),
    ])
    func parameters(_ word: String, name: String) {
        let found = mistakes(below: "parameters: {\(word): x}")
        #expect(found.count == 1)
        let hints = ["unknown field; its name is \(name)", "unknown field; did you mean \"\(name)\"?"]
        #expect(hints.contains { found.first?.hasSuffix($0) == true }, "\(found)")
    }
}
