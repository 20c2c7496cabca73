/// On which days a schedule that can fire does so, for example `on the 1st of every month`.
struct DayPhrase {
    /// The phrase, without white space around it.
    let text: String
    /// Whether the days need not be mentioned.
    let isEveryDay: Bool

    init(_ timing: CalendarTiming) {
        let days = timing.possibleDaysOfMonth
        let longestMonth = timing.months.map(CivilDate.longestLength(ofMonth:)).max() ?? 0
        let isAnyDayOfMonth = days.count == longestMonth
        let isAnyDayOfWeek = timing.daysOfWeek.isAll(of: .dayOfWeek)
        let months = timing.months.isAll(of: .month) ? "" : " in \(Self.list(timing.months))"
        let week = "on \(Self.weekdays(timing.daysOfWeek))"

        if timing.daysMustMatchBoth ? isAnyDayOfMonth && isAnyDayOfWeek : isAnyDayOfMonth || isAnyDayOfWeek {
            let idle = Self.idleField(timing, isAnyDayOfMonth: isAnyDayOfMonth, isAnyDayOfWeek: isAnyDayOfWeek)
            text = "every day" + months + (idle.map { ", whatever the \($0)" } ?? "")
            isEveryDay = months.isEmpty && idle == nil
            return
        }
        isEveryDay = false
        if timing.daysMustMatchBoth ? isAnyDayOfMonth : days.isEmpty {
            text = week + months
        } else if timing.daysMustMatchBoth ? isAnyDayOfWeek : timing.daysOfWeek.isEmpty {
            text = Self.daysOfMonth(days, in: timing.months)
        } else {
            let month = "\(Self.daysOfMonth(days)) of the month"
            text = "\(month) or \(week) (either is enough)" + (months.isEmpty ? "" : ",\(months)")
        }
    }

    /// The field that seems to restrict the days and does not, because the other one allows every day.
    private static func idleField(_ timing: CalendarTiming, isAnyDayOfMonth: Bool, isAnyDayOfWeek: Bool) -> String? {
        if !isAnyDayOfWeek, !timing.daysOfWeek.isEmpty { return "day of the week" }
        if !isAnyDayOfMonth, !timing.daysOfMonth.isEmpty { return "day of the month" }
        return nil
    }

    private static func daysOfMonth(_ days: ValueSet) -> String {
        if let (first, last, step) = days.longProgression, step > 1 {
            let ends = (English.ordinal(first), English.ordinal(last))
            return "on every \(English.ordinal(step)) day from the \(ends.0) through the \(ends.1)"
        }
        return "on the \(English.list(days, named: English.ordinal))"
    }

    /// Days of the months that have at least one of them.
    private static func daysOfMonth(_ days: ValueSet, in months: ValueSet) -> String {
        let earliest = days.first ?? 1
        let having = ValueSet(months.filter { CivilDate.longestLength(ofMonth: $0) >= earliest })
        let missing = ValueSet(Field.month.bounds).filter { !having.contains($0) }
        let phrase =
            switch missing.count {
            case 0: "\(daysOfMonth(days)) of every month"
            case 1: "\(daysOfMonth(days)) of every month but \(list(ValueSet(missing)))"
            default: "\(daysOfMonth(days)) of \(list(having))"
            }
        guard days == ValueSet(29...29), having.contains(2) else { return phrase }
        return phrase + (having.count == 1 ? " (leap years only)" : " (in February in leap years only)")
    }

    private static func list(_ months: ValueSet) -> String {
        English.list(months) { Field.month.fullNames[$0 - 1] }
    }

    /// Days of the week, the week taken as a circle for one stretch and as beginning on Monday for a list.
    private static func weekdays(_ days: ValueSet) -> String {
        let names = Field.dayOfWeek.fullNames
        let firsts = days.filter { !days.contains(($0 + 6) % 7) }
        if days.count > 2, firsts.count == 1, let first = firsts.first {
            return "\(names[first]) through \(names[(first + days.count - 1) % 7])"
        }
        return English.list((1...7).map { $0 % 7 }.filter(days.contains).map { names[$0] })
    }
}
