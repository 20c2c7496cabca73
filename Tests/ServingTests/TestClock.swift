import System

/// A clock that a test sets, and that stands still otherwise.
final class TestClock: Sendable {
    private let instant = Locked(MonotonicInstant(nanoseconds: 1_000_000_000_000))

    /// The time that it shows.
    var now: MonotonicInstant { instant.withLock { $0 } }

    /// The clock, for a server.
    var clock: MonotonicClock { MonotonicClock { self.now } }

    /// Lets time pass.
    func pass(_ duration: Duration) {
        instant.withLock { $0 = $0.advanced(by: duration) }
    }

    /// Sets it.
    func set(_ instant: MonotonicInstant) {
        self.instant.withLock { $0 = instant }
    }
}
