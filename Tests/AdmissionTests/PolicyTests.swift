import Admission
import Document
import KubeStash
import TestSupport
import Testing

/// A policy decides which findings deny, for the namespace of the request.
@Suite struct PolicyTests {
    private func reviewer(_ yaml: String) throws -> Reviewer {
        Reviewer(policy: try Policy(yaml: Array(yaml.utf8)))
    }

    private static let head = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n"

    /// The three mistakes of the fixture in its namespace, demo.
    @Test(arguments: [
        ("", 3, 0), ("rules: {unknown-backend: warning}", 2, 1), ("rules: {unknown-backend: off}", 2, 0),
        ("namespaces:\n- match: [demo]\n  rules: {unknown-backend: off}", 2, 0),
        ("namespaces:\n- match: [other-*]\n  rules: {unknown-backend: off}", 3, 0),
    ])
    func turnsRulesDownAndOff(_ policy: String, causes: Int, warnings: Int) throws {
        let answer = try reviewer(Self.head + policy).review(
            Fixtures.review("bad-three-ways-create-validate"), by: .validate)
        let reply = try Reply(answer)
        #expect(reply.causes.count == causes)
        #expect(reply.warnings.filter { $0.contains("did you mean that") }.count == warnings)
    }

    /// Requests of the users that a policy names are warned, but for what no policy can lower.
    @Test(arguments: [
        ("{users: [admin]}", true), ("{groups: [system:masters]}", true), ("{users: [other], groups: [others]}", false),
        ("{serviceAccounts: [demo/admin]}", false),
    ])
    func warnsRequesters(_ warned: String, isWarned: Bool) throws {
        var body = try fixture("bad-three-ways-create-validate")
        body["request/userInfo"] = ["username": "admin", "groups": ["system:masters", "system:authenticated"]]
        let reviewer = try reviewer(Self.head + "warnOnly: \(warned)")
        let reply = try Reply(reviewer.review(body.json, by: .validate))
        #expect(reply.isAllowed == isWarned)
        #expect(reply.causes.count == (isWarned ? 0 : 3))
        #expect(reply.warnings.contains { $0.contains("minute 61 is out of range") } == isWarned)
        body["request/object/spec/sessions/0/name"] = nil
        let mandatory = try Reply(reviewer.review(body.json, by: .validate))
        #expect(mandatory.isAllowed == false)
        #expect(mandatory.causes.contains { $0.hasPrefix("spec.sessions[0].name: Required value") })
        #expect(mandatory.causes.count == (isWarned ? 1 : 3))
        // A request without a user, or with a malformed one, matches no pattern.
        body["request/userInfo"] = ["username": 1, "groups": "system:masters"]
        #expect(try Reply(reviewer.review(body.json, by: .validate)).isAllowed == false)
    }
}
