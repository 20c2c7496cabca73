import HTTP
import KubeStash
import Schema
import Testing

@testable import Webhook

/// Answers and findings are counted under their own labels.
struct MetricLabelsTests {
    /// An answer is counted under its code, or under `other` if the webhook never sends that code.
    @Test func unknownCodes() {
        let other = AnsweredCode.index(of: StatusCode(rawValue: 418))
        let known = [200, 400, 404, 405, 408, 413, 414, 415, 417, 431, 500, 501, 503, 504, 505].map {
            AnsweredCode.index(of: StatusCode(rawValue: $0))
        }
        #expect(known == Array(0..<known.count))
        #expect(other == known.count)
    }
}
