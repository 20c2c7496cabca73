import TestSupport
import Testing

@testable import Cron
import Time

/// Intervals and coincidences of schedules agree with a search that tries every day of 28 years.
@Suite struct SpacingTests {
    @Test(
        arguments: [
            ("* * * * *", 60), ("*/5 * * * *", 300), ("*/45 * * * *", 900), ("0,57 * * * *", 180),
            ("0,57 0 * * *", 3420),
            ("58,0 0,23 * * *", 120), ("58,0 0,23 1,3 * *", 3480), ("58,0 0,23 1,2 * *", 120),
            ("58,0 0,23 31,1 1 *", 3480), ("58,0 0,23 31,1 1,2 *", 120), ("58,0 0,23 28,1 2,3 *", 120),
            ("58,0 0,23 * * 6,0", 120), ("58,0 0,23 * * 6,1", 3480), ("58,0 0,23 1 * 6", 120),
            ("0 0 * * *", 86_400), ("0 0 * * 0", 604_800), ("0 0 1 * *", 2_419_200), ("0 0 29 2 *", 126_230_400),
            ("58,0 0,23 1,5 * ,", 3480), ("58,0 0,23 1,2 * ,", 120), ("58,0 0,23 , * 6,0", 120),
            ("0 0 1,5 * ,", 345_600),
            ("@every 90s", 90), ("@every 1s", 1), ("0 0 30 2 *", nil),
        ] as [(String, Int64?)])
    func knowsTheShortestInterval(expression: String, seconds: Int64?) throws {
        let schedule = try Schedule(parsing: expression)
        #expect(schedule.shortestInterval(below: .max) == seconds)
        if let seconds {
            #expect(schedule.shortestInterval(below: seconds) == nil)
            #expect(schedule.shortestInterval(below: seconds + 1) == seconds)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func findsTheShortestInterval(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let expression = RandomSchedule.expression(using: &random)
        let schedule = try Schedule(parsing: expression)
        let expected = try shortestInterval(of: #require(calendar(schedule)))
        #expect(schedule.shortestInterval(below: .max) == expected, "\(expression)")
        #expect(schedule.shortestInterval(below: 300) == expected.flatMap { $0 < 300 ? $0 : nil }, "\(expression)")
    }

    /// Every combination of days at the edges of months and weeks, those of an empty list among them.
    @Test(arguments: ["*", ",", "1", "1,2", "1,5", "28,1", "29", "31,30"], ["*", ",", "0", "6,0", "1,3"])
    func findsTheShortestIntervalOfDays(daysOfMonth: String, daysOfWeek: String) throws {
        for months in ["*", ",", "2", "1,2", "3,5"] {
            let expression = "58,0 0,23 \(daysOfMonth) \(months) \(daysOfWeek)"
            let schedule = try Schedule(parsing: expression)
            let expected = try shortestInterval(of: #require(calendar(schedule)))
            #expect(schedule.shortestInterval(below: .max) == expected, "\(expression)")
            #expect(schedule.shortestInterval(to: schedule, below: .max) == expected, "\(expression)")
        }
    }

    /// The shortest interval of two schedules agrees with that of every pair of their runs.
    @Test(arguments: 0..<200 as Range<UInt64>)
    func findsTheShortestIntervalOfTwo(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (one, other) = (
            RandomSchedule.expression(using: &random), RandomSchedule.expression(using: &random)
        )
        let schedules = try [one, other].map { try Schedule(parsing: $0) }
        let (first, second) = (try #require(calendar(schedules[0])), try #require(calendar(schedules[1])))
        let expected = shortestInterval(of: first, and: second)
        #expect(schedules[0].shortestInterval(to: schedules[1], below: .max) == expected, "\(one) and \(other)")
        #expect(schedules[1].shortestInterval(to: schedules[0], below: .max) == expected, "\(one) and \(other)")
    }

    @Test(
        arguments: [
            ("0 * * * *", "30 * * * *", 1800), ("0 * * * *", "0 * * * *", 3600), ("0 0 * * *", "59 23 * * *", 60),
            ("0 0 1 1 *", "0 0 1 1 *", 31_536_000), ("0 0 1 1 *", "0 0 31 12 *", 86_400),
            ("0 0 30 2 *", "* * * * *", nil), ("@every 1h", "* * * * *", nil), ("@every 1h", "@every 1h", nil),
            ("0 12 29 2 *", "0 0 1 3 *", 43_200), ("0 0 * * 1", "0 0 * * 3", 172_800),
            // On one day, both daily and not.
            ("0 1 * * *", "0 3 * * *", 7200), ("0 1 * * 1", "0 3 * * *", 7200), ("0 3 5 * *", "0 1 5 * *", 7200),
        ] as [(String, String, Int64?)])
    func knowsTheShortestIntervalOfTwo(one: String, other: String, seconds: Int64?) throws {
        let (one, other) = (try Schedule(parsing: one), try Schedule(parsing: other))
        for limit in [seconds.map { $0 + 1 } ?? .max, .max] {
            #expect(one.shortestInterval(to: other, below: limit) == seconds)
            #expect(other.shortestInterval(to: one, below: limit) == seconds)
        }
        if let seconds { #expect(one.shortestInterval(to: other, below: seconds) == nil) }
    }

    @Test(arguments: 0..<300 as Range<UInt64>)
    func findsCommonMinutes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // Most pairs have no common minute, so this compares their days alone.
        let days = (0..<2).map { _ in
            RandomSchedule.expression(using: &random).split(separator: " ").dropFirst(2).joined(separator: " ")
        }
        let schedules = try days.map { try Schedule(parsing: "0 0 " + $0) }
        let (one, other) = (try #require(calendar(schedules[0])), try #require(calendar(schedules[1])))
        let expected = Self.days.contains { isDay($0, of: one) && isDay($0, of: other) }
        #expect(schedules[0].coincides(with: schedules[1]) == expected, "\(days)")
        #expect(schedules[1].coincides(with: schedules[0]) == expected, "\(days)")
    }

    @Test(arguments: [
        ("0 * * * *", "@daily", true), ("5 * * * *", "@daily", false), ("0 1-5 * * *", "@daily", false),
        ("0 0 13 * 5", "0 0 * * 3", true), ("0 0 1 1 *", "0 0 1 2 *", false), ("@every 1h", "@every 60m", true),
        ("@every 1h", "@every 2h", false), ("@every 1m", "0 0 29 2 *", true), ("@every 1m", "0 0 30 2 *", false),
        ("@every 1m", "@every 7m", true), ("@every 61s", "@every 7m", false), ("@every 61s", "0 0 29 2 *", false),
        ("@every 1h", "0 * * * *", false), (", * * * *", "* * * * *", false),
    ])
    func comparesSchedules(one: String, other: String, coincide: Bool) throws {
        #expect(try Schedule(parsing: one).coincides(with: Schedule(parsing: other)) == coincide)
        #expect(try Schedule(parsing: other).coincides(with: Schedule(parsing: one)) == coincide)
    }

    @Test(arguments: [
        ("0 0 13 * 5", true), ("0 0 */2 * 5", true), ("0 0 1-31 * 5", true), ("0 0 13 * *", false),
        ("0 0 ? * 5", false),
        ("0 0 1-31 * 0-6", false), ("@weekly", false), ("@every 1h", false),
        // An empty list leaves the days to the other field.
        ("0 0 1 * ,", false), ("0 0 , * 1", false),
    ])
    func detectsEitherDay(expression: String, either: Bool) throws {
        #expect(try Schedule(parsing: expression).firesOnEitherDay == either)
    }

    @Test(
        arguments: [
            ("*/90 * * * *", ["*/90", "minute", "0"]), ("*/60 * * * *", ["*/60", "minute", "0"]),
            ("0 5/20 * * *", ["5/20", "hour", "5"]), ("0 0 */31 * *", ["*/31", "day of month", "1"]),
            ("1,*/2 * * jan-mar/3 *", ["jan-mar/3", "month", "1"]), ("0 0 * * */7", ["*/7", "day of week", "0"]),
            // It finds steps that are made once, too, and the rule about them says more.
            ("*/59 */23 */30 */11 */6", ["*/59", "minute", "0"]), ("*/30 */12 * */6 *", nil), ("59/1 * * * *", nil),
            ("0 0 * * *", nil), ("@every 1h", nil),
        ] as [(String, [String]?)])
    func findsOversizedSteps(expression: String, expected: [String]?) {
        let step = OversizedStep(in: expression.utf8.span)
        #expect(step.map { [$0.item, $0.field, String($0.value)] } == expected)
    }

    /// A field begins again right after its end only if the coarser fields match there, too.
    @Test(arguments: [
        ("*/35 * * * *", true), ("*/35 2 * * *", false), ("*/35 2,3 * * *", true), ("*/35 23,0 * * *", true),
        ("*/35 */2 * * *", false), ("0 */13 * * *", true), ("0 */13 * * 1", false), ("0 */13 * * 1,2", true),
        ("0 */13 1 * *", false), ("0 */13 30-31 * *", true), ("0 */13 1 * 1-5", true), ("0 */13 1 * 1", false),
        ("0 0 */20 * *", true), ("0 0 */20 1 *", false), ("0 0 1 */7 *", true), ("0 0 * 1 */4", true),
    ])
    func knowsWhatComesAfter(_ expression: String, beginsAgain: Bool) {
        #expect(OversizedStep(in: expression.utf8.span)?.beginsAgain == beginsAgain)
    }

    private func calendar(_ schedule: Schedule) -> CalendarTiming? {
        guard case .calendar(let timing) = schedule.timing else { return nil }
        return timing
    }

    private func isDay(_ date: CivilDate, of timing: CalendarTiming) -> Bool {
        timing.months.contains(date.month) && timing.matches(date)
    }

    private func shortestInterval(of timing: CalendarTiming) -> Int64? {
        let times = (0..<1440).filter { timing.hours.contains($0 / 60) && timing.minutes.contains($0 % 60) }
        guard let first = times.first, let last = times.last else { return nil }
        let days = Self.days.indices.filter { isDay(Self.days[$0], of: timing) }
        guard !days.isEmpty else { return nil }
        let withinDays = zip(times, times.dropFirst()).map { $1 - $0 }
        let betweenDays = zip(days, days.dropFirst()).map { ($1 - $0) * 1440 - last + first }
        return (withinDays + betweenDays).min().map { Int64($0) * 60 }
    }

    private func shortestInterval(of one: CalendarTiming, and other: CalendarTiming) -> Int64? {
        func times(_ timing: CalendarTiming) -> [Int] {
            (0..<1440).filter { timing.hours.contains($0 / 60) && timing.minutes.contains($0 % 60) }
        }
        let (own, others) = (times(one), Set(times(other)))
        let days = Self.days.indices.filter { isDay(Self.days[$0], of: one) }
        let otherDays = Self.days.indices.filter { isDay(Self.days[$0], of: other) }
        guard let first = own.first, let last = own.last, let otherFirst = others.min(), let otherLast = others.max()
        else { return nil }
        var gaps: [Int] = []
        if !Set(days).isDisjoint(with: otherDays) {
            let gap = (1..<1440).first { gap in
                own.contains { others.contains($0 + gap) || others.contains($0 - gap) }
            }
            if let gap { gaps.append(gap) }
        }
        func fewestDays(from days: [Int], to others: [Int]) -> Int? {
            var rest = others[...]
            return days.compactMap { day in
                rest = rest.drop { $0 <= day }
                return rest.first.map { $0 - day }
            }.min()
        }
        if let forth = fewestDays(from: days, to: otherDays) { gaps.append(forth * 1440 + otherFirst - last) }
        if let back = fewestDays(from: otherDays, to: days) { gaps.append(back * 1440 + first - otherLast) }
        return gaps.min().map { Int64($0) * 60 }
    }

    private static let days: [CivilDate] = {
        let start = CivilDate(year: 2024, month: 1, day: 1)?.daysSinceEpoch ?? 0
        return (0..<28 * 1461 / 4).map { CivilDate(daysSinceEpoch: start + $0) }
    }()
}
