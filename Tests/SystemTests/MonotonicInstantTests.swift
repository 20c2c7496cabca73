import System
import System
import Testing

/// Arithmetic with instants does not trap, for any timeout that an operator sets.
struct InstantTests {
    @Test(arguments: [
        (Int64(0), Duration.seconds(1), Int64(1_000_000_000)), (5, .nanoseconds(-3), 2),
        (1, .seconds(Int64.max), .max), (.max, .nanoseconds(1), .max),
        (Int64.max - 10, .nanoseconds(10), .max),
    ])
    func advanced(from: Int64, by duration: Duration, to: Int64) {
        #expect(MonotonicInstant(nanoseconds: from).advanced(by: duration).nanoseconds == to)
    }

    @Test func distance() {
        #expect(MonotonicInstant(nanoseconds: 5).duration(to: MonotonicInstant(nanoseconds: 3)) == .nanoseconds(-2))
        #expect(MonotonicInstant(nanoseconds: -1).duration(to: .never) == .nanoseconds(Int64.max))
    }

    @Test func goesOn() {
        let first = MonotonicInstant.now()
        let second = MonotonicInstant.now()
        #expect(first <= second)
        // 2020, and the end of the last year that a certificate can state.
        #expect((1_577_836_800..<253_402_300_800).contains(WallClock.secondsSinceEpoch()))
    }

    /// A wait that ended early would find the deadline not yet due, and wait again many times.
    @Test(arguments: [
        (Duration.zero, Int32(0)), (.nanoseconds(1), 1), (.milliseconds(1), 1), (.microseconds(1001), 2),
        (.seconds(2), 2000),
        (.seconds(-5), 0), (.seconds(Int64.max), 2_147_483_647),
    ])
    func roundsUp(duration: Duration, milliseconds: Int32) {
        #expect(duration.pollTimeout == milliseconds)
    }
}
