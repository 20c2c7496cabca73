import KubeStash
import Schema
import Testing

/// A policy names the rules that an annotation may ignore; without it, none can be.
struct IgnorableRulesTests {
    @Test(arguments: [
        ("ignorable: [wipe-out]", nil),
        ("ignorable: [\"*\"]", nil),
        ("ignorable: [\"policy-*\", \"?ither-day\"]", nil),
        ("ignorable: []", nil),
        ("ignorable: null", nil),
        (
            "ignorable: [wipe-outs]",
            "3:13 ignorable[0]: Not found: \"wipe-outs\": there is no such rule; did you mean \"wipe-out\"?"
        ),
        (
            "ignorable: [nonsense]",
            "3:13 ignorable[0]: Not found: \"nonsense\": there is no such rule; see stashgate rules"
        ),
        ("ignorable: [\"x-*\"]", "3:13 ignorable[0]: Not found: \"x-*\": there is no such rule; see stashgate rules"),
        (
            "ignorable: [all]", "3:13 ignorable[0]: Not found: \"all\": there is no such rule; did you mean \"*\"?"
        ),
        (
            "ignorable: [wrong-type]",
            "3:13 ignorable[0]: Forbidden: \"wrong-type\" cannot be ignored: Kubernetes or KubeStash itself refuses such an "
                + "object"
        ),
        // Every rule that it matches is mandatory.
        (
            "ignorable: [\"wrong-*\"]",
            "3:13 ignorable[0]: Forbidden: \"wrong-*\" cannot be ignored: Kubernetes or KubeStash itself refuses such an "
                + "object"
        ),
        (
            "ignorable: [unused-ignore]",
            "3:13 ignorable[0]: Forbidden: \"unused-ignore\" is a rule of stashgate lint alone"
        ),
        (
            "ignorable: wipe-out",
            "3:12 ignorable: Invalid value: \"wipe-out\": must be a list, even of one item"
        ),
        ("ignorabel: []", "3:1 ignorabel: Invalid value: []: unknown field; did you mean \"ignorable\"?"),
        (
            "namespaces: [{match: [a], ignorable: [wrong-type]}]",
            "3:39 namespaces[0].ignorable[0]: Forbidden: \"wrong-type\" cannot be ignored: Kubernetes or KubeStash itself "
                + "refuses such an object"
        ),
    ])
    func mistake(_ body: String, mistake: String?) {
        #expect(mistakes(below: body) == [mistake].compactMap { $0 })
    }

    /// A section for namespaces overrides the general one, and one that does not say leaves it.
    @Test func precedence() throws {
        let policy = try policy(
            """
            ignorable: [wipe-out]
            namespaces:
            - {match: [a, b], ignorable: ["*"]}
            - {match: [b], ignorable: []}
            - {match: [c], rules: {wipe-out: error}}
            - {match: [a], ignorable: null}

            """)
        func ignorable(_ namespace: String?) -> [Bool] {
            let settings = policy.settings(for: namespace)
            return ["wipe-out", "either-day", "wrong-type", "no-rule"].map {
                settings.mayIgnore(RuleID(rawValue: $0))
            }
        }
        #expect(ignorable(nil) == [true, false, false, false])
        // Not even a star lets a mandatory rule be ignored.
        #expect(ignorable("a") == [true, true, false, false])
        #expect(ignorable("b") == [false, false, false, false])
        #expect(ignorable("c") == [true, false, false, false])
        #expect(policy.settings(for: "b").limitsIgnores && !PolicySettings.default.limitsIgnores)
        #expect(!PolicySettings.default.mayIgnore(RuleID(rawValue: "wipe-out")))
    }
}
