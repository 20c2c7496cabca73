/// A point in time, as the number of seconds since 1970-01-01T00:00:00Z without leap seconds.
///
/// Schedules never fire within a second, so an instant keeps whole seconds; every `Int64` is a valid one.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, negative before it.
    public let secondsSinceEpoch: Int64

    /// Creates the instant that lies a number of seconds after 1970-01-01T00:00:00Z.
    /// - Parameter secondsSinceEpoch: The seconds, negative for an instant before 1970.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Whether the left instant comes before the right one.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// The instant a number of seconds later.
    /// - Parameter seconds: How many seconds later, negative for earlier.
    /// - Returns: That instant, or nil where no `Int64` can hold it.
    public func adding(seconds: Int64) -> Instant? {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
        return overflow ? nil : Instant(secondsSinceEpoch: sum)
    }

    /// The day of the week in UTC, 0 for Sunday to 6 for Saturday, numbered as in a schedule.
    public var dayOfWeek: Int {
        DateTime(self).date.dayOfWeek
    }
}

/// A date and a time of day in UTC.
struct DateTime {
    static let secondsPerDay = 86_400

    var date: CivilDate
    /// Seconds since midnight, 0-86399.
    var secondOfDay: Int

    var hour: Int { secondOfDay / 3600 }
    var minute: Int { secondOfDay / 60 % 60 }
    var second: Int { secondOfDay % 60 }

    init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }

    init(_ instant: Instant) {
        let (days, seconds) = Int(instant.secondsSinceEpoch).flooredDivision(by: Self.secondsPerDay)
        self.init(date: CivilDate(daysSinceEpoch: days), secondOfDay: seconds)
    }

    /// The instant, or nil where it lies beyond what an `Int64` of seconds can hold.
    var instant: Instant? {
        // Counting back from the following midnight, so that the earliest of all days loses no second.
        let isBeforeEpoch = date.daysSinceEpoch < 0
        let days = date.daysSinceEpoch + (isBeforeEpoch ? 1 : 0)
        let seconds = secondOfDay - (isBeforeEpoch ? Self.secondsPerDay : 0)
        let (midnight, tooLarge) = days.multipliedReportingOverflow(by: Self.secondsPerDay)
        return tooLarge ? nil : Instant(secondsSinceEpoch: Int64(midnight)).adding(seconds: Int64(seconds))
    }
}

extension Int {
    /// The quotient rounded down and the remainder, which is never negative.
    func flooredDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
