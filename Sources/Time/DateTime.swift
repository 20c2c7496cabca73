/// A date and a time of day in UTC.
public struct DateTime {
    /// The length of a day in UTC.
    public static let secondsPerDay = 86_400

    /// The day.
    public var date: CivilDate
    /// Seconds since midnight, 0-86399.
    public var secondOfDay: Int

    /// 0-23.
    public var hour: Int { secondOfDay / 3600 }
    /// 0-59.
    public var minute: Int { secondOfDay / 60 % 60 }
    /// 0-59.
    public var second: Int { secondOfDay % 60 }

    /// A time of a day.
    /// - Parameters:
    ///   - date: The day.
    ///   - secondOfDay: Seconds since midnight, 0-86399.
    public init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// The date and the time of an instant in UTC.
    /// - Parameter instant: The instant.
    public init(_ instant: Instant) {
        let (days, seconds) = Int(instant.secondsSinceEpoch).flooredDivision(by: Self.secondsPerDay)
        self.init(date: CivilDate(daysSinceEpoch: days), secondOfDay: seconds)
    }

    /// The instant; nil if it is beyond the range of an `Int64` of seconds.
    public var instant: Instant? {
        // Counts back from the following midnight, so that the earliest of all days loses no second.
        let isBeforeEpoch = date.daysSinceEpoch < 0
        let days = date.daysSinceEpoch + (isBeforeEpoch ? 1 : 0)
        let seconds = secondOfDay - (isBeforeEpoch ? Self.secondsPerDay : 0)
        let (midnight, tooLarge) = days.multipliedReportingOverflow(by: Self.secondsPerDay)
        return tooLarge ? nil : Instant(secondsSinceEpoch: Int64(midnight)).adding(seconds: Int64(seconds))
    }
}

extension Int {
    /// The quotient rounded down and the remainder, which is never negative.
    /// - Parameter divisor: A positive number.
    /// - Returns: Both.
    public func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
