import Cron
import Document
import Text
import Time

/// Minutes at which the same runs start together.
struct BusyTime {
    /// The times by the clock of the calendar, in order.
    var times: [DateTime]
    /// The number of runs.
    let count: Int
    /// The indices of their schedules.
    let schedules: [Int]

    /// The minutes since midnight.
    var minute: Int { (times.first?.secondOfDay ?? 0) / 60 }
}

/// The parts of a calendar that both of its forms state in words.
extension StartCalendar {
    /// The most busy minutes that are named.
    private static let mostBusyTimes = 3
    /// The most minutes that are looked at for them: the same one on each day of a week.
    private static let mostMinutes = mostBusyTimes * 7
    /// The most schedules that are named for one of them.
    private static let mostTitles = 4
    /// The longest title of a schedule in characters.
    private static let longestTitle = 48

    /// The minutes at which the most runs start, and at least two; the same minute of several days counts once.
    var busiest: [BusyTime] {
        let candidates = minutes.filter { $0.value > 1 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var busiest: [BusyTime] = []
        for (minute, count) in candidates.prefix(Self.mostMinutes) {
            let local = zone.local(Instant(secondsSinceEpoch: minute * 60))
            let starting = schedules.indices.filter { index in
                guard case .success(let timing) = schedules[index].timing else { return false }
                return starts(timing, in: minute)
            }
            let same = busiest.firstIndex { $0.minute == local.secondOfDay / 60 && $0.schedules == starting }
            if let same {
                busiest[same].times.append(local)
            } else if busiest.count < Self.mostBusyTimes {
                busiest.append(BusyTime(times: [local], count: count, schedules: starting))
            }
        }
        return busiest
    }

    /// A busy minute in words: `02:00 every day: 4 starts (shop/nightly, ...)`.
    func words(for busy: BusyTime) -> String {
        let time = "\(twoDigits(busy.minute / 60)):\(twoDigits(busy.minute % 60))"
        let isEveryDay = span == .week && busy.times.count == span.days
        let days = isEveryDay ? "every day" : "on \(Self.words(for: busy.times.map(\.date)))"
        let titles = busy.schedules.prefix(Self.mostTitles).map { Self.shortened(schedules[$0].title) }
        let others = busy.schedules.count - titles.count
        let names = others > 0 ? titles + ["\(others) more"] : titles
        return "\(time) \(days): \(busy.count) starts (\(names.listed))"
    }

    /// The names of some days: `Mon to Fri`, or `Mon and Wed`.
    private static func words(for days: [CivilDate]) -> String {
        let names = days.map { Weekday.short($0.dayOfWeek) }
        let numbers = days.map(\.daysSinceEpoch)
        guard let first = names.first, let last = names.last, let start = numbers.first, days.count > 2,
            numbers == Array(start..<start + days.count)
        else { return names.listed }
        return "\(first) to \(last)"
    }

    /// The title of the calendar.
    var title: String {
        let first = rows.first.map { Self.text(of: $0.date) } ?? ""
        let last = rows.last.map { Self.text(of: $0.date) } ?? ""
        let year = rows.last?.date.year ?? 0
        return "Scheduled starts, \(first == last ? first : "\(first) to \(last)") \(year) (\(zoneName))"
    }

    /// The numbers of all runs in one sentence.
    var summary: String {
        let active = schedules.count {
            if case .success = $0.timing { true } else { false }
        }
        let count = "\(active) schedule\(active == 1 ? " starts" : "s start") \(total) run\(total == 1 ? "" : "s")"
        let most = minutes.values.max() ?? 0
        return most > 1 ? "\(count), up to \(most) of them in the same minute" : count
    }

    /// Remarks about schedules that are left out or counted otherwise than expected, and about changes of the clock.
    var notes: [String] {
        var notes: [String] = []
        for (silence, text) in [
            (PlannedSchedule.Silence.suspended, "suspended"), (.variable, "with a variable"),
            (.unreadable, "that cannot be read"),
        ] {
            let count = schedules.count {
                if case .failure(let failure) = $0.timing { failure.silence == silence } else { false }
            }
            guard count > 0 else { continue }
            notes.append("\(count) schedule\(count == 1 ? "" : "s") \(text): left out")
        }
        for case .failure(let failure) in schedules.map(\.timing) {
            if case .unknownZone = failure.silence { notes.append("\(failure.silence.text): a schedule is left out") }
        }
        if schedules.contains(where: \.isTemplate) {
            notes.append("a BackupBlueprint or BackupVerifier counts once, whatever the number of its users")
        }
        let hasInterval = schedules.contains {
            if case .success(let timing) = $0.timing { timing.schedule.interval != nil } else { false }
        }
        if hasInterval {
            notes.append("@every counts from the start of this calendar; in a cluster, from its creation")
        }
        return notes + clockChanges
    }

    /// The changes of the clock in the calendar.
    private var clockChanges: [String] {
        var changes: [String] = []
        var last = start
        while let change = zone.nextChange(after: last), change < end, let before = change.adding(seconds: -1) {
            let gap = zone.offset(at: change) - zone.offset(at: before)
            let old = zone.local(change).secondOfDay - Int(gap)
            let minutes = Int(gap.magnitude) / 60
            changes.append(
                "on \(Self.text(of: zone.local(change).date)) the clock goes \(gap > 0 ? "forward" : "back") "
                    + "\(minutes) minutes at \(Self.clock((old + DateTime.secondsPerDay) % DateTime.secondsPerDay))")
            last = change
        }
        return changes
    }

    private static func clock(_ secondOfDay: Int) -> String {
        "\(twoDigits(secondOfDay / 3600)):\(twoDigits(secondOfDay / 60 % 60))"
    }

    private static func shortened(_ title: String) -> String {
        let title = Quoted.line(title)
        return title.count > longestTitle ? "\(title.prefix(longestTitle - 1))\u{2026}" : title
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// A date as in `Mon 2 Mar`.
    static func text(of date: CivilDate) -> String {
        "\(Weekday.short(date.dayOfWeek)) \(date.day) \(months[date.month - 1])"
    }

    /// The label of a row.
    func label(of row: Row) -> String {
        span == .day
            ? "\(Weekday.short(row.date.dayOfWeek)) \(twoDigits(row.hour))h"
            : "\(Weekday.short(row.date.dayOfWeek)) \(row.date.day < 10 ? " " : "")\(row.date.day) "
                + Self.months[row.date.month - 1]
    }

    /// The label of a column: the hour, or the minute in an hour.
    func label(ofColumn column: Int) -> String {
        span == .day ? ":\(twoDigits(column * span.minutesOfColumn))" : twoDigits(column)
    }

    /// The shades of a cell.
    static let shades = 4

    /// The shade of a cell, 0 where nothing starts and 4 where the most does.
    ///
    /// - Parameters:
    ///   - count: The number of runs that start in the cell.
    ///   - most: The largest number in any cell.
    /// - Returns: The shade.
    func shade(of count: Int, _ most: Int) -> Int {
        count == 0 ? 0 : 1 + (count - 1) * Self.shades / max(most, 1)
    }

    /// The shades that occur, each with the least and the greatest number of runs.
    var legend: [(shade: Int, counts: ClosedRange<Int>)] {
        let most = most
        var legend: [(shade: Int, counts: ClosedRange<Int>)] = []
        for shade in 1...Self.shades {
            // The numbers c with 1 + (c - 1) * 4 / most == shade.
            let least = ((shade - 1) * most + Self.shades - 1) / Self.shades + 1
            let greatest = (shade * most + Self.shades - 1) / Self.shades
            if least <= greatest { legend.append((shade, least...greatest)) }
        }
        return legend
    }
}
