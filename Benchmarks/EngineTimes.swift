import Admission
import Cron
import Document
import KubeStash
import TestSupport

/// Times the engine on one core, in CPU time.
struct EngineTimes {
    /// The texts that the name of a measurement must contain, all of them, for it to run.
    let names: [String]

    init(named names: [String]) {
        self.names = names
    }

    func printTable() throws {
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
            let body = try GrowingReview.review(ofSessions: count)
            measure("parse \(count) sessions", bytes: body.count) { try? Document(json: body).nodeCount }
            for webhook in Webhook.allCases { measure(webhook, "\(count) sessions", body) }
            // Every session meets every other in one repository: the worst case for the rules that compare sessions.
            let meeting = try GrowingReview.review(ofSessions: count, inOneRepository: true)
            measure(.validate, "\(count) sessions that meet", meeting)
        }
        let review = try LargeCluster.review()
        measure(.validate, "a new object alone", review)
        measure(.validate, "a new object beside a large cluster", review, in: try LargeCluster.objects().snapshot)
        let expression = "*/15 9-17/2 * 1-6,9-12 mon-fri"
        measure("parse a schedule", bytes: expression.utf8.count) {
            try? Schedule(utf8: expression.utf8.span).hashValue
        }
    }

    /// Answers one review many times, for a profiler.
    static func answer(_ file: String, by webhook: Webhook, times: Int) throws {
        let body = try TemporaryFolder.read(file)
        let reviewer = Reviewer()
        for _ in 0..<times { _ = reviewer.review(body, by: webhook) }
    }

    /// Answers the review of a new object beside a large cluster many times, for a profiler; alone if it is not wanted.
    static func answerNewObject(besideCluster isBeside: Bool, times: Int) throws {
        let body = try LargeCluster.review()
        let reviewer = Reviewer()
        let inventory = isBeside ? try LargeCluster.objects().snapshot : .unknown
        for _ in 0..<times { _ = reviewer.review(body, by: .validate, in: inventory) }
    }

    private func measure(_ webhook: Webhook, _ name: String, _ body: [UInt8], in inventory: Inventory = .unknown) {
        let reviewer = Reviewer()
        measure("\(webhook) \(name)", bytes: body.count) {
            reviewer.review(body, by: webhook, in: inventory).body.count
        }
    }

    /// Prints the best of several rounds; the slower ones also measure the machine's other work.
    private func measure(_ name: String, bytes: Int, _ work: () -> Int?) {
        guard names.allSatisfy({ name.contains($0) }) else { return }
        var times = 1
        var best = Double.infinity
        for round in 0..<7 {
            let start = CPUClock.now
            for _ in 0..<times where work() == nil { print("\(name) failed") }
            let seconds = CPUClock.now - start
            best = min(best, seconds / Double(times))
            // The first rounds determine how often the work fits into a tenth of a second.
            if round < 2 { times = max(1, Int(Double(times) * 0.1 / max(seconds, 1e-6))) }
        }
        let columns = [
            Column.padded(name, 40, toRight: false), Column.padded(String(bytes), 9),
            Column.padded(Column.fixed(best * 1e6), 10), Column.padded(Column.fixed(Double(bytes) / best / 1e6), 8),
        ]
        print(columns.joined(separator: " "))
    }
}
