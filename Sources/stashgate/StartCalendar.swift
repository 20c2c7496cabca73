import ArgumentParser
import Cron
import Time

/// How many runs start when, over a day or a week: a grid of counts.
struct StartCalendar {
    /// The length of a calendar.
    enum Span: String, CaseIterable, ExpressibleByArgument {
        case day, week

        /// The length in days.
        var days: Int { self == .day ? 1 : 7 }
        /// The minutes that a column stands for.
        var minutesOfColumn: Int { self == .day ? 5 : 60 }
        /// The number of columns.
        var columns: Int { self == .day ? 12 : 24 }
        /// The minutes that a row stands for.
        var minutesOfRow: Int { minutesOfColumn * columns }
    }

    /// A row of the grid: a day, or an hour of the coming day.
    struct Row {
        /// The date of the row by the clock of the calendar.
        let date: CivilDate
        /// The hour of the row, 0 for a whole day.
        let hour: Int
        /// The number of runs that start in each column; nil where the clock shows no such time, or not in the span.
        var counts: [Int?]

        /// The number of runs that start in the row.
        var total: Int { counts.reduce(0) { $0 + ($1 ?? 0) } }
    }

    let span: Span
    /// The clock of the calendar, and the name of its zone.
    let zone: TimeZone
    let zoneName: String
    /// The first moment that counts, and the first one behind the end.
    let start: Instant
    let end: Instant
    /// The schedules, those that start nothing included.
    let schedules: [PlannedSchedule]
    private(set) var rows: [Row] = []
    /// The number of runs that start in a minute, by the minutes since 1970.
    private(set) var minutes: [Int64: Int] = [:]
    /// The number of all runs.
    private(set) var total = 0
    private var places: [Int: Int] = [:]

    /// Counts the starts of schedules.
    ///
    /// - Parameters:
    ///   - schedules: The schedules.
    ///   - span: The length of the calendar.
    ///   - start: The first moment that counts; the calendar begins with its hour.
    ///   - zone: The clock of the calendar.
    ///   - zoneName: The name of its zone.
    init(of schedules: [PlannedSchedule], span: Span, from start: Instant, zone: TimeZone, zoneName: String) {
        self.schedules = schedules
        self.span = span
        self.zone = zone
        self.zoneName = zoneName
        self.start = start
        let hour = start.adding(seconds: -Int64(zone.local(start).secondOfDay % 3600)) ?? start
        end = hour.adding(seconds: Int64(span.days * DateTime.secondsPerDay)) ?? hour
        makeRows(from: hour)
        for case .success(let timing) in schedules.map(\.timing) { count(timing) }
    }

    /// The largest number of runs that start in one cell.
    var most: Int { rows.reduce(0) { max($0, $1.counts.reduce(0) { max($0, $1 ?? 0) }) } }

    /// Whether a schedule starts a run in a minute.
    ///
    /// - Parameters:
    ///   - timing: The schedule.
    ///   - minute: The minute, counted from 1970.
    /// - Returns: Whether it does; `@every` counts from the start of the calendar.
    func starts(_ timing: PlannedSchedule.Timing, in minute: Int64) -> Bool {
        var isThere = false
        if let interval = timing.schedule.interval {
            let behind = (minute + 1) * 60 - 1 - start.secondsSinceEpoch
            isThere = behind >= interval && behind % interval < 60
        } else if let next = timing.schedule.next(
            after: Instant(secondsSinceEpoch: minute * 60 - 1), in: timing.zone)
        {
            isThere = Self.minute(of: next) == minute
        }
        return isThere
    }

    /// The time between two looks at the clock: no zone's offset is not a multiple of it, in this century.
    private static let stride: Int64 = 300

    /// The minute of a time, counted from 1970.
    private static func minute(of instant: Instant) -> Int64 {
        Int64(Int(instant.secondsSinceEpoch).flooredDivision(by: 60).quotient)
    }

    /// Makes a row for each day or hour that the clock shows.
    private mutating func makeRows(from hour: Instant) {
        var time = hour
        while time < end, let next = time.adding(seconds: Self.stride) {
            let local = zone.local(time)
            let place = places[key(of: local)] ?? rows.count
            if place == rows.count {
                places[key(of: local)] = place
                rows.append(
                    Row(
                        date: local.date, hour: span == .day ? local.hour : 0,
                        counts: Array(repeating: nil, count: span.columns)))
            }
            rows[place].counts[column(of: local)] = 0
            time = next
        }
    }

    private func key(of local: DateTime) -> Int {
        local.date.daysSinceEpoch * 24 + (span == .day ? local.hour : 0)
    }

    private func column(of local: DateTime) -> Int {
        local.secondOfDay / 60 % span.minutesOfRow / span.minutesOfColumn
    }

    /// Counts the runs of a schedule, at most one a minute, as Kubernetes starts no more.
    private mutating func count(_ timing: PlannedSchedule.Timing) {
        guard var last = timing.schedule.interval == nil ? start.adding(seconds: -1) : start else { return }
        while let next = timing.schedule.next(after: last, in: timing.zone), next < end {
            let local = zone.local(next)
            if let place = places[key(of: local)] {
                rows[place].counts[column(of: local)] = (rows[place].counts[column(of: local)] ?? 0) + 1
                minutes[Self.minute(of: next), default: 0] += 1
                total += 1
            }
            let isFiner = timing.schedule.interval.map { $0 < 60 } ?? false
            last = isFiner ? Instant(secondsSinceEpoch: Self.minute(of: next) * 60 + 59) : next
        }
    }
}
