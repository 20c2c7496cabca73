/// A point in time, as the number of seconds since 1970-01-01T00:00:00Z without leap seconds.
///
/// Schedules never fire within a second, so an instant has whole seconds; every `Int64` is a valid one.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z, negative before it.
    public let secondsSinceEpoch: Int64

    /// Makes the instant that is a number of seconds after 1970-01-01T00:00:00Z.
    /// - Parameter secondsSinceEpoch: The seconds, negative for an instant before 1970.
    public init(secondsSinceEpoch: Int64) {
        self.secondsSinceEpoch = secondsSinceEpoch
    }

    /// Whether the left instant comes before the right one.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.secondsSinceEpoch < right.secondsSinceEpoch
    }

    /// The instant a number of seconds later.
    /// - Parameter seconds: The number of seconds, negative for earlier.
    /// - Returns: That instant, or nil if it does not fit into an `Int64`.
    public func adding(seconds: Int64) -> Instant? {
        let (sum, overflow) = secondsSinceEpoch.addingReportingOverflow(seconds)
        return overflow ? nil : Instant(secondsSinceEpoch: sum)
    }

    /// The day of the week in UTC, 0 for Sunday to 6 for Saturday, numbered as in a schedule.
    public var dayOfWeek: Int {
        DateTime(self).date.dayOfWeek
    }
}
