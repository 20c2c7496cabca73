import System

/// A clock that only the test advances.
final class TestClock: Sendable {
    private let instant = Locked(MonotonicInstant(nanoseconds: 1_000_000_000_000))

    /// The current time.
    var now: MonotonicInstant { instant.withLock { $0 } }

    /// The clock as a server uses it.
    var clock: MonotonicClock { MonotonicClock { self.now } }

    /// Advances the time.
    func pass(_ duration: Duration) {
        instant.withLock { $0 = $0.advanced(by: duration) }
    }

    /// Sets the time.
    func set(_ instant: MonotonicInstant) {
        self.instant.withLock { $0 = instant }
    }
}
