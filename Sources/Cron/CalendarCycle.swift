internal import Time

/// The months of the 28 years after which the days of the week fall on the same dates again (until the leap year that
/// 2100 is not).
///
/// Questions about the days of a schedule are answered a month at a time, with the days as the bits of one word: 336
/// steps instead of 10,227.
enum CalendarCycle {
    /// One month of one year.
    struct Month {
        /// 1-12.
        let number: Int
        /// How many days it has.
        let length: Int
        /// The day of the week of its first day, 0 for Sunday.
        let firstDayOfWeek: Int
    }

    private static let firstYear = 2024
    private static let years = 28

    /// All months in their order.
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
    /// The first days of five weeks, as bits.
    private static let weeks: UInt64 = 1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28

    /// The days of a month on which it fires, 1-31.
    func days(in month: CalendarCycle.Month) -> ValueSet {
        guard months.contains(month.number) else { return ValueSet() }
        let first = UInt64(month.firstDayOfWeek)
        let week = (daysOfWeek.bits >> first | daysOfWeek.bits << (7 - first)) & 0x7F
        let byWeek = week &* Self.weeks << 1
        let all = ValueSet(1...month.length).bits
        return ValueSet(bits: (daysMustMatchBoth ? daysOfMonth.bits & byWeek : daysOfMonth.bits | byWeek) & all)
    }
}
