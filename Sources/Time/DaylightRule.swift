/// The offsets of a clock in all years after those that its file lists: one, or two that change twice a year.
///
/// It is the text at the end of a TZif file: a value of the environment variable TZ (POSIX.1-2017, section 8.3), with
/// the hours of RFC 8536, section 3.3.1.
struct DaylightRule: Hashable, Sendable {
    /// The seconds to add to UTC in winter, or all year.
    let standardOffset: Int64
    /// Daylight saving time; nil if there is none.
    let daylight: Daylight?

    /// Daylight saving time.
    struct Daylight: Hashable, Sendable {
        /// The seconds to add to UTC.
        let offset: Int64
        /// Its beginning, by the standard clock.
        let start: YearlyTime
        /// Its end, by its own clock.
        let end: YearlyTime
    }

    /// A time that comes once a year.
    struct YearlyTime: Hashable, Sendable {
        /// A day of the year.
        enum Day: Hashable, Sendable {
            /// The number of the day without 29 February, 1-365.
            case withoutLeapDay(Int)
            /// The number of the day, 0-365.
            case dayOfYear(Int)
            /// A weekday (0 is Sunday) of a week (5 is the last) of a month.
            case weekday(Int, week: Int, month: Int)
        }

        let day: Day
        /// The seconds after the midnight before the day, which may be more than a day, or below 0.
        let second: Int

        /// The time by the clock of the place, as the seconds since 1970-01-01 00:00 of that clock.
        func seconds(in year: Int) -> Int64? {
            guard let first = CivilDate(year: year, month: 1, day: 1) else { return nil }
            let days: Int
            switch day {
            case .dayOfYear(let number): days = first.daysSinceEpoch + number
            case .withoutLeapDay(let number):
                let isBehindLeapDay = number > 59 && CivilDate.length(ofMonth: 2, in: year) == 29
                days = first.daysSinceEpoch + number - (isBehindLeapDay ? 0 : 1)
            case .weekday(let weekday, let week, let month):
                guard let start = CivilDate(year: year, month: month, day: 1) else { return nil }
                let firstDay = 1 + (weekday - start.dayOfWeek + 7) % 7
                let last = firstDay + (CivilDate.length(ofMonth: month, in: year) - firstDay) / 7 * 7
                days = start.daysSinceEpoch + min(firstDay + (week - 1) * 7, last) - 1
            }
            let (midnight, isTooLarge) = days.multipliedReportingOverflow(by: DateTime.secondsPerDay)
            let (seconds, isBeyond) = midnight.addingReportingOverflow(second)
            return isTooLarge || isBeyond ? nil : Int64(seconds)
        }
    }

    /// The offset from UTC at a time.
    func offset(at instant: Instant) -> Int64 {
        guard daylight != nil else { return standardOffset }
        return changes(around: instant).last { $0.time <= instant }?.offset ?? standardOffset
    }

    /// The first change to another offset after a time.
    func nextChange(after instant: Instant, from offset: Int64) -> Instant? {
        changes(around: instant).first { $0.time > instant && self.offset(at: $0.time) != offset }?.time
    }

    /// The changes of the years around a time, in ascending order.
    ///
    /// A rule may state a time eight days before or after its year, so that the last change before a time, or the next
    /// one, can be one of the second year before or after.
    private func changes(around instant: Instant) -> [(time: Instant, offset: Int64)] {
        guard let daylight else { return [] }
        let year = DateTime(instant).date.year
        var changes: [(time: Instant, offset: Int64)] = []
        for year in year - 2...year + 2 {
            let start = daylight.start.seconds(in: year).flatMap {
                Instant(secondsSinceEpoch: $0).adding(seconds: -standardOffset)
            }
            let end = daylight.end.seconds(in: year).flatMap {
                Instant(secondsSinceEpoch: $0).adding(seconds: -daylight.offset)
            }
            guard let start, let end else { continue }
            let pair = [(start, daylight.offset), (end, standardOffset)]
            changes += start < end ? pair : pair.reversed()
        }
        // Daylight saving time all year ends when that of the next year begins; the later one counts.
        return changes.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }
}

extension DaylightRule {
    /// Reads a rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; nil if the text is not one.
    init?(_ text: String) {
        var reader = RuleReader(text)
        guard reader.skipName(), let west = reader.offset() else { return nil }
        standardOffset = -west
        guard !reader.isAtEnd else {
            daylight = nil
            return
        }
        guard reader.skipName() else { return nil }
        let offset: Int64
        if reader.next == UInt8(ascii: ",") {
            offset = standardOffset + 3600
        } else {
            guard let west = reader.offset() else { return nil }
            offset = -west
        }
        guard reader.take(","), let start = reader.yearlyTime(), reader.take(","), let end = reader.yearlyTime(),
            reader.isAtEnd
        else { return nil }
        daylight = Daylight(offset: offset, start: start, end: end)
    }
}

/// A place in the text of a rule.
private struct RuleReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = Array(text.utf8)[...]
    }

    var isAtEnd: Bool { rest.isEmpty }
    var next: UInt8? { rest.first }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: mark) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// Skips the name of a clock: letters, or any characters between angle brackets.
    mutating func skipName() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: UInt8(ascii: ">")), end > rest.startIndex else { return false }
            rest = rest[(end + 1)...]
            return true
        }
        let name = rest.prefix { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
        rest = rest[name.endIndex...]
        return name.count >= 3
    }

    /// The seconds west of Greenwich.
    mutating func offset() -> Int64? {
        duration(mostHours: 24).map(Int64.init)
    }

    /// A day of the year and a time on it, 02:00 if none is stated.
    mutating func yearlyTime() -> DaylightRule.YearlyTime? {
        guard let day = day() else { return nil }
        guard take("/") else { return DaylightRule.YearlyTime(day: day, second: 7200) }
        // A week either way (RFC 8536, section 3.3.1).
        return duration(mostHours: 167).map { DaylightRule.YearlyTime(day: day, second: $0) }
    }

    private mutating func day() -> DaylightRule.YearlyTime.Day? {
        if take("J") { return number(in: 1...365).map { .withoutLeapDay($0) } }
        guard take("M") else { return number(in: 0...365).map { .dayOfYear($0) } }
        guard let month = number(in: 1...12), take("."), let week = number(in: 1...5), take("."),
            let weekday = number(in: 0...6)
        else { return nil }
        return .weekday(weekday, week: week, month: month)
    }

    /// Hours with optional minutes and seconds and a sign.
    private mutating func duration(mostHours: Int) -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(in: 0...mostHours) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let number = number(in: 0...59) else { return nil }
            seconds += number * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        // No number of a rule has more than three digits.
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest[digits.endIndex...]
        let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return range.contains(number) ? number : nil
    }
}
