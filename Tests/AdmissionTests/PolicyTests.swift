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
}
