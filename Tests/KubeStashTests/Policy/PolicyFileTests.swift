import KubeStash
import Schema
import Testing

/// A mistake in a policy file is reported with its line and column and a suggestion.
@Suite struct PolicyFileTests {
    @Test func theShortestFileIsAPolicy() {
        #expect(mistakes(below: "") == [])
        #expect(mistakes(#"{"apiVersion": "stashgate.dev/v1alpha1", "kind": "Policy"}"#) == [])
    }

    @Test(arguments: [
        ("", "1:1 the file is empty; the shortest policy is apiVersion: stashgate.dev/v1alpha1 and kind: Policy"),
        (
            "# nothing\n",
            "1:1 the file is empty; the shortest policy is apiVersion: stashgate.dev/v1alpha1 and kind: Policy"
        ),
        // A document of nothing but null is as empty as none.
        (
            "--- # nothing\n",
            "1:1 the file is empty; the shortest policy is apiVersion: stashgate.dev/v1alpha1 and kind: Policy"
        ),
        ("text", "1:1 object: Invalid value: \"text\": must be an object"),
        ("kind: Policy", "1:1 apiVersion: Required value: must be \"stashgate.dev/v1alpha1\""),
        ("apiVersion: stashgate.dev/v1alpha1", "1:1 kind: Required value: must be \"Policy\""),
        (
            "apiVersion: stashgate.dev/v1\nkind: Policy",
            "1:13 apiVersion: Unsupported value: \"stashgate.dev/v1\": supported values: \"stashgate.dev/v1alpha1\""
        ),
    ])
    func reportsWhatIsNotAPolicy(_ file: String, mistake: String) {
        #expect(mistakes(file) == [mistake])
    }

    @Test func aFileHoldsOneDocument() {
        #expect(mistakes(below: "---\nkind: Policy\n") == ["4:1 the file must hold one document only"])
    }

    @Test func brokenYAMLIsOneMistake() throws {
        let found = mistakes(below: "rules: {schedule-never-fires: off\n")
        #expect(found.count == 1)
        #expect(try #require(found.first).hasPrefix("4:1 "))
        #expect(try #require(mistakes(below: "rules: {}\nrules: {}\n").first).hasPrefix("4:1 "))
    }

    @Test(arguments: [
        ("rule: {}", "3:1 rule: Invalid value: {}: unknown field; did you mean \"rules\"?"),
        (
            "parameters:\n  minimumIntervall: 5m",
            "4:3 parameters.minimumIntervall: Invalid value: \"5m\": unknown field; did you mean \"minimumInterval\"?"
        ),
        (
            "parameters: {minimumInterval: ''}",
            "3:31 parameters.minimumInterval: Invalid value: \"\": must be a duration above zero, such as 15m or 1h30m"
        ),
        ("rules: [a]", "3:8 rules: Invalid value: [\"a\"]: must be an object"),
        (
            "rules:\n  schedule-never-fire: off",
            "4:3 rules[schedule-never-fire]: Not found: \"schedule-never-fire\": there is no such rule; "
                + "did you mean \"schedule-never-fires\"?"
        ),
        (
            "rules:\n  nonsense: off",
            "4:3 rules[nonsense]: Not found: \"nonsense\": there is no such rule; see stashgate rules"
        ),
        (
            "rules:\n  schedule-never-fires: warn",
            "4:25 rules[schedule-never-fires]: Unsupported value: \"warn\": "
                + "supported values: \"error\", \"warning\", \"off\"; did you mean \"warning\"?"
        ),
        (
            "rules:\n  schedule-never-fires: on",
            "4:25 rules[schedule-never-fires]: Unsupported value: true: supported values: \"error\", \"warning\", \"off\""
        ),
        (
            "rules:\n  schedule-never-fires:",
            "4:24 rules[schedule-never-fires]: Unsupported value: \"null\": "
                + "supported values: \"error\", \"warning\", \"off\""
        ),
        (
            "rules: {required-field: off}",
            "3:9 rules[required-field]: Forbidden: it cannot be off: "
                + "Kubernetes or KubeStash could make nothing of what breaks this rule"
        ),
        (
            "namespaces: [{match: [a], rules: {wrong-type: warning}}]",
            "3:35 namespaces[0].rules[wrong-type]: Forbidden: it cannot be warning: "
                + "Kubernetes or KubeStash could make nothing of what breaks this rule"
        ),
        (
            "rules: {policy-min-interval: error}",
            "3:9 rules[policy-min-interval]: Forbidden: nothing would be checked: set parameters.minimumInterval as well"
        ),
        (
            "enforcement: off",
            "3:14 enforcement: Invalid value: false: must be a string"
        ),
        (
            "enforcement: warning",
            "3:14 enforcement: Unsupported value: \"warning\": supported values: \"deny\", \"warn\"; did you mean \"warn\"?"
        ),
        (
            "namespaces: [{match: [a], enforcement: warn}]",
            "3:27 namespaces[0].enforcement: Invalid value: \"warn\": unknown field; it does not belong under namespaces, but beside it"
        ),
        (
            "parameters: {minimumInterval: 15}",
            "3:31 parameters.minimumInterval: Invalid value: 15: must be a string: a duration above zero, such as 15m or 1h30m"
        ),
        (
            "parameters: {minimumInterval: 1d}",
            "3:31 parameters.minimumInterval: Invalid value: \"1d\": must be a duration above zero, such as 15m or 1h30m; "
                + "did you mean \"24h\"?"
        ),
        (
            "rules: {required-field: warn}",
            "3:25 rules[required-field]: Unsupported value: \"warn\": it can be error only: Kubernetes or KubeStash could "
                + "make nothing of what breaks this rule"
        ),
        (
            "parameters: {minimumInterval: 0s}",
            "3:31 parameters.minimumInterval: Invalid value: \"0s\": must be a duration above zero, such as 15m or 1h30m"
        ),
        (
            "parameters: {historyLimit: -1}",
            "3:28 parameters.historyLimit: Invalid value: -1: must be greater than or equal to 0"
        ),
        (
            "parameters: {encryptionRequired: \"yes\"}",
            "3:34 parameters.encryptionRequired: Invalid value: \"yes\": must be true or false, without quotes; did you mean true?"
        ),
        (
            "parameters: {forbiddenDeletionPolicies: [Wipeout]}",
            "3:42 parameters.forbiddenDeletionPolicies[0]: Unsupported value: \"Wipeout\": "
                + "supported values: \"Delete\", \"WipeOut\", \"Retain\"; did you mean \"WipeOut\"?"
        ),
        (
            "parameters: {allowedStorageNamespaces: [Team]}",
            "3:41 parameters.allowedStorageNamespaces[0]: Invalid value: \"Team\": no namespace can match it: "
                + "use lower-case letters, digits and '-', * for any characters and ? for one, "
                + "or . alone for the object's own"
        ),
        (
            "namespaces:\n  - rules: {}",
            "4:5 namespaces[0].match: Required value: at least one pattern must say which namespaces are meant"
        ),
        (
            "namespaces:\n  - match: [\"[ab]\"]",
            "4:13 namespaces[0].match[0]: Invalid value: \"[ab]\": no namespace can match it: "
                + "use lower-case letters, digits and '-', * for any characters and ? for one"
        ),
        (
            "namespaces:\n  - match: [a, \"\"]",
            "4:16 namespaces[0].match[1]: Invalid value: \"\": no namespace can match it: "
                + "use lower-case letters, digits and '-', * for any characters and ? for one"
        ),
        ("namespaces: [null]", "3:14 namespaces[0]: Invalid value: \"null\": must be an object"),
    ])
    func reportsPlaceAndMistake(_ body: String, mistake: String) {
        #expect(mistakes(below: body) == [mistake])
    }

    /// A parameter in one section justifies a level for its rule in any other.
    @Test func aParameterMayBeSetElsewhere() {
        #expect(
            mistakes(
                below: """
                    rules: {policy-min-interval: warning}
                    namespaces: [{match: [prod], parameters: {minimumInterval: 1h}}]
                    """) == [])
        #expect(mistakes(below: "rules: {policy-min-interval: off}") == [])
    }

    /// All mistakes are reported at once, in the order of the file.
    @Test func reportsAllMistakes() {
        let found = mistakes(
            below: "parameters: {historyLimit: x}\nrules: {required-field: off, a: off}\nnamespace: []\n")
        #expect(found.map { String($0.prefix(3)) } == ["3:2", "4:9", "4:3", "5:1"])
    }

    /// A rule that protects Kubernetes itself cannot be lowered, every other one can.
    @Test(arguments: RuleCatalog.all)
    func mandatoryRulesStay(_ rule: RuleInfo) {
        for level in ["warning", "off"] {
            let found = mistakes(
                below: """
                    rules: {\(rule.id): \(level)}
                    parameters: {minimumInterval: 1m, historyLimit: 1, encryptionRequired: true, \
                    forbiddenDeletionPolicies: [], allowedStorageNamespaces: []}
                    """)
            #expect(found.count == (rule.isMandatory ? 1 : 0), "\(found)")
        }
        #expect(Policy.schema.field("rules") != nil)
    }

    /// For any bytes, the result is a policy or a list of mistakes.
    @Test func takesAnyBytes() {
        for bytes: [UInt8] in [[0], [0xFF, 0xFE], Array("{".utf8), Array("\t".utf8), Array("- - - -".utf8)] {
            do throws(PolicyError) {
                _ = try Policy(yaml: bytes)
                Issue.record("\(bytes) is no policy")
            } catch {
                #expect(!error.mistakes.isEmpty)
            }
        }
    }
}
