import Admission
import TestSupport
import Testing

@testable import Demo

/// The README must show what `make run` prints; a reader would trust a wrong example.
struct ReadmeTests {
    @Test("the README shows what the demo prints", arguments: Sample.all.indices)
    func demo(index: Int) throws {
        let sample = Sample.all[index]
        let webhook = try #require(Webhook(rawValue: String(sample.path.dropFirst())))
        let review = try Repository.text(of: "\(Sample.folder)/\(sample.file)")
        let answer = try Answer(review: Reviewer().review(Array(review.utf8), by: webhook).body)
        #expect(sample.isExpected(answer))

        let shown = ([sample.heading(number: index + 1)] + answer.lines).joined(separator: "\n")
        #expect(try Repository.text(of: "README.md").contains("\n\(shown)\n"), "the README lacks:\n\(shown)")
    }
}
