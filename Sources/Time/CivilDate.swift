/// A day of the Gregorian calendar, extended before its introduction and without end.
public struct CivilDate: Equatable, Sendable {
    /// The astronomical year: 0 is the year before 1.
    public private(set) var year: Int
    /// 1-12.
    public private(set) var month: Int
    /// 1 to the length of the month.
    public private(set) var day: Int
    /// 0 for Sunday to 6 for Saturday.
    public private(set) var dayOfWeek: Int

    /// The date that lies a number of days after 1970-01-01.
    /// - Parameter days: The days, for every day that an `Instant` can have; negative before 1970.
    public init(daysSinceEpoch days: Int) {
        // Years have 365.2425 days on average, so the estimate is off by at most one.
        var year = (days * 400).flooredDivision(by: 146_097).quotient + 1970
        while Self.daysBefore(year: year) > days { year -= 1 }
        while Self.daysBefore(year: year + 1) <= days { year += 1 }

        var dayOfYear = days - Self.daysBefore(year: year)
        var month = 1
        while dayOfYear >= Self.length(ofMonth: month, in: year) {
            dayOfYear -= Self.length(ofMonth: month, in: year)
            month += 1
        }
        self.year = year
        self.month = month
        self.day = dayOfYear + 1
        // 1970-01-01 was a Thursday.
        self.dayOfWeek = (days + 4).flooredDivision(by: 7).remainder
    }

    /// The given day; nil if the month has no such day.
    /// - Parameters:
    ///   - year: The astronomical year.
    ///   - month: 1 to 12.
    ///   - day: 1 to the length of the month.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, in: year) else { return nil }
        let daysBeforeMonth = (1..<month).reduce(0) { $0 + Self.length(ofMonth: $1, in: year) }
        self.init(daysSinceEpoch: Self.daysBefore(year: year) + daysBeforeMonth + day - 1)
    }

    /// Days from 1970-01-01 to this day.
    public var daysSinceEpoch: Int {
        (1..<month).reduce(Self.daysBefore(year: year) + day - 1) { $0 + Self.length(ofMonth: $1, in: year) }
    }

    /// Moves to the next day.
    public mutating func advanceDay() {
        dayOfWeek = (dayOfWeek + 1) % 7
        if day < Self.length(ofMonth: month, in: year) {
            day += 1
        } else {
            day = 1
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
    }

    /// Moves to the first day of the next month.
    public mutating func advanceMonth() {
        dayOfWeek = (dayOfWeek + Self.length(ofMonth: month, in: year) - day + 1) % 7
        day = 1
        (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    /// The number of days of a month.
    /// - Parameters:
    ///   - month: 1 to 12.
    ///   - year: The astronomical year.
    /// - Returns: 28 to 31.
    public static func length(ofMonth month: Int, in year: Int) -> Int {
        month == 2 && !isLeap(year) ? 28 : longestLength(ofMonth: month)
    }

    /// The number of days of a long month.
    public static let longestMonth = 31

    /// The number of days that a month has in a leap year.
    /// - Parameter month: 1 to 12.
    /// - Returns: 29 to 31.
    public static func longestLength(ofMonth month: Int) -> Int {
        switch month {
        case 2: 29
        case 4, 6, 9, 11: 30
        default: longestMonth
        }
    }

    /// Days from 1970-01-01 to the first of January of the year.
    private static func daysBefore(year: Int) -> Int {
        365 * (year - 1970) + leapYears(through: year - 1) - leapYears(through: 1969)
    }

    /// The number of leap years from year 1 to this one; negative for years before 1.
    private static func leapYears(through year: Int) -> Int {
        year.flooredDivision(by: 4).quotient - year.flooredDivision(by: 100).quotient
            + year.flooredDivision(by: 400).quotient
    }
}
