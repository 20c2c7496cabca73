internal import Time

extension Schedule {
    /// The shortest time, above zero, from a run of this schedule to one of another, or the other way round.
    ///
    /// Runs at the same minute count as one. How `@every` falls between other schedules is not known, as it counts from
    /// a moment that the expression does not contain.
    /// - Parameters:
    ///   - other: The other schedule.
    ///   - limit: Seconds; times of this length or more are not searched for.
    /// - Returns: The time in seconds; nil if it is not below the limit, or not known.
    public func shortestInterval(to other: Schedule, below limit: Int64) -> Int64? {
        guard case .calendar(let fields) = timing, case .calendar(let others) = other.timing,
            let seconds = fields.shortestInterval(to: others)
        else { return nil }
        return seconds < limit ? seconds : nil
    }
}

extension CalendarTiming {
    private static let minutesInDay = 1440

    fileprivate func shortestInterval(to other: CalendarTiming) -> Int64? {
        let (own, others) = (minutesOfDay, other.minutesOfDay)
        guard canFire, other.canFire, let first = own.first, let last = own.last, let otherFirst = others.first,
            let otherLast = others.last
        else { return nil }
        let distances = DayDistances(from: self, to: other)
        let gaps = [
            distances.areShared ? Self.smallestGap(between: own, and: others) : nil,
            distances.forth.map { $0 * Self.minutesInDay + otherFirst - last },
            distances.back.map { $0 * Self.minutesInDay + first - otherLast },
        ]
        return gaps.compactMap { $0 }.min().map { Int64($0) * 60 }
    }

    /// The times at which the schedule fires on a day that matches, in minutes after midnight.
    private var minutesOfDay: [Int] {
        hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    }

    /// The smallest difference, above zero, between a number of one sorted list and a number of another.
    private static func smallestGap(between left: [Int], and right: [Int]) -> Int? {
        var smallest: Int?
        var place = 0
        for value in left {
            while place < right.count, right[place] < value { place += 1 }
            let next = place < right.count && right[place] == value ? place + 1 : place
            if place > 0 { smallest = min(smallest ?? .max, value - right[place - 1]) }
            if next < right.count { smallest = min(smallest ?? .max, right[next] - value) }
        }
        return smallest
    }
}

/// The fewest days between the days of two schedules.
private struct DayDistances {
    /// Whether any day belongs to both.
    private(set) var areShared = false
    /// From a day of the first to a later one of the second; nil if there is none.
    private(set) var forth: Int?
    /// From a day of the second to a later one of the first; nil if there is none.
    private(set) var back: Int?

    init(from first: CalendarTiming, to second: CalendarTiming) {
        guard !(first.firesDaily && second.firesDaily) else {
            (areShared, forth, back) = (true, 1, 1)
            return
        }
        // Days from the last day of each to the end of the month before.
        var sinceFirst: Int?
        var sinceSecond: Int?
        for month in CalendarCycle.months where !(areShared && forth == 1 && back == 1) {
            let (days, others) = (first.days(in: month), second.days(in: month))
            if days.bits & others.bits != 0 { areShared = true }
            Self.lower(&forth, from: days, to: others, since: sinceFirst)
            Self.lower(&back, from: others, to: days, since: sinceSecond)
            sinceFirst = days.last.map { month.length - $0 } ?? sinceFirst.map { $0 + month.length }
            sinceSecond = others.last.map { month.length - $0 } ?? sinceSecond.map { $0 + month.length }
        }
    }

    /// Looks for a shorter distance from a day of one set to a later one of another, in one month or from an earlier
    /// one.
    private static func lower(_ distance: inout Int?, from days: ValueSet, to others: ValueSet, since last: Int?) {
        guard let first = others.first, let final = others.last else { return }
        if let last { distance = min(distance ?? .max, last + first) }
        guard let earliest = days.first, earliest < final else { return }
        for gap in 1..<min(distance ?? .max, final - earliest + 1) where days.bits << UInt64(gap) & others.bits != 0 {
            distance = gap
            return
        }
    }
}

extension CalendarTiming {
    /// Whether the schedule fires on every day of every month.
    fileprivate var firesDaily: Bool {
        let isAnyDay = daysOfMonth == ValueSet(Field.dayOfMonth.bounds)
        let isAnyDayOfWeek = daysOfWeek == ValueSet(Field.dayOfWeek.bounds)
        return months == ValueSet(Field.month.bounds)
            && (daysMustMatchBoth ? isAnyDay && isAnyDayOfWeek : isAnyDay || isAnyDayOfWeek)
    }
}

/// The months of the 28 years after which the days of the week fall on the same dates again.
///
/// The cycle breaks at 2100, which is not a leap year. Questions about the days of a schedule are answered a month at a
/// time, with the days as the bits of one word: 336 steps instead of 10,227.
enum CalendarCycle {
    /// One month of one year.
    struct Month {
        /// 1-12.
        let number: Int
        /// The number of its days.
        let length: Int
        /// The day of the week of its first day, 0 for Sunday.
        let firstDayOfWeek: Int
    }

    private static let firstYear = 2024
    private static let years = 28

    /// All months in order.
    static let months: [Month] = {
        guard var date = CivilDate(year: firstYear, month: 1, day: 1) else { return [] }
        var months: [Month] = []
        while date.year < firstYear + years {
            let length = CivilDate.length(ofMonth: date.month, in: date.year)
            months.append(Month(number: date.month, length: length, firstDayOfWeek: date.dayOfWeek))
            date.advanceMonth()
        }
        return months
    }()
}

extension CalendarTiming {
    /// The first day of each of five weeks, as bits.
    private static let weeks: UInt64 = 1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28

    /// The days of a month on which the schedule fires, 1-31.
    func days(in month: CalendarCycle.Month) -> ValueSet {
        guard months.contains(month.number) else { return ValueSet() }
        let first = UInt64(month.firstDayOfWeek)
        let week = (daysOfWeek.bits >> first | daysOfWeek.bits << (7 - first)) & 0x7F
        let byWeek = week &* Self.weeks << 1
        let all = ValueSet(1...month.length).bits
        return ValueSet(bits: (daysMustMatchBoth ? daysOfMonth.bits & byWeek : daysOfMonth.bits | byWeek) & all)
    }
}
