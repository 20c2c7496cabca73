internal import Cron
internal import Time

/// The properties of every file that is read as a time zone.
enum ZoneProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        guard let zone = TimeZone(tzif: input) else { return }
        for start in starts {
            var time = Instant(secondsSinceEpoch: start)
            for _ in 0..<mostChanges {
                // A rule may state a week for an hour of the day, and a day for an offset.
                let offset = zone.offset(at: time)
                try require(abs(offset) <= 90_000, "an offset of more than a day and an hour")
                guard let change = zone.nextChange(after: time) else { break }
                try require(change > time, "the next change is not later")
                try require(zone.offset(at: change) != offset, "a change without another offset")
                let before = Instant(secondsSinceEpoch: change.secondsSinceEpoch - 1)
                try require(zone.offset(at: before) == offset, "the offset changed before the next change")
                time = change
            }
        }
        guard let noon = try? Schedule(parsing: "0 12 * * *") else { return }
        let start = Instant(secondsSinceEpoch: 1_772_236_710)
        guard let next = noon.next(after: start, in: zone) else { return }
        try require(next > start, "the next time is not later")
        try require(zone.local(next).secondOfDay == 43_200, "noon is not at noon")
    }

    /// The starts of the search for changes: the ends of the range, today, and years beyond all lists.
    private static let starts: [Int64] = [.min, -2_000_000_000, 0, 1_772_236_710, 4_102_444_800, .max]
    private static let mostChanges = 20
}
