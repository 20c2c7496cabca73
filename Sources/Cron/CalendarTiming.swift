internal import Text
internal import Time

/// The five fields of a schedule, as the values that each allows.
struct CalendarTiming: Hashable, Sendable {
    var minutes: ValueSet
    var hours: ValueSet
    var daysOfMonth: ValueSet
    var months: ValueSet
    /// 0 for Sunday to 6 for Saturday.
    var daysOfWeek: ValueSet
    /// Whether a day must match both its day of month and its day of week, rather than either of them.
    ///
    /// It must match both if one of the two fields has a star; the other field then decides alone.
    var daysMustMatchBoth: Bool

    func matches(_ date: CivilDate) -> Bool {
        let dayOfMonthMatches = daysOfMonth.contains(date.day)
        let dayOfWeekMatches = daysOfWeek.contains(date.dayOfWeek)
        return daysMustMatchBoth
            ? dayOfMonthMatches && dayOfWeekMatches
            : dayOfMonthMatches || dayOfWeekMatches
    }

    /// The days of the longest month that the schedule allows, in a leap year; 0 if it allows no month.
    var longestMonth: Int {
        var longest = 0
        for month in months {
            longest = max(longest, CivilDate.longestLength(ofMonth: month))
            // Most schedules allow January, and no month is longer.
            if longest == CivilDate.longestMonth { break }
        }
        return longest
    }

    /// The days of month that exist in at least one of the months in some year.
    var possibleDaysOfMonth: ValueSet {
        ValueSet(bits: daysOfMonth.bits & ~(UInt64.max << UInt64(longestMonth + 1)))
    }

    var canFire: Bool {
        guard !minutes.isEmpty, !hours.isEmpty, !months.isEmpty else { return false }
        // A field with a star allows every value, so the two conditions of "both" never conflict.
        return daysMustMatchBoth
            ? !possibleDaysOfMonth.isEmpty && !daysOfWeek.isEmpty
            : !possibleDaysOfMonth.isEmpty || !daysOfWeek.isEmpty
    }

    func next(after instant: Instant) -> Instant? {
        // Seconds are cut off, so the first candidate is the minute after the one that contains the instant. The search
        // counts its years from the year of the next second.
        guard canFire, let nextSecond = instant.adding(seconds: 1) else { return nil }
        let start = DateTime(nextSecond)
        let lastYear = start.date.year + Self.yearsToSearch
        var date = start.date
        var earliest = (start.secondOfDay + 59) / 60

        while date.year <= lastYear {
            guard months.contains(date.month) else {
                date.advanceMonth()
                earliest = 0
                continue
            }
            if matches(date), let minute = firstMinute(from: earliest) {
                return DateTime(date: date, secondOfDay: minute * 60).instant
            }
            date.advanceDay()
            earliest = 0
        }
        return nil
    }

    /// The reference gives up once the year exceeds that of the start by more than this.
    private static let yearsToSearch = 5

    /// The first minute of a matching day to fire at, counted from midnight as `earliest` is.
    private func firstMinute(from earliest: Int) -> Int? {
        let (hour, minute) = earliest.quotientAndRemainder(dividingBy: 60)
        if hours.contains(hour), let minute = minutes.first(from: minute) {
            return hour * 60 + minute
        }
        guard let hour = hours.first(from: hour + 1), let minute = minutes.first else { return nil }
        return hour * 60 + minute
    }
}

extension CalendarTiming {
    /// Reads five fields with white space between them, and perhaps around them.
    init(in text: Span<UInt8>, at range: Range<Int>) throws(ScheduleError) {
        var words = InlineArray<5, Range<Int>>(repeating: 0..<0)
        var count = 0
        var rest = range
        while let word = text.nextWord(in: rest) {
            if count < words.count { words[count] = word }
            count += 1
            rest = word.upperBound..<range.upperBound
        }
        // A wrong number of fields says more than what is wrong in one of them.
        guard count == words.count else { throw .fieldCount(count, text, range, first: words[0], last: words[4]) }

        minutes = try FieldParser(.minute).parse(text, at: words[0]).values
        hours = try FieldParser(.hour).parse(text, at: words[1]).values
        let daysOfMonth = try FieldParser(.dayOfMonth).parse(text, at: words[2])
        months = try FieldParser(.month).parse(text, at: words[3]).values
        let daysOfWeek = try FieldParser(.dayOfWeek).parse(text, at: words[4])
        self.daysOfMonth = daysOfMonth.values
        self.daysOfWeek = daysOfWeek.values
        daysMustMatchBoth = daysOfMonth.hasStar || daysOfWeek.hasStar
    }
}
