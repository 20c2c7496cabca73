import Logging
import Net
import Testing

@testable import Serving

/// A flood of warnings neither fills the log nor hides the ones that matter.
struct ComplaintsTests {
    private func network(_ number: Int) throws -> ClientNetwork {
        ClientNetwork(of: try SocketAddress(parsing: "[2001:db8:0:\(String(number, radix: 16))::1]:1"))
    }

    /// Each subject is warned of once, however often it comes.
    @Test func once() throws {
        let (log, time) = (LogLines(), TestClock())
        var complaints = Complaints(to: Logger(label: "test") { _ in log }, clock: time.clock)
        let client = try network(1)
        for _ in 0..<3 {
            complaints.note(.places, "places")
            complaints.note(.answers, "answers")
            complaints.note(.client(client), "too many")
            complaints.note(.misuse(client), "misuse")
        }
        #expect(log.lines == ["places", "answers", "too many", "misuse"].map { "warning: \($0) [:]" })
    }

    /// After a minute it is warned of again.
    @Test func again() throws {
        let (log, time) = (LogLines(), TestClock())
        var complaints = Complaints(to: Logger(label: "test") { _ in log }, clock: time.clock)
        for (pause, count) in [(0, 1), (59_999, 1), (1, 2), (59_999, 2), (60_000, 3)] {
            time.pass(.milliseconds(pause))
            complaints.note(.places, "places")
            complaints.note(.misuse(try network(1)), "misuse")
            #expect(log.lines.count == 2 * count)
        }
    }

    /// Clients from any number of networks get a limited number of warnings, and never take that of another subject.
    @Test func manyClients() throws {
        let (log, time) = (LogLines(), TestClock())
        var complaints = Complaints(to: Logger(label: "test") { _ in log }, clock: time.clock)
        for number in 0..<1000 { complaints.note(.misuse(try network(number)), "misuse") }
        #expect(log.lines.count == 256)
        complaints.note(.client(try network(2000)), "too many")
        #expect(log.lines.count == 256)
        complaints.note(.places, "places")
        complaints.note(.memory, "memory")
        complaints.note(.exhaustion, "exhaustion")
        complaints.note(.answers, "answers")
        #expect(log.lines.count == 260)
    }
}
