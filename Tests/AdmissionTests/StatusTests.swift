import Admission
import TestSupport
import Testing

/// Operators and clients rely on these parts of an answer without a verdict.
@Suite struct StatusTests {
    /// `metav1.StatusReason` of Kubernetes' own answers.
    @Test(arguments: [
        (400, "BadRequest"), (404, "NotFound"), (405, "MethodNotAllowed"), (408, "Timeout"),
        (413, "RequestEntityTooLarge"), (415, "UnsupportedMediaType"), (422, "Invalid"), (500, "InternalError"),
        (503, "ServiceUnavailable"), (418, ""),
    ])
    func reasons(code: Int, reason: String) throws {
        let status = Status(code: code, message: "m")
        #expect(status.reason == reason)
        #expect(
            try JSONValue(parsing: status.json) == [
                "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": "m",
                "reason": .string(reason), "code": .number(String(code)),
            ])
    }

    /// The memory that a review reserves before it starts: 16 times its length, and 1 KiB for each byte of it up to 24
    /// MiB.
    @Test(arguments: [
        (0, 0), (1, 1040), (1000, 1_040_000), (24_576, 25_559_040), (24_577, 25_165_824 + 393_232),
        (8 << 20, 159_383_552),
    ])
    func memory(count: Int, bytes: Int) {
        #expect(Reviewer.memory(forReviewOf: count) == bytes)
    }

    @Test(arguments: [(0, 65_536), (24 << 20, 65_536), (26 << 20, 131_072), (152 << 20, 8 << 20)])
    func largestReview(memory: Int, count: Int) {
        #expect(Reviewer.largestReview(within: memory) == count)
        if count > 65_536 { #expect(Reviewer.memory(forReviewOf: count) <= memory) }
    }
}
