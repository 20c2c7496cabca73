import Admission
import TestSupport
import Testing

/// The record of reviews: the whole answer to an AdmissionReview with one value of its envelope changed at a time.
@Suite struct ReviewRecordTests {
    private static let heading = """
        The answers of both webhooks to the reviews in admission-reviews, and to some of them with one value changed at a time
        (except within the objects); `make verdicts` writes this page. Changes with the same answers share them; an answer is
        the code of HTTP and the body.
        """

    /// The reviews of which values are changed.
    private static let changed = [
        "minimal-create-mutate", "minimal-pause-update-validate",
    ]

    @Test func answersAsRecorded() throws {
        var record = ""
        for name in Fixtures.reviews {
            let review = try fixture(name)
            let usual = Self.answers(to: review)
            record += "## \(name)\n\n" + usual.map { "    \($0)\n" }.joined() + "\n"
            guard Self.changed.contains(name) else { continue }
            for site in VerdictSite.all(in: review) where !Self.isInside(site.steps) {
                var answers = VerdictAnswers()
                for change in Self.changes(of: site) {
                    let found = Self.answers(to: change.applied(to: review))
                    answers.add(change.label, zip(found, usual).filter { $0 != $1 }.map(\.0))
                }
                record += "\(site.path.isEmpty ? "review" : site.path)\n\(answers.text)"
            }
        }
        let differences = try RecordedPage("verdicts/reviews", heading: Self.heading).differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }

    /// Whether steps lead into an object, except to what says how it is meant.
    private static func isInside(_ steps: [String]) -> Bool {
        guard steps.count > 2, ["object", "oldObject"].contains(steps[1]) else { return false }
        let known = [["metadata", "name"], ["metadata", "deletionTimestamp"], ["kind"], ["apiVersion"], ["spec"]]
        return !known.contains(Array(steps[2...]))
    }

    private static func changes(of site: VerdictSite) -> [VerdictChange] {
        let values: [JSONValue] = [.null, "x", 5, [:]]
        let removal = site.steps.isEmpty ? [] : [VerdictChange(label: "absent", pointer: site.pointer, value: nil)]
        return removal
            + values.filter { $0 != site.value }.map {
                VerdictChange(label: VerdictChange.label(of: $0), pointer: site.pointer, value: $0)
            }
    }

    private static func answers(to review: JSONValue) -> [String] {
        [Webhook.mutate, .validate].map { webhook in
            let answer = Reviewer().review(review.json, by: webhook)
            return "\(webhook): \(answer.code) \(String(decoding: answer.body, as: UTF8.self))"
        }
    }
}
