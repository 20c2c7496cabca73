public import Time

extension Schedule {
    /// The next time the schedule fires by the clock of a place.
    ///
    /// As in cron, a local time that is skipped does not fire, and one that occurs twice fires twice.
    ///
    /// - Parameters:
    ///   - instant: A time; the result is later.
    ///   - zone: The clock.
    /// - Returns: The first time after it, or nil if there is none in the years that a scheduler looks ahead.
    public func next(after instant: Instant, in zone: TimeZone) -> Instant? {
        guard zone != .utc, interval == nil else { return next(after: instant) }
        var start = instant
        // Each turn ends at a change of the offset from UTC, of which there are a few a year.
        for _ in 0..<Self.mostChanges {
            let offset = zone.offset(at: start)
            guard let found = nextLocal(after: start, offset: offset) else { return nil }
            guard let change = zone.nextChange(after: start), change <= found else { return found }
            // The clock's first second with another offset may be a match itself, so the search begins before it.
            if let before = change.adding(seconds: -1),
                nextLocal(after: before, offset: zone.offset(at: change)) == change
            {
                return change
            }
            start = change
        }
        return nil
    }

    /// The next time by a clock that never changes its offset from UTC.
    private func nextLocal(after instant: Instant, offset: Int64) -> Instant? {
        instant.adding(seconds: offset).flatMap { next(after: $0) }.flatMap { $0.adding(seconds: -offset) }
    }

    /// More changes than any zone had in the five years that a scheduler looks ahead.
    private static let mostChanges = 64
}
