/// The clock of a place: its offset from UTC at any time, as a file of the tz database states it (RFC 8536).
public struct TimeZone: Hashable, Sendable {
    /// The times from which an offset holds, in ascending order, in seconds since 1970.
    let changes: [Int64]
    /// The offset from each of those times on, in seconds, positive east of Greenwich.
    let offsets: [Int64]
    /// The offset before the first change.
    let firstOffset: Int64
    /// The changes after the last one that is listed; nil if there are none.
    let rule: DaylightRule?

    /// The clock that shows UTC.
    public static var utc: TimeZone { TimeZone(changes: [], offsets: [], firstOffset: 0, rule: nil) }

    /// The offset from UTC.
    ///
    /// - Parameter instant: A time.
    /// - Returns: The offset in seconds, positive east of Greenwich.
    public func offset(at instant: Instant) -> Int64 {
        let seconds = instant.secondsSinceEpoch
        let next = firstIndex(after: seconds)
        if next == changes.count, let rule { return rule.offset(at: instant) }
        return next == 0 ? firstOffset : offsets[next - 1]
    }

    /// The first time after another at which the clock shows another offset than at that time.
    ///
    /// - Parameter instant: A time.
    /// - Returns: The first second with the other offset; nil if the offset stays the same for ever.
    public func nextChange(after instant: Instant) -> Instant? {
        let offset = offset(at: instant)
        for index in firstIndex(after: instant.secondsSinceEpoch)..<changes.count {
            let change = Instant(secondsSinceEpoch: changes[index])
            if self.offset(at: change) != offset { return change }
        }
        guard let rule else { return nil }
        let last = changes.last.map { max($0, instant.secondsSinceEpoch) } ?? instant.secondsSinceEpoch
        return rule.nextChange(after: Instant(secondsSinceEpoch: last), from: offset)
    }

    /// The date and the time of day that the clock shows.
    ///
    /// - Parameter instant: A time.
    /// - Returns: The local time.
    public func local(_ instant: Instant) -> DateTime {
        DateTime(instant.adding(seconds: offset(at: instant)) ?? instant)
    }

    /// The time in the notation of RFC 3339 with the clock's offset, as in `2026-02-28T01:05:00+01:00`.
    ///
    /// - Parameter instant: A time.
    /// - Returns: The text; it ends in `Z` for ``utc``.
    public func text(of instant: Instant) -> String {
        let offset = offset(at: instant)
        guard self != .utc, let local = instant.adding(seconds: offset) else { return instant.description }
        let minutes = Int(offset.magnitude / 60)
        return "\(local.description.dropLast())\(offset < 0 ? "-" : "+")\(twoDigits(minutes / 60)):"
            + twoDigits(minutes % 60)
    }

    /// The index of the first change after a time, by halving.
    private func firstIndex(after seconds: Int64) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = low + (high - low) / 2
            if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
