import Cron
import System
import Time

/// A schedule with the time zone of its `TZ=` or `CRON_TZ=` prefix, which Kubernetes refuses and cron knows.
struct ZonedSchedule {
    /// A schedule that cannot be read: what is wrong, and where in the expression.
    struct Problem: Error {
        let message: String
        /// In bytes of UTF-8, from the start of the expression.
        let offset: Int
        let length: Int
    }

    /// The schedule without its prefix.
    let schedule: Schedule
    /// The zone of the prefix, nil if there is none; empty means UTC.
    let zone: String?

    /// Reads a schedule.
    ///
    /// - Parameter expression: The schedule, perhaps with a prefix.
    /// - Throws: The ``Problem`` of the expression; an unknown zone is none.
    init(parsing expression: String) throws(Problem) {
        do throws(ScheduleError) {
            schedule = try Schedule(parsing: expression)
            zone = schedule.timeZone
        } catch {
            guard error.code == .unsupportedTimeZone else {
                throw Problem(message: error.message, offset: error.offset, length: error.length)
            }
            (schedule, zone) = try Self.replacingZone(of: expression, at: error.offset, error.length)
        }
    }

    /// Reads the schedule behind the prefix, as if its zone were UTC.
    private static func replacingZone(
        of expression: String, at offset: Int, _ length: Int
    ) throws(Problem) -> (Schedule, String?) {
        let utf8 = Array(expression.utf8)
        let (head, tail) = (utf8.prefix(offset), utf8.dropFirst(offset + length))
        let zone = String(decoding: utf8.dropFirst(offset).prefix(length), as: UTF8.self)
        do throws(ScheduleError) {
            return (try Schedule(parsing: String(decoding: head + "UTC".utf8 + tail, as: UTF8.self)), zone)
        } catch {
            throw Problem(
                message: error.message, offset: error.offset - "UTC".utf8.count + length, length: error.length)
        }
    }

    /// The next time the schedule fires by a clock.
    ///
    /// As in cron, a local time that is skipped does not fire, and one that occurs twice fires twice.
    ///
    /// - Parameters:
    ///   - instant: A time; the result is later.
    ///   - clock: The clock, nil for UTC.
    /// - Returns: The first time after it, or nil if there is none in the years that a scheduler looks ahead.
    func next(after instant: Instant, by clock: LocalClock?) -> Instant? {
        guard let clock, schedule.interval == nil else { return schedule.next(after: instant) }
        var start = instant.secondsSinceEpoch
        // Each turn ends at a change of the offset from UTC, of which there are a few a year.
        for _ in 0..<Self.mostChanges {
            let offset = clock.offset(at: start)
            guard let local = schedule.next(after: Instant(secondsSinceEpoch: start + offset)) else { return nil }
            let found = local.secondsSinceEpoch - offset
            guard let change = clock.firstChange(after: start, upTo: found) else {
                return Instant(secondsSinceEpoch: found)
            }
            // The clock's first second with another offset may be a match itself, so the search begins before it.
            let changed = clock.offset(at: change)
            if let local = schedule.next(after: Instant(secondsSinceEpoch: change + changed - 1)),
                local.secondsSinceEpoch == change + changed
            {
                return Instant(secondsSinceEpoch: change)
            }
            start = change
        }
        return nil
    }

    /// More changes than any zone had in the five years that a scheduler looks ahead.
    private static let mostChanges = 64
}
