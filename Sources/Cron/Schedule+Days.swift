extension Schedule {
    /// Whether a day matches by its day of month or by its day of week, so that either is enough.
    ///
    /// This is so if neither of the two fields has a star: `0 0 13 * 5` fires on every 13th and on every Friday. A
    /// field that lists all of its values makes the other one irrelevant, so it counts only beside a field that does
    /// not; an empty list (`,`) leaves the days to the other field.
    public var firesOnEitherDay: Bool {
        guard case .calendar(let fields) = timing, !fields.daysMustMatchBoth, !fields.daysOfMonth.isEmpty,
            !fields.daysOfWeek.isEmpty
        else { return false }
        let isEveryDayOfMonth = fields.daysOfMonth == ValueSet(Field.dayOfMonth.bounds)
        let isEveryDayOfWeek = fields.daysOfWeek == ValueSet(Field.dayOfWeek.bounds)
        return !(isEveryDayOfMonth && isEveryDayOfWeek)
    }

    /// Whether the two schedules fire at the same minute, in any year.
    ///
    /// Two `@every` schedules of the same duration do if they are started together, and one of a minute or less fires
    /// in every minute; nothing can be said about any other `@every` schedule.
    ///
    /// - Parameter other: The other schedule, in the same time zone.
    /// - Returns: Whether there is such a minute.
    public func coincides(with other: Schedule) -> Bool {
        switch (timing, other.timing) {
        case (.calendar(let fields), .calendar(let others)): fields.coincides(with: others)
        case (.interval(let seconds), .interval(let others)): seconds == others || min(seconds, others) <= 60
        case (.calendar(let fields), .interval(let seconds)), (.interval(let seconds), .calendar(let fields)):
            seconds <= 60 && fields.canFire
        }
    }
}

extension CalendarTiming {
    fileprivate func coincides(with other: CalendarTiming) -> Bool {
        let common = months.intersection(other.months)
        guard !minutes.intersection(other.minutes).isEmpty, !hours.intersection(other.hours).isEmpty, !common.isEmpty
        else { return false }
        // In some year, any date of the common months falls on any day of the week.
        return dayChoices.contains { choice in
            other.dayChoices.contains { other in
                let both = CalendarTiming(
                    minutes: minutes, hours: hours, daysOfMonth: choice.ofMonth.intersection(other.ofMonth),
                    months: common, daysOfWeek: choice.ofWeek.intersection(other.ofWeek), daysMustMatchBoth: true)
                return both.canFire
            }
        }
    }

    /// The ways in which a day can match: one by both fields, or one by its day of month and one by its day of week.
    private var dayChoices: [(ofMonth: ValueSet, ofWeek: ValueSet)] {
        if daysMustMatchBoth { return [(daysOfMonth, daysOfWeek)] }
        return [
            (daysOfMonth, ValueSet(Field.dayOfWeek.bounds)), (ValueSet(Field.dayOfMonth.bounds), daysOfWeek),
        ]
    }
}

extension ValueSet {
    fileprivate func intersection(_ other: ValueSet) -> ValueSet {
        ValueSet(bits: bits & other.bits)
    }
}
