internal import CLinux

/// A point in time of this machine's monotonic clock, which no one sets and which starts at boot.
public struct Instant: Comparable, Sendable {
    /// Nanoseconds since the clock started.
    public let nanoseconds: Int64

    /// Makes an instant.
    /// - Parameter nanoseconds: Nanoseconds since the clock started.
    public init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A point in time that never comes.
    public static let never = Instant(nanoseconds: .max)

    /// What the clock shows.
    /// - Returns: The instant of the call.
    public static func now() -> Instant {
        Instant(nanoseconds: linux_monotonic_nanoseconds())
    }

    /// The time of day, which people set, for a Date field or a log; not for measuring.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z.
    public static func secondsSinceEpoch() -> Int64 {
        linux_seconds_since_epoch()
    }

    /// The time of day, as `secondsSinceEpoch()` tells it, for a log that has several lines a second.
    /// - Returns: Milliseconds since 1970-01-01T00:00:00Z.
    public static func millisecondsSinceEpoch() -> Int64 {
        linux_milliseconds_since_epoch()
    }

    /// A later instant.
    /// - Parameter duration: How much later; what is beyond the clock's range is `never`.
    /// - Returns: The instant after that time.
    public func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (span, overflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (sum, tooLate) = nanoseconds.addingReportingOverflow(span)
        return tooLong || overflow || tooLate ? .never : Instant(nanoseconds: sum)
    }

    /// The time until another instant.
    /// - Parameter other: The other instant.
    /// - Returns: How long that is; negative where the other one is earlier. What is beyond 292
    ///   years is 292 years.
    public func duration(to other: Instant) -> Duration {
        let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
        return .nanoseconds(overflow ? .max : difference)
    }

    /// Orders instants by time.
    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}
