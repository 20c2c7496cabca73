import Admission
import KubeStash
import Schema
import TestSupport
import Testing

/// Metrics and log lines are made from the facts beside an answer, so these must be right as well.
@Suite struct AnswerTests {
    private func answer(_ operation: String, spec: String, old: String? = nil) -> Reviewer.Answer {
        let kind = #"{"group":"core.kubestash.com","version":"v1alpha1","kind":"BackupConfiguration"}"#
        let oldObject = old.map { #","oldObject":{"metadata":{"name":"nightly"},"spec":\#($0)}"# } ?? ""
        let review = """
            {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1","kind":\(kind),\
            "operation":"\(operation)","namespace":"shop","name":"nightly","userInfo":{"username":"jo"},\
            "object":{"metadata":{"name":"nightly"},"spec":\(spec)}\(oldObject)}}
            """
        return Reviewer().review(Array(review.utf8), by: .validate)
    }

    private static let twoMistakes = #"{"backends":[{"name":"A"},{"name":"B"}],"sessions":[]}"#

    @Test func aDenialNamesItsRequest() throws {
        let answer = answer("CREATE", spec: Self.twoMistakes)
        let subject = try #require(answer.subject)
        #expect(answer.verdict == .denied)
        #expect([subject.uid, subject.user, subject.namespace, subject.name] == ["u-1", "jo", "shop", "nightly"])
    }

    @Test func findingsAreCountedByRuleAndSeverity() throws {
        let answer = answer("CREATE", spec: Self.twoMistakes)
        let counts = answer.tally.entries.map(\.count).reduce(0, +)
        let causes = try Reply(answer).causes
        let errors = answer.tally.entries.filter { $0.severity == .error }
        #expect(causes.count >= 2)
        #expect(errors.map(\.count).reduce(0, +) == causes.count)
        #expect(counts >= causes.count)
        #expect(Set(answer.tally.entries.map { "\($0.rule) \($0.severity)" }).count == answer.tally.entries.count)
    }

    @Test func forgivenErrorsCountAsWarnings() throws {
        let answer = answer("UPDATE", spec: Self.twoMistakes, old: Self.twoMistakes)
        #expect(answer.verdict == .allowed)
        #expect(answer.subject?.namespace == "shop")
        #expect(!answer.tally.isEmpty)
        #expect(answer.tally.entries.allSatisfy { $0.severity == .warning })
    }

    @Test func aRuleThatDeniesAndForgivesCountsAsBoth() {
        let answer = answer("UPDATE", spec: Self.twoMistakes, old: #"{"backends":[{"name":"A"}],"sessions":[]}"#)
        let counts = answer.tally.entries.filter { $0.rule == RuleInfo.requiredField.id }.map {
            "\($0.severity) \($0.count)"
        }
        #expect(answer.verdict == .denied)
        #expect(counts == ["error 1", "warning 2"])
    }

    @Test func aMissingObjectIsCounted() throws {
        var request = try fixture("bad-three-ways-add-finalizer-update-validate")
        request["request/object"] = nil
        let answer = Reviewer().review(request.json, by: .validate)
        #expect(answer.verdict == .denied)
        #expect(answer.tally.entries.map { "\($0.rule) \($0.severity) \($0.count)" } == ["required-field error 1"])
    }

    @Test(arguments: Operation.allCases)
    func theAnswerHasTheOperation(_ operation: Operation) {
        #expect(answer(operation.rawValue, spec: "{}").operation == operation)
    }

    @Test func aBodyThatIsNotAReviewHasNoOperation() {
        let answer = Reviewer().review(Array("{}".utf8), by: .mutate)
        #expect(answer.verdict == .failed)
        #expect(answer.operation == nil)
        #expect(answer.tally.isEmpty && answer.subject == nil)
    }

    /// The names of the wrong fields contain nothing from the body, unlike the problem, which repeats its values.
    @Test(
        arguments: [
            ("secret", []), ("{\"a\":1,\"a\":2}", []), ("\"secret\"", ["body"]),
            ("{}", ["apiVersion", "kind", "request"]),
            (
                #"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":"secret"}"#,
                ["request"]
            ),
        ] as [(String, [String])])
    func aBodyThatIsNotAReviewHasWrongFields(_ body: String, fields: [String]) {
        let answer = Reviewer().review(Array(body.utf8), by: .validate)
        #expect(answer.verdict == .failed)
        #expect(answer.wrongFields == fields)
    }
}
