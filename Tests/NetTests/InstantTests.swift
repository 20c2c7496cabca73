import Net
import Testing

/// Arithmetic with instants does not trap, whatever an operator sets as a time-out.
struct InstantTests {
    @Test(arguments: [
        (Int64(0), Duration.seconds(1), Int64(1_000_000_000)), (5, .nanoseconds(-3), 2),
        (1, .seconds(Int64.max), .max), (.max, .nanoseconds(1), .max),
        (Int64.max - 10, .nanoseconds(10), .max),
    ])
    func advanced(from: Int64, by duration: Duration, to: Int64) {
        #expect(Instant(nanoseconds: from).advanced(by: duration).nanoseconds == to)
    }

    @Test func distance() {
        #expect(Instant(nanoseconds: 5).duration(to: Instant(nanoseconds: 3)) == .nanoseconds(-2))
        #expect(Instant(nanoseconds: -1).duration(to: .never) == .nanoseconds(Int64.max))
    }

    @Test func goesOn() {
        let first = Instant.now()
        let second = Instant.now()
        #expect(first <= second)
        // 2020, and a year that no certificate made today outlives.
        #expect((1_577_836_800..<253_402_300_800).contains(Instant.secondsSinceEpoch()))
    }
}
