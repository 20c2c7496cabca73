import Testing

@testable import Serving
import System

/// A worker counts as hung when it has been busy for longer than its limit, and not before.
struct HangTimeTests {
    @Test func workers() {
        let health = Health()
        let pulse = Pulse()
        let began = MonotonicInstant(nanoseconds: 1_000_000_000)
        health.watch([pulse], hangTime: .seconds(30))
        pulse.beat(at: began)
        #expect(health.workerProblem(at: began.advanced(by: .seconds(30))) == nil)
        #expect(health.workerProblem(at: began.advanced(by: .seconds(30) + .nanoseconds(1))) != nil)
        pulse.rest()
        #expect(health.workerProblem(at: began.advanced(by: .seconds(60))) == nil)
    }
}
