import Admission
import Allocations
import Document
import TestSupport

/// Counts the allocations of a review, whose number must not grow with the number of fields.
enum AllocationCounts {
    static func printTable() throws {
        print("allocations of a review                       values   parse  validate  mutate")
        for count in [10, 100, 1000] {
            try printRow("\(count) sessions", GrowingReview.review(ofSessions: count))
        }
        for count in [10, 100, 1000] {
            try printRow("\(count) variables", GrowingReview.review(ofVariables: count))
        }
        for name in ["minimal-create-mutate", "full-create-validate"] { try printRow(name, Fixtures.review(name)) }
    }

    private static func printRow(_ name: String, _ body: [UInt8]) throws {
        let reviewer = Reviewer()
        let columns = [
            Column.padded(name, 42, toRight: false),
            Column.padded(String(try Document(json: body).nodeCount), 9),
            Column.padded(String(allocations { try? Document(json: body).nodeCount }), 7),
            Column.padded(String(allocations { reviewer.review(body, by: .validate).body.count }), 9),
            Column.padded(String(allocations { reviewer.review(body, by: .mutate).body.count }), 7),
        ]
        print(columns.joined(separator: " "))
    }

    /// The allocations of one call, after a first call that may have made shared values.
    private static func allocations(_ work: () -> Int?) -> UInt64 {
        guard work() != nil else { return 0 }
        let before = allocations_count()
        _ = work()
        return allocations_count() - before
    }
}
