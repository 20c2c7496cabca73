import Cron

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
}
