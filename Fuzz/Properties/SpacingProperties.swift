internal import Cron
internal import Time

/// Properties of two schedules together: the reported distance of their runs is that of the runs.
enum SpacingProperties {
    /// 2024-01-01 to 2052-01-01: one cycle of the calendar.
    private static let window: Range<Int64> = 1_704_067_200..<2_587_680_000

    /// The most runs to look at: all runs in the window, if both schedules run less than twice a month.
    private static let mostRuns = 1200

    /// No two runs are closer than reported, and some are that close if all runs can be looked at.
    static func check(_ one: Schedule, _ other: Schedule) throws(Violation) {
        let seconds = one.shortestInterval(to: other, below: .max)
        try require(other.shortestInterval(to: one, below: .max) == seconds, "a distance depends on the direction")
        guard one.interval == nil, other.interval == nil else {
            return try require(seconds == nil, "something is said of `@every`, of which nothing is known")
        }
        if let seconds {
            try require(one.shortestInterval(to: other, below: seconds) == nil, "a limit is not kept")
        }
        let found = shortest(one, other)
        try require(found.seconds ?? .max >= seconds ?? .max, "two schedules are closer than is said")
        if found.isAll { try require(found.seconds == seconds, "two schedules are not as close as is said") }
    }

    /// The shortest time from a run of one to a later run of the other, and whether it has looked at the whole window.
    private static func shortest(_ one: Schedule, _ other: Schedule) -> (seconds: Int64?, isAll: Bool) {
        var last: (one: Int64?, other: Int64?)
        var next = (
            one: run(of: one, after: window.lowerBound - 1), other: run(of: other, after: window.lowerBound - 1)
        )
        var shortest: Int64?
        for _ in 0..<mostRuns {
            guard let time = [next.one, next.other].compactMap({ $0 }).min() else { return (shortest, true) }
            let (isOne, isOther) = (next.one == time, next.other == time)
            let gaps = [isOne ? last.other.map { time - $0 } : nil, isOther ? last.one.map { time - $0 } : nil]
            shortest = ([shortest] + gaps).compactMap { $0 }.min()
            if isOne { (last.one, next.one) = (time, run(of: one, after: time)) }
            if isOther { (last.other, next.other) = (time, run(of: other, after: time)) }
        }
        return (shortest, false)
    }

    private static func run(of schedule: Schedule, after time: Int64) -> Int64? {
        let next = schedule.next(after: Instant(secondsSinceEpoch: time))?.secondsSinceEpoch
        return next.flatMap { window.contains($0) ? $0 : nil }
    }
}
