import KubeStash
import TestSupport
import Testing

/// Whose requests a policy warns instead of denying them.
struct RequestersTests {
    private func isWarned(_ patterns: String, user: String, groups: [String] = []) throws -> Bool {
        try policy("warnOnly: \(patterns)").warnsOnly(user: user, groups: groups)
    }

    private static let operatorName = "system:serviceaccount:kubestash:kubestash-kubestash-operator"

    @Test(
        arguments: [
            ("{serviceAccounts: [kubestash/kubestash-kubestash-operator]}", true),
            ("{serviceAccounts: [\"*/*-kubestash-operator\"]}", true),
            ("{serviceAccounts: [\"stash*/kubestash-kubestash-operator\"]}", false),
            ("{serviceAccounts: [\"kubestash/kubestash\"]}", false),
            ("{users: [\"system:serviceaccount:kubestash:*\"]}", true),
            ("{users: [\"system:serviceaccount:kube?tash:kubestash-*\"]}", true),
            // No star reaches over a colon, so that a pattern always has as many parts as the names that it means.
            ("{users: [\"system:*\"]}", false), ("{users: [\"*operator\"]}", false),
            ("{users: [\"system?serviceaccount:kubestash:*\"]}", false),
            ("{groups: [\"system:serviceaccounts:kubestash\"]}", true),
            ("{groups: [\"system:serviceaccounts:other\", \"system:*:kubestash\"]}", true),
            ("{}", false), ("{users: []}", false), ("", false),
        ] as [(String, Bool)])
    func patterns(_ patterns: String, isMeant: Bool) throws {
        let groups = ["system:authenticated", "system:serviceaccounts:kubestash"]
        #expect(try isWarned(patterns, user: Self.operatorName, groups: groups) == isMeant)
        #expect(try !isWarned(patterns, user: "jane", groups: ["developers"]))
        #expect(try !isWarned(patterns, user: "", groups: []))
    }

    /// A pattern that everybody matches would be a policy that denies nobody.
    @Test(arguments: [
        ("{users: [\"*\"]}", "warnOnly.users[0]: Invalid value: \"*\": everybody would be meant: "),
        ("{groups: [\"**\"]}", "warnOnly.groups[0]: Invalid value: \"**\": everybody would be meant: "),
        ("{users: [\"?*\"]}", "everybody would be meant: "),
        ("{users: [\"system:serviceaccount:*:*\"]}", "everybody would be meant: "),
        ("{groups: [\"system:auth*\"]}", "everybody would be meant: "),
        ("{groups: [\"system:serviceaccounts\"]}", "everybody would be meant: "),
        ("{serviceAccounts: [\"*/?*\"]}", "must say which service accounts of the namespace are meant"),
        ("{serviceAccounts: [\"kubestash/*\"]}", "must say which service accounts of the namespace are meant"),
        ("{serviceAccounts: [operator]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"a/b/c\"]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"a//b\"]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"/b\"]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"a b/c\"]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"a/\"]}", "must be a namespace and a name with a slash between them"),
        ("{serviceAccounts: [\"system:serviceaccount:a:b\"]}", "must be a namespace and a name with a slash"),
        ("{serviceAccount: [a/b]}", "unknown field; did you mean \"serviceAccounts\"?"),
        ("[a/b]", "warnOnly: Invalid value: [\"a/b\"]: must be an object"),
    ])
    func mistakes(_ patterns: String, says: String) {
        let found = KubeStashTests.mistakes(below: "warnOnly: \(patterns)")
        #expect(found.count == 1 && found.first?.contains(says) == true, "\(found)")
    }
}

/// The length of a pattern is limited, as every request is compared with it.
struct RequesterLengthTests {
    @Test(arguments: [
        ("users", "", "must have at most 1024 bytes"), ("groups", "", "must have at most 1024 bytes"),
        ("serviceAccounts", "a/", "must be a namespace and a name with a slash"),
    ])
    func longest(list: String, start: String, says: String) {
        func found(_ length: Int) -> [String] {
            let pattern = start + String(repeating: "x", count: length - start.utf8.count)
            return mistakes(below: "warnOnly: {\(list): [\(pattern)]}")
        }
        #expect(found(1024) == [])
        #expect(found(1025).count == 1 && found(1025).first?.contains(says) == true)
    }
}

/// The level of all rules that may be set, at once.
struct AllRulesTests {
    /// Breaks schedule-never-fires, an error that may be lowered, and required-field, which may not.
    private let broken = valid([("spec/sessions/0/scheduler/schedule", "0 0 30 2 *"), ("spec/target/name", nil)])

    private func levels(_ text: String, in namespace: String? = "demo") throws -> Set<String> {
        Set(
            try findings(broken, under: policy(text), in: namespace).map {
                $0.split(separator: " ").prefix(2).joined(separator: " ")
            })
    }

    @Test(
        arguments: [
            ("", ["error schedule-never-fires", "error required-field"]),
            ("rules: {\"*\": warning}", ["warning schedule-never-fires", "error required-field"]),
            ("rules: {\"*\": off}", ["error required-field"]),
            // A rule that is named beside it keeps its own level, in whatever order.
            (
                "rules: {\"*\": off, schedule-never-fires: error}",
                ["error schedule-never-fires", "error required-field"]
            ),
            (
                "rules: {schedule-never-fires: error, \"*\": off}",
                ["error schedule-never-fires", "error required-field"]
            ),
            // A later section goes over an earlier one, with all rules as with one.
            (
                "rules: {schedule-never-fires: off}\nnamespaces: [{match: [demo], rules: {\"*\": warning}}]",
                ["warning schedule-never-fires", "error required-field"]
            ),
            (
                "rules: {\"*\": off}\nnamespaces: [{match: [demo], rules: {schedule-never-fires: warning}}]",
                ["warning schedule-never-fires", "error required-field"]
            ),
            (
                "rules: {\"*\": off}\nnamespaces: [{match: [other], rules: {\"*\": error}}]", ["error required-field"]
            ),
        ] as [(String, Set<String>)])
    func level(_ text: String, expected: Set<String>) throws {
        #expect(try levels(text) == expected)
    }

    /// The parameters of a policy are rules as well, and what they cover is not warned of twice.
    @Test func parameters() throws {
        let text = "rules: {\"*\": warning}\nparameters: {encryptionRequired: true}\n"
        let bare = valid([("spec/sessions/0/repositories/0/encryptionSecret", nil)])
        let found = try findings(bare, under: policy(text)).filter { $0.contains("encryption") }
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("warning policy-encryption-required ") == true, "\(found)")
        let off = "rules: {\"*\": off}\nparameters: {encryptionRequired: true}\n"
        #expect(try findings(bare, under: policy(off)) == [])
    }

    @Test(arguments: [
        ("rules: {\"*\": warn}", "3:14 rules[*]: Unsupported value: \"warn\": supported values: "),
        (
            "minimumInterval: 5m",
            "3:1 minimumInterval: Invalid value: \"5m\": unknown field; it belongs under parameters"
        ),
        (
            "schedule-never-fires: off",
            "3:1 schedule-never-fires: Invalid value: false: unknown field; rules belong under rules"
        ),
        (
            "parameters: {policy-min-interval: 5m}",
            "3:14 parameters.policy-min-interval: Invalid value: \"5m\": unknown field; its parameter is minimumInterval"
        ),
        (
            "namespaces: [{match: [a], historyLimit: 3}]",
            "3:27 namespaces[0].historyLimit: Invalid value: 3: unknown field; it belongs under parameters"
        ),
        (
            "rules: {minimumInterval: warning}",
            "3:9 rules[minimumInterval]: Not found: \"minimumInterval\": there is no such rule; "
                + "did you mean \"policy-min-interval\"?"
        ),
    ])
    func mistakes(_ text: String, says: String) {
        #expect(
            KubeStashTests.mistakes(below: text).first?.hasPrefix(says) == true,
            "\(KubeStashTests.mistakes(below: text))")
    }
}
