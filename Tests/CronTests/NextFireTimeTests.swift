import TestSupport
import Testing

@testable import Cron
import Time

/// The next fire time agrees with a search that tries every minute.
@Suite struct NextFireTimeTests {
    /// The search finds the first matching minute from any start.
    @Test(arguments: 0..<300 as Range<UInt64>)
    func findsTheFirstMatchingMinute(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let expression = RandomSchedule.expression(using: &random)
        let schedule = try Schedule(parsing: expression)
        guard case .calendar(let timing) = schedule.timing else { return }
        let start = Instant(secondsSinceEpoch: .random(in: -3_000_000_000...6_000_000_000, using: &random))

        let days = 40
        var date = DateTime(start).date
        var expected: Instant?
        search: for _ in 0..<days {
            if timing.months.contains(date.month), timing.matches(date) {
                for minute in 0..<1440 where timing.hours.contains(minute / 60) && timing.minutes.contains(minute % 60)
                {
                    let candidate = try #require(DateTime(date: date, secondOfDay: minute * 60).instant)
                    if candidate > start {
                        expected = candidate
                        break search
                    }
                }
            }
            date.advanceDay()
        }
        let found = schedule.next(after: start)
        if let expected {
            #expect(found == expected, "\(expression) after \(start)")
        } else if let found {
            #expect(DateTime(found).date.daysSinceEpoch >= date.daysSinceEpoch, "\(expression) after \(start)")
        }
    }

    /// The reference counts five years from the year of the second after the start.
    @Test(
        arguments: [
            ("2096-02-29T00:00:00Z", nil),
            ("2098-12-31T23:59:58Z", nil),
            ("2098-12-31T23:59:59Z", "2104-02-29T00:00:00Z"),
            ("2099-01-01T00:00:00Z", "2104-02-29T00:00:00Z"),
            ("2096-02-28T23:59:59Z", "2096-02-29T00:00:00Z"),
        ] as [(String, String?)])
    func givesUpAfterFiveYears(start: String, next: String?) throws {
        let schedule = try Schedule(parsing: "0 0 29 2 *")
        let start = try #require(Instant(rfc3339: start))
        #expect(schedule.next(after: start)?.description == next)
    }

    private static let extremeSeconds: [Int64] = [
        Int64.min, Int64.min + 1, Int64.min + 86_400, -1, 0, Int64.max - 86_400, Int64.max - 60, Int64.max - 1,
        Int64.max,
    ]

    /// No start makes the arithmetic overflow.
    @Test(arguments: extremeSeconds)
    func survivesEveryInstant(seconds: Int64) throws {
        let start = Instant(secondsSinceEpoch: seconds)
        for expression in ["* * * * *", "59 23 31 12 *", "0 0 29 2 *", "0 0 30 2 *", "@every 1s", "@every 2562047h"] {
            let next = try Schedule(parsing: expression).next(after: start)
            if let next { #expect(next > start) }
            #expect(!start.description.isEmpty)
        }
        let nextMinute = try Schedule(parsing: "* * * * *").next(after: start)
        #expect((nextMinute == nil) == (seconds > .max - 60))
    }
}
