internal import Text
public import Time

/// When a job runs: five cron fields, a descriptor such as `@daily`, or `@every` with a duration.
///
/// Accepts the same texts as the standard parser of robfig/cron v3, with which Kubernetes reads the schedule of a
/// CronJob, and fires at the same times. Two schedules are equal if they fire at the same times for the same reasons,
/// no matter how they are written: `@daily` equals `0 0 * * *`.
public struct Schedule: Sendable, Hashable {
    enum Timing: Hashable, Sendable {
        case calendar(CalendarTiming)
        /// Whole seconds, at least one.
        case interval(seconds: Int64)
    }

    let timing: Timing

    /// The zone of a `TZ=` or `CRON_TZ=` prefix, nil if there is no such prefix.
    ///
    /// It is `UTC`, or empty, which means UTC too. Kubernetes refuses such a prefix in a CronJob.
    public let timeZone: String?

    /// Reads a schedule.
    /// - Parameter text: The schedule and nothing else; white space around five fields is allowed.
    /// - Throws: A ``ScheduleError`` that says what is wrong, what is allowed and where.
    public init(parsing text: String) throws(ScheduleError) {
        try self.init(utf8: text.utf8.span)
    }

    /// Reads a schedule from bytes, without allocating memory if the schedule is valid.
    /// - Parameter text: The schedule and nothing else. It need not be valid UTF-8.
    /// - Throws: A ``ScheduleError`` that says what is wrong, what is allowed and where.
    public init(utf8 text: Span<UInt8>) throws(ScheduleError) {
        do throws(ScheduleError) {
            try self.init(reading: text)
        } catch {
            throw (.quotes(in: text) ?? error).suggesting(MeantSchedule.of(text))
        }
    }

    /// Reads a schedule, or says what is wrong without a guess at what was meant.
    init(reading text: Span<UInt8>) throws(ScheduleError) {
        let prefix = try TimeZonePrefix(of: text)
        timeZone = prefix?.zone
        // White space around a descriptor is an error, except after a prefix.
        let rest = prefix.map { text.trimmedWhiteSpace($0.end..<text.count) } ?? 0..<text.count
        timing =
            if text.starts(rest, with: "@") {
                try Descriptor(in: text, at: rest).timing
            } else {
                .calendar(try CalendarTiming(in: text, at: rest))
            }
    }

    /// The time between two fires of an `@every` schedule, in whole seconds; nil for any other schedule.
    public var interval: Int64? {
        guard case .interval(let seconds) = timing else { return nil }
        return seconds
    }

    /// Whether the schedule ever fires, whatever today's date is: on 30 February it never does, on the 29th it can.
    public var canFire: Bool {
        switch timing {
        case .calendar(let fields): fields.canFire
        case .interval: true
        }
    }

    /// The next time the schedule fires.
    /// - Parameter instant: A time; the result is later.
    /// - Returns: The first time after it, or nil if there is none until the end of the fifth year after the year of
    ///   the next second, at which the reference gives up too.
    public func next(after instant: Instant) -> Instant? {
        switch timing {
        case .calendar(let fields): fields.next(after: instant)
        case .interval(let seconds): instant.adding(seconds: seconds)
        }
    }
}

/// A `TZ=` or `CRON_TZ=` prefix, whose zone ends at the first space (U+0020).
private struct TimeZonePrefix {
    let zone: String
    let end: Int

    init?(of text: Span<UInt8>) throws(ScheduleError) {
        let whole = 0..<text.count
        let start: Int
        if text.starts(whole, with: "TZ=") {
            start = 3
        } else if text.starts(whole, with: "CRON_TZ=") {
            start = 8
        } else {
            return nil
        }
        guard let end = text.firstIndex(of: UInt8(ascii: " "), in: start..<text.count) else {
            throw .unendedTimeZone(in: text)
        }
        if start == end {
            zone = ""
        } else if text.equals(start..<end, "UTC") {
            zone = "UTC"
        } else {
            throw .unsupportedTimeZone(text, start..<end)
        }
        self.end = end
    }
}
