import KubeStash
import Schema
import TestSupport
import Testing

/// A policy sets the severity of findings, for all namespaces or for some.
@Suite struct PolicyTests {
    /// An object that breaks the rule schedule-never-fires, which Kubernetes itself does not check.
    private let broken = valid([("spec/sessions/0/scheduler/schedule", "0 0 30 2 *")])

    private func severity(under text: String, in namespace: String?) throws -> String? {
        let found = try findings(broken, under: policy(text), in: namespace)
        #expect(found.count <= 1)
        return found.first?.split(separator: " ").first.map(String.init)
    }

    @Test func nothingChangesWithoutAPolicy() throws {
        #expect(try findings(broken, under: .default).count == 1)
        #expect(try severity(under: "", in: "demo") == "error")
        #expect(try severity(under: "rules:\nparameters:\nnamespaces: []\n", in: "demo") == "error")
    }

    /// YAML 1.1 reads the plain words off, no and false as one boolean, and "off" as a text.
    @Test(
        arguments: [
            ("error", "error"), ("warning", "warning"), ("off", nil), ("\"off\"", nil), ("'warning'", "warning"),
        ] as [(String, String?)])
    func aRuleGetsItsLevel(_ level: String, severity: String?) throws {
        #expect(try self.severity(under: "rules: {schedule-never-fires: \(level)}", in: "demo") == severity)
    }

    @Test func otherRulesKeepTheirLevels() throws {
        #expect(try severity(under: "rules: {policy-deletion-policy: off}", in: "demo") == "error")
    }

    /// A section for a namespace takes precedence over the general one, and a later section over an earlier one.
    @Test(
        arguments: [
            ("demo", "warning"), ("dev-1", nil), ("dev-special", "error"), ("dev", "warning"), ("", "warning"),
            (nil, "warning"),
        ] as [(String?, String?)])
    func sectionsHaveAPrecedence(_ namespace: String?, severity: String?) throws {
        let text = """
            namespaces:
              - match: ["dev-*", sandbox]
                rules: {schedule-never-fires: off}
              - match: [dev-special]
                rules: {schedule-never-fires: error}
              - match: ["dev-*"]
                rules: {policy-deletion-policy: off}
            rules: {schedule-never-fires: warning}
            """
        #expect(try self.severity(under: text, in: namespace) == severity)
    }

    /// A section holds for named namespaces only: for an object whose namespace is not known, the general one does.
    @Test(arguments: [("demo", "error"), ("", "warning"), (nil, "warning")] as [(String?, String?)])
    func sectionsNeedANamespace(_ namespace: String?, severity: String?) throws {
        let text = """
            rules: {schedule-never-fires: warning}
            namespaces: [{match: ["*"], rules: {schedule-never-fires: error}}]
            """
        #expect(try self.severity(under: text, in: namespace) == severity)
    }

    /// Each parameter is resolved by itself, so a section that sets one leaves the others as they are.
    @Test func parametersAreResolvedOneByOne() throws {
        let strict = try policy(
            """
            parameters: {historyLimit: 2, forbiddenDeletionPolicies: [Retain, WipeOut]}
            namespaces:
              - match: [a]
                parameters: {historyLimit: 10}
              - match: [a, b]
                parameters: {forbiddenDeletionPolicies: []}
            """)
        func rules(_ namespace: String) throws -> Set<String> {
            Set(try findings(valid, under: strict, in: namespace).map { String($0.split(separator: " ")[1]) })
        }
        #expect(try rules("other") == ["policy-history-limit", "policy-deletion-policy"])
        #expect(try rules("a") == [])
        #expect(try rules("b") == ["policy-history-limit"])
    }

    @Test func aParametersRuleHasALevel() throws {
        let text = "rules: {policy-history-limit: warning}\nparameters: {historyLimit: 2}\n"
        #expect(try findings(valid, under: policy(text)).allSatisfy { $0.hasPrefix("warning policy-history-limit ") })
        #expect(try !findings(valid, under: policy(text)).isEmpty)
        let off = text + "namespaces: [{match: [demo], rules: {policy-history-limit: off}}]"
        #expect(try findings(valid, under: policy(off)) == [])
    }

    /// If the object's own namespace is unknown, `.` does not allow a storage with a namespace.
    @Test func anUnknownNamespaceMatchesNoOther() throws {
        let own = try policy("parameters: {allowedStorageNamespaces: [.]}")
        let object = valid([("spec/backends/0/storageRef/namespace", "other")])
        for namespace in [nil, "demo"] { #expect(try findings(object, under: own, in: namespace).count == 1) }
        let unnamed = valid([("spec/backends/0/storageRef/namespace", nil)])
        for namespace in [nil, "demo"] { #expect(try findings(unnamed, under: own, in: namespace) == []) }
    }

    /// A parameter turns its rule on, in any section.
    @Test func parametersChangeTheirRules() throws {
        #expect(try policy("parameters: {historyLimit: 3}").changedRules.map(\.rawValue) == ["policy-history-limit"])
        let exception = try policy("namespaces: [{match: [a], parameters: {encryptionRequired: true}}]")
        #expect(exception.changedRules.map(\.rawValue) == ["policy-encryption-required"])
    }
}

/// The namespaces that a pattern matches.
@Suite struct NamespacePatternTests {
    /// The longest useful pattern has a star at both ends and between all characters of a name.
    @Test func length() throws {
        let longest = String(repeating: "a", count: 127)
        _ = try policy("namespaces: [{match: [\(longest)]}]")
        #expect(mistakes(below: "namespaces: [{match: [\(longest)a]}]").count == 1)
    }

    @Test(arguments: [
        ("*", ["a", "demo", "x-1"], []),
        ("demo", ["demo"], ["demo1", "dem", "xdemo"]),
        ("dev-*", ["dev-", "dev-a", "dev-a-b"], ["dev", "xdev-a"]),
        ("*-dev", ["a-dev", "-dev", "a-dev-dev"], ["dev", "a-dev-b"]),
        ("team-?", ["team-a", "team-1"], ["team-", "team-ab"]),
        ("a*b*c", ["abc", "aXXbYYc", "abbbcc"], ["acb", "ab", "abcd"]),
        ("*a*a*a*", ["aaa", "baaab"], ["aa", "bbb"]),
        ("?*?", ["ab", "abc"], ["a"]),
    ])
    func matches(_ pattern: String, yes: [String], no: [String]) throws {
        let lenient = try policy(
            "rules: {schedule-never-fires: off}\nnamespaces: [{match: [\"\(pattern)\"], rules: {schedule-never-fires: error}}]"
        )
        let broken = valid([("spec/sessions/0/scheduler/schedule", "0 0 30 2 *")])
        for name in yes { #expect(try findings(broken, under: lenient, in: name.lowercased()).count == 1, "\(name)") }
        for name in no { #expect(try findings(broken, under: lenient, in: name) == [], "\(name)") }
    }

    /// A pattern with many stars must not take exponential time over a name that almost matches.
    @Test func manyStarsAreCheap() throws {
        let pattern = String(repeating: "a*", count: 60) + "b"
        let lenient = try policy("namespaces: [{match: [\"\(pattern)\"], rules: {schedule-never-fires: off}}]")
        let name = String(repeating: "a", count: 63)
        #expect(try findings(valid, under: lenient, in: name) == [])
    }
}
