import Admission
import System
import TestSupport
import Testing

/// A server without free memory refuses requests that do not fit, and keeps running.
@Suite(.timeLimit(.minutes(30)), .enabled(if: !ChildProcess.isSanitized, "a sanitizer needs the memory itself"))
struct ShortMemoryTests {
    /// Four million bytes whose tree takes about fifty million.
    private static let large = WatchedWebhook.bytes(
        "POST /validate", Array((#"{"a":["# + String(repeating: "1,", count: 1_990_000) + "1]}").utf8))

    private static let live = "GET /livez"

    /// A server with two workers and a given memory budget, to about a megabyte.
    private func webhook(withBudgetOf bytes: Int) throws -> WatchedWebhook {
        let arguments = ["--workers", "2"]
        let usual = try WatchedWebhook(arguments)
        // The stacks of all threads count, and the workers begin after the log says that the server listens: two of the
        // webhook, and one of the monitoring listener.
        #expect(try eventually { try Self.threads(of: usual.process.number).count { $0.hasPrefix("worker-") } == 3 })
        let start = try usual.process.memory("VmData")
        // The memory that its connections leave in the heap is added.
        let margin = (2 * 26 + 4 + 20) << 20
        return try WatchedWebhook(arguments, dataLimit: start + margin + bytes)
    }

    /// The names of the threads of a process.
    private static func threads(of process: Int32) throws -> [String] {
        let folder = "/proc/\(process)/task"
        return try TemporaryFolder.names(in: folder).map {
            String(decoding: try TemporaryFolder.read("\(folder)/\($0)/comm"), as: UTF8.self)
        }
    }

    private func sendLarge(to port: UInt16, trusting authority: [UInt8]) throws -> TestResponse {
        let client = try TLSClient(port: port, trusting: authority)
        try client.send(Self.large)
        return try client.receiveResponse()
    }

    /// A review that might exceed the free memory is refused with a Retry-After, and accepted once there is room again.
    @Test func largeReview() throws {
        let webhook = try webhook(withBudgetOf: 96 << 20)
        #expect(try webhook.ask(Self.live) == 200)
        let holder = try webhook.connect()
        try holder.send(Array(Self.large.dropLast(100)))
        #expect(
            try eventually {
                let refusal = try sendLarge(to: webhook.port, trusting: webhook.authority)
                return refusal.status == 503 && refusal.fields["retry-after"] == "1"
                    && refusal.text.contains("there is no memory for a request of this size")
            })
        #expect(try webhook.ask(Self.live) == 200)
        holder.socket.close()
        #expect(try eventually { try sendLarge(to: webhook.port, trusting: webhook.authority).status == 400 })
        #expect(webhook.process.errors.contains("no memory to answer a request"))
    }

    /// Sessions full of mistakes, as many as fit.
    enum Mistakes: String, CaseIterable {
        case numbers = "0,"
        case empty = "{},"
        case wrongNames = #"{"name":1},"#
        case lists = "[[],[]],"
        case repositories = #"{"repositories":[{},{},{},{},{},{},{},{},{},{}]},"#

        /// An update of an object that already has the mistakes, so that old and new ones are compared.
        func review(bytes: Int) -> [UInt8] {
            let sessions = String(repeating: rawValue, count: bytes / 2 / rawValue.utf8.count)
            return Array(
                String(decoding: Fixtures.review("minimal-update-validate"), as: UTF8.self)
                    .replacing(#""sessions":["#, with: #""sessions":["# + sessions).utf8)
        }
    }

    /// A review takes no more memory than it reserves.
    @Test(arguments: Mistakes.allCases)
    func reservation(mistakes: Mistakes) throws {
        let webhook = try WatchedWebhook(["--workers", "1"])
        #expect(try webhook.ask(Self.live) == 200)
        for bytes in [50_000, 300_000, 2_000_000] {
            let review = mistakes.review(bytes: bytes)
            try #require(review.count > bytes)
            for path in ["/validate", "/mutate"] {
                let before = try webhook.process.memory("VmRSS")
                let isMeasured = webhook.process.forgetPeakMemory()
                #expect(try webhook.ask("POST \(path)", review) == 200)
                let taken = try webhook.process.memory("VmHWM") - before
                // The review is in memory twice when its last part arrives; the rest is for the connection and code
                // that has not run before.
                let besides = 2 * review.count + 4 << 20
                #expect(!isMeasured || taken <= Reviewer.memory(forReviewOf: review.count) + besides)
            }
        }
    }

    /// Several concurrent reviews that fit one by one do not exceed the memory together.
    @Test func largeReviewsTogether() throws {
        // Room for all four bodies, so that none is refused while it arrives, and for one review.
        let webhook = try webhook(withBudgetOf: 122 << 20)
        #expect(try webhook.ask(Self.live) == 200)
        let (port, authority) = (webhook.port, webhook.authority)
        let statuses = Locked<[Int]>([])
        let clients = try (0..<4).map { index in
            try WorkerThread(name: "client-\(index)") {
                for _ in 0..<3 {
                    let status = try? sendLarge(to: port, trusting: authority).status
                    statuses.withLock { $0.append(status ?? 0) }
                }
            }
        }
        for client in clients { client.join() }
        #expect(Set(statuses.withLock { $0 }).isSubset(of: [400, 503]))
        #expect(try webhook.ask(Self.live) == 200)
    }

    /// Many small parts of requests, each below the free share of a connection, do not exceed the memory.
    @Test func unfinishedRequests() throws {
        let webhook = try webhook(withBudgetOf: 20 << 20)
        let first = try webhook.connect()
        let clients = try (0..<150).map { _ in try webhook.connect() }
        let part =
            "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"
        let bytes = Array((part + String(repeating: "[", count: 59_000)).utf8)
        for client in clients { try client.send(bytes) }
        var refusals = 0
        for client in clients where try client.socket.waitForInput(milliseconds: 20) {
            #expect(try client.receiveResponse().status == 503)
            refusals += 1
        }
        #expect(refusals > 0)
        try first.send(WatchedWebhook.bytes(Self.live, []))
        #expect(try first.receiveResponse().status == 200)
    }

    /// New connections wait in the kernel's queue until there is memory for them, and existing ones are served.
    @Test func connections() throws {
        let webhook = try webhook(withBudgetOf: 4 << 20)
        let first = try webhook.connect()
        // Each of them is a handshake that does not start.
        var sockets = try (0..<100).map { _ in try TestSocket(port: webhook.port) }
        _ = try webhook.process.waitForErrors(containing: "there is no memory for more connections")
        try first.send(WatchedWebhook.bytes(Self.live, []))
        #expect(try first.receiveResponse().status == 200)
        let last = try TLSClient(sockets.removeLast(), trusting: webhook.authority)
        sockets = []
        try last.handshake()
        try last.send(WatchedWebhook.bytes(Self.live, []))
        #expect(try last.receiveResponse().status == 200)
    }
}
