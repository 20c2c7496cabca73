internal import Cron
internal import Time

/// The properties of every text that is read as a schedule.
enum CronProperties {
    static func check(_ input: [UInt8]) throws(Violation) {
        try checkPairs(input)
        let schedule: Schedule
        do throws(ScheduleError) {
            schedule = try Schedule(utf8: input.span)
        } catch {
            try require(error.offset >= 0 && error.length >= 0, "a part at fault begins or ends before the text")
            try checkError(error.message, at: error.offset..<error.offset + error.length, of: input)
            return
        }
        try checkExplanation(of: schedule)
        for start in starts { try checkTimes(of: schedule, from: Instant(secondsSinceEpoch: start)) }
    }

    /// The schedules that every other one is compared with: every day, odd days, and the rarest one.
    private static let partners = ["0 0 * * *", "30 12 1 * 1", "59 23 29 2 *", "@every 1h"]

    /// The distance of two schedules is that of their runs: for the schedules of two lines, and for each of them with
    /// itself and with others.
    private static func checkPairs(_ input: [UInt8]) throws(Violation) {
        let lines = input.split(separator: UInt8(ascii: "\n"), maxSplits: 1)
        let schedules = lines.compactMap { try? Schedule(utf8: Array($0).span) }
        for schedule in schedules {
            try require(
                schedule.interval != nil
                    || schedule.shortestInterval(to: schedule, below: .max) == schedule.shortestInterval(below: .max),
                "a schedule is closer to itself than it is")
            for partner in schedules + partners.compactMap({ try? Schedule(parsing: $0) }) {
                try SpacingProperties.check(schedule, partner)
            }
        }
    }

    /// The starts of the search for times: years of today, the eve of a leap day, and the ends of the range.
    private static let starts: [Int64] = [
        1_772_236_800, 951_782_399, -1, 0, 253_402_300_799, .min, .min + 1, .max - 1, .max, .max - 86_400,
    ]

    /// The part at fault lies within the text, and the message is one line of bounded length.
    static func checkError(_ message: String, at range: Range<Int>, of input: [UInt8]) throws(Violation) {
        try require(range.lowerBound >= 0, "a part at fault begins before the text")
        try require(range.upperBound <= input.count, "a part at fault ends behind the text")
        try checkLine(message, longest: 400)
    }

    /// A line contains no line break or other control character.
    static func checkLine(_ line: String, longest: Int) throws(Violation) {
        try require(!line.isEmpty, "a line is empty")
        try require(line.utf8.count <= longest, "a line has \(line.utf8.count) bytes")
        try require(line.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }, "a line has a control character in it")
    }

    private static func checkExplanation(of schedule: Schedule) throws(Violation) {
        let text = schedule.explanation
        try checkLine(text, longest: 1024)
        try require(!text.hasSuffix("."), "an explanation ends with a full stop")
        try require(text.hasPrefix("Never") == !schedule.canFire, "an explanation and the fields contradict each other")
    }

    /// Times ascend, no closer than the schedule's shortest interval, and each is the next one after its predecessor.
    private static func checkTimes(of schedule: Schedule, from start: Instant) throws(Violation) {
        let shortest = schedule.shortestInterval(below: .max)
        var last = start
        for step in 0..<8 {
            guard let next = schedule.next(after: last) else { return }
            try require(schedule.canFire, "a schedule that cannot fire does")
            try require(next > last, "the next time is not after the last")
            let seconds = next.secondsSinceEpoch.subtractingReportingOverflow(last.secondsSinceEpoch)
            if step > 0, let shortest {
                try require(
                    seconds.overflow || seconds.partialValue >= shortest, "two times are closer than \(shortest) s")
            }
            if schedule.interval == nil {
                try require(schedule.next(after: last.midway(to: next)) == next, "a time is skipped from the middle")
            } else {
                try require(seconds.partialValue == schedule.interval, "an interval is not kept")
            }
            last = next
        }
    }
}

extension Instant {
    /// An instant between this one and a later one, which is excluded.
    fileprivate func midway(to later: Instant) -> Instant {
        let (sum, overflow) = later.secondsSinceEpoch.subtractingReportingOverflow(secondsSinceEpoch)
        return overflow ? self : adding(seconds: sum / 2) ?? self
    }
}
