extension Schedule {
    /// The shortest time, above zero, from a run of this schedule to one of another, or the other way round.
    ///
    /// Runs at the same minute are taken for one. How `@every` falls between other schedules is not known, as it counts
    /// from a moment that no expression has.
    /// - Parameters:
    ///   - other: The other schedule.
    ///   - limit: Only a time below this one, in seconds, is of interest.
    /// - Returns: The time in seconds; nil where it is not below the limit, or not known.
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

    /// When it fires on a day that matches, in minutes after midnight.
    private var minutesOfDay: [Int] {
        hours.flatMap { hour in minutes.map { hour * 60 + $0 } }
    }

    /// The smallest difference, above zero, of a number in one sorted list to one in another.
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

/// How many days there are at the least between the days of two schedules.
private struct DayDistances {
    /// Whether a day belongs to both.
    private(set) var areShared = false
    /// From a day of the first to a later one of the second; nil where there is none.
    private(set) var forth: Int?
    /// From a day of the second to a later one of the first; nil where there is none.
    private(set) var back: Int?

    init(from first: CalendarTiming, to second: CalendarTiming) {
        guard !(first.firesDaily && second.firesDaily), let start = CivilDate(year: 2024, month: 1, day: 1) else {
            (areShared, forth, back) = (true, 1, 1)
            return
        }
        var date = start
        var sinceFirst: Int?
        var sinceSecond: Int?
        // After 28 years the days of the week fall on the same dates again.
        while date.year < start.year + 28, !(areShared && forth == 1 && back == 1) {
            sinceFirst = sinceFirst.map { $0 + 1 }
            sinceSecond = sinceSecond.map { $0 + 1 }
            let isFirst = first.months.contains(date.month) && first.matches(date)
            let isSecond = second.months.contains(date.month) && second.matches(date)
            if isFirst && isSecond { areShared = true }
            if isSecond, let sinceFirst { forth = min(forth ?? .max, sinceFirst) }
            if isFirst, let sinceSecond { back = min(back ?? .max, sinceSecond) }
            if isFirst { sinceFirst = 0 }
            if isSecond { sinceSecond = 0 }
            date.advanceDay()
        }
    }
}

extension CalendarTiming {
    /// Whether every day of every month is one of its days.
    fileprivate var firesDaily: Bool {
        let isAnyDay = daysOfMonth == ValueSet(Field.dayOfMonth.bounds)
        let isAnyDayOfWeek = daysOfWeek == ValueSet(Field.dayOfWeek.bounds)
        return months == ValueSet(Field.month.bounds)
            && (daysMustMatchBoth ? isAnyDay && isAnyDayOfWeek : isAnyDay || isAnyDayOfWeek)
    }
}
