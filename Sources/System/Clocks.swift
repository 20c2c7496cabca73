internal import CLinux

/// A point in time of this machine's monotonic clock, which starts at boot and cannot be set.
package struct MonotonicInstant: Comparable, Sendable {
    /// Nanoseconds since the clock started.
    package let nanoseconds: Int64

    /// Makes an instant.
    /// - Parameter nanoseconds: Nanoseconds since the clock started.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// A point in time that never comes.
    package static let never = MonotonicInstant(nanoseconds: .max)

    /// The current time.
    /// - Returns: The instant of the call.
    package static func now() -> MonotonicInstant {
        MonotonicInstant(nanoseconds: linux_monotonic_nanoseconds())
    }

    /// A later instant.
    /// - Parameter duration: The time until then; a result beyond the clock's range is `never`.
    /// - Returns: The instant after that time.
    package func advanced(by duration: Duration) -> MonotonicInstant {
        let (seconds, attoseconds) = duration.components
        let (whole, tooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (span, overflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        let (sum, tooLate) = nanoseconds.addingReportingOverflow(span)
        return tooLong || overflow || tooLate ? .never : MonotonicInstant(nanoseconds: sum)
    }

    /// The time until another instant.
    /// - Parameter other: The other instant.
    /// - Returns: The time; negative if the other instant is earlier. A time beyond 292 years is 292 years.
    package func duration(to other: MonotonicInstant) -> Duration {
        let (difference, overflow) = other.nanoseconds.subtractingReportingOverflow(nanoseconds)
        return .nanoseconds(overflow ? .max : difference)
    }

    /// Orders instants by time.
    package static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

/// A clock that a program reads the monotonic time from: this machine's clock, or one that a test sets.
package struct MonotonicClock: Sendable {
    private let read: @Sendable () -> MonotonicInstant

    /// Makes a clock.
    /// - Parameter read: Says what the clock shows; any thread may call it.
    package init(_ read: @escaping @Sendable () -> MonotonicInstant) {
        self.read = read
    }

    /// The clock of this machine.
    package static let system = MonotonicClock(MonotonicInstant.now)

    /// Reads the clock.
    /// - Returns: The instant of the call.
    package func now() -> MonotonicInstant { read() }
}

extension Duration {
    /// The duration in the form of poll(2) and epoll_wait(2): whole milliseconds, rounded up, and 0 for a negative one.
    package var pollTimeout: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < Int64(Int32.max / 1000) else { return Int32.max }
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: milliseconds)
    }
}

/// The time of day of this machine, which can be set and may jump; not for measuring.
package enum WallClock {
    /// The time of day, for a Date field or a log.
    /// - Returns: Seconds since 1970-01-01T00:00:00Z.
    package static func secondsSinceEpoch() -> Int64 {
        linux_seconds_since_epoch()
    }

    /// The time of day, like `secondsSinceEpoch()`, for a log that has several lines a second.
    /// - Returns: Milliseconds since 1970-01-01T00:00:00Z.
    package static func millisecondsSinceEpoch() -> Int64 {
        linux_milliseconds_since_epoch()
    }
}
