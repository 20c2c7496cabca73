internal import Time

extension Schedule {
    /// The shortest time between two fires, if it is below a limit.
    ///
    /// Days are 24 hours long here: a clock change is not a property of the schedule.
    ///
    /// - Parameter limit: Seconds; times of this length or more are not searched for.
    /// - Returns: Seconds, or nil if no two fires are so close.
    public func shortestInterval(below limit: Int64) -> Int64? {
        let seconds: Int64? =
            switch timing {
            case .interval(let seconds): seconds
            case .calendar(let fields): fields.shortestInterval(below: limit)
            }
        return seconds.flatMap { $0 < limit ? $0 : nil }
    }
}

extension Schedule {
    /// Whether two fires are ever less than a time apart.
    ///
    /// The whole calendar is looked through only where the fields do not show it: for days of months, and for months.
    ///
    /// - Parameter seconds: The time.
    /// - Returns: Whether they are.
    public func hasFires(within seconds: Int64) -> Bool {
        switch timing {
        case .interval(let interval): interval < seconds
        case .calendar(let fields): fields.isDense(within: seconds) || shortestInterval(below: seconds) != nil
        }
    }
}

extension CalendarTiming {
    /// Whether every week or every month has a day that matches, and a time is longer than that.
    fileprivate func isDense(within seconds: Int64) -> Bool {
        guard canFire, months.count == Field.month.bounds.count else { return false }
        let (week, twoMonths) = (7 * Self.secondsInDay, 62 * Self.secondsInDay)
        let isWeekly = daysOfMonth.count == Field.dayOfMonth.bounds.count || !daysMustMatchBoth && !daysOfWeek.isEmpty
        return seconds > week && isWeekly || seconds > twoMonths && (daysOfMonth.first ?? .max) <= 28
    }
}

extension CalendarTiming {
    private static let minutesInDay = 1440
    private static let secondsInDay: Int64 = 86400

    /// The shortest time between two fires in seconds; exact if it is below the limit.
    fileprivate func shortestInterval(below limit: Int64) -> Int64? {
        guard canFire, let firstMinute = minutes.first, let lastMinute = minutes.last, let firstHour = hours.first,
            let lastHour = hours.last
        else { return nil }
        var shortest = minutes.smallestGap
        if let gap = hours.smallestGap {
            shortest = min(shortest ?? .max, gap * 60 - (lastMinute - firstMinute))
        }
        let span = (lastHour - firstHour) * 60 + lastMinute - firstMinute
        if hasAdjacentDays {
            shortest = min(shortest ?? .max, Self.minutesInDay - span)
        } else if shortest == nil, limit > Self.secondsInDay, let days = fewestDaysBetween {
            shortest = days * Self.minutesInDay - span
        }
        return shortest.map { Int64($0) * 60 }
    }

    /// Whether the schedule ever matches two consecutive days, in any year.
    private var hasAdjacentDays: Bool {
        if daysMustMatchBoth {
            // One of the two fields allows every value, so the two conditions never conflict.
            return hasAdjacentDaysOfMonth && hasAdjacentDaysOfWeek
        }
        // An empty list (`,`) leaves the days to the other field.
        if daysOfWeek.isEmpty { return hasAdjacentDaysOfMonth }
        // A day that matches by its date has a neighbour in its month, which in some year falls on one of the days of
        // the week.
        return !possibleDaysOfMonth.isEmpty || hasAdjacentDaysOfWeek
    }

    private var hasAdjacentDaysOfWeek: Bool {
        daysOfWeek.smallestGap == 1 || daysOfWeek.contains(6) && daysOfWeek.contains(0)
    }

    private var hasAdjacentDaysOfMonth: Bool {
        if possibleDaysOfMonth.smallestGap == 1 { return true }
        guard daysOfMonth.contains(1) else { return false }
        return months.contains { month in
            let longest = CivilDate.longestLength(ofMonth: month)
            let endsMatching = daysOfMonth.contains(longest) || month == 2 && daysOfMonth.contains(longest - 1)
            return endsMatching && months.contains(month % 12 + 1)
        }
    }

    /// The fewest days from one that matches to the next, in any year.
    private var fewestDaysBetween: Int? {
        var fewest: Int?
        // Days from the last day that matches to the end of the month before.
        var daysSinceLast: Int?
        for month in CalendarCycle.months {
            let days = days(in: month)
            guard let first = days.first, let last = days.last else {
                daysSinceLast = daysSinceLast.map { $0 + month.length }
                continue
            }
            if let daysSinceLast { fewest = min(fewest ?? .max, daysSinceLast + first) }
            if let gap = days.smallestGap { fewest = min(fewest ?? .max, gap) }
            daysSinceLast = month.length - last
        }
        return fewest
    }
}

extension ValueSet {
    /// The smallest difference between two of the values, nil if there are fewer than two.
    fileprivate var smallestGap: Int? {
        guard count > 1 else { return nil }
        // The least distance by which the set must be moved to have a value in common with itself.
        return (1..<UInt64.bitWidth).first { bits & bits &>> UInt64($0) != 0 }
    }
}
