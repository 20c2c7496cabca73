import Admission
import Cron
import Document
import TestSupport

/// Times the engine on one core, in CPU time: run with `swift run -c release Benchmarks`.
@main
struct Benchmarks {
    static func main() throws {
        print("what                                         bytes    µs each     MB/s")
        let reviews = ["minimal-create-mutate", "bad-three-ways-create-validate", "full-create-validate"]
        for name in reviews {
            let body = Fixtures.review(name)
            measure("parse \(name)", bytes: body.count) { try? Document(json: body).nodeCount }
        }
        for name in reviews {
            let body = Fixtures.review(name)
            for webhook in Webhook.allCases { measure(webhook, "\(name)", body) }
        }
        // The cost of a byte must not grow with the object.
        for count in [1, 10, 100, 1000, 10_000] {
            let body = try manySessions(count)
            measure("parse \(count) sessions", bytes: body.count) { try? Document(json: body).nodeCount }
            for webhook in Webhook.allCases { measure(webhook, "\(count) sessions", body) }
            // Every session meets every other in one repository: the worst that the rules which compare sessions can get.
            measure(.validate, "\(count) sessions that meet", try manySessions(count, inOneRepository: true))
        }
        let expression = "*/15 9-17/2 * 1-6,9-12 mon-fri"
        measure("parse a schedule", bytes: expression.utf8.count) {
            try? Schedule(utf8: expression.utf8.span).hashValue
        }
    }

    private static func measure(_ webhook: Webhook, _ name: String, _ body: [UInt8]) {
        let reviewer = Reviewer()
        measure("\(webhook) \(name)", bytes: body.count) { reviewer.review(body, by: webhook).body.count }
    }

    /// Prints the best of several rounds: what is above it is the machine's other business.
    private static func measure(_ name: String, bytes: Int, _ work: () -> Int?) {
        var times = 1
        var best = Double.infinity
        for round in 0..<7 {
            let start = CPUClock.now
            for _ in 0..<times where work() == nil { print("\(name) failed") }
            let seconds = CPUClock.now - start
            best = min(best, seconds / Double(times))
            // The first rounds find out how often the work fits into a tenth of a second.
            if round < 2 { times = max(1, Int(Double(times) * 0.1 / max(seconds, 1e-6))) }
        }
        let columns = [
            padded(name, 40, toRight: false), padded(String(bytes), 9), padded(fixed(best * 1e6), 10),
            padded(fixed(Double(bytes) / best / 1e6), 8),
        ]
        print(columns.joined(separator: " "))
    }

    /// A review of an object with many sessions, each with a repository, its own or all with the same; none is denied.
    private static func manySessions(_ count: Int, inOneRepository: Bool = false) throws -> [UInt8] {
        var review = try JSONValue(parsing: Fixtures.review("minimal-create-validate"))
        let session = review["request/object/spec/sessions/0"] ?? .null
        let sessions = (0..<count).map { index in
            var copy = session
            copy["name"] = .string("session-\(index)")
            copy["repositories/0/encryptionSecret"] = ["name": "key"]
            if !inOneRepository {
                copy["repositories/0/name"] = .string("repository-\(index)")
                copy["repositories/0/directory"] = .string("/demo/\(index)")
            }
            return copy
        }
        review["request/object/spec/sessions"] = .array(sessions)
        return review.json
    }

    private static func padded(_ text: String, _ width: Int, toRight: Bool = true) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return toRight ? space + text : text + space
    }

    private static func fixed(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
