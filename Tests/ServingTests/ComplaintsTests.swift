import Logging
import Net
import System
import TestSupport
import Testing

@testable import Serving

/// A flood of warnings neither fills the log nor hides the ones that matter.
struct ComplaintsTests {
    private func network(_ number: Int) throws -> ClientNetwork {
        ClientNetwork(of: try SocketAddress(parsing: "[2001:db8:0:\(String(number, radix: 16))::1]:1"))
    }

    /// Each subject is reported once, however often it occurs.
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
        #expect(log.lines == ["places", "answers", "too many", "misuse"].map { "warning: \($0)" })
    }

    /// A subject is reported again after a minute.
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

    /// Clients from any number of networks cause a limited number of warnings, and never suppress other subjects.
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

    /// A subject is reported again after exactly a minute, and clients cause as many warnings as before.
    @Test func interval() throws {
        let (log, time) = (LogLines(), TestClock())
        var complaints = Complaints(to: Logger(label: "test") { _ in log }, clock: time.clock)
        let start = time.now
        let clients = try (0..<300).map(network)
        var count = 0
        for (seconds, isAgain) in [(0, true), (1, false), (59, false), (60, true), (119, false), (120, true)] {
            time.set(start.advanced(by: .seconds(seconds)))
            complaints.note(.places, "places")
            complaints.note(.memory, "memory")
            for client in clients { complaints.note(.misuse(client), "misuse") }
            if isAgain { count += 2 + 256 }
            #expect(log.lines.count == count, "\(seconds)")
        }
        // One nanosecond before a minute is over.
        time.set(start.advanced(by: .seconds(180) - .nanoseconds(1)))
        complaints.note(.places, "places")
        #expect(log.lines.count == count)
        time.pass(.nanoseconds(1))
        complaints.note(.places, "places")
        #expect(log.lines.count == count + 1)
    }
}
