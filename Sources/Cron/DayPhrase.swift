internal import Time

/// The days on which a schedule that can fire does so, for example `on the 1st of every month`.
struct DayPhrase {
    /// The phrase, without white space around it; empty if the schedule fires every hour of every day.
    let text: String

    init(_ timing: CalendarTiming) {
        let days = timing.possibleDaysOfMonth
        let months = timing.months.isAll(of: .month) ? "" : " in \(Self.list(timing.months))"
        let week = "on \(Self.weekdays(timing.daysOfWeek))"
        switch DecisiveField(timing) {
        case .none(let idle):
            // "Every hour" implies "every day".
            let isImplied = timing.hours.isAll(of: .hour) && idle == nil
            let phrase = (isImplied ? "" : "every day") + months + (idle.map { ", whatever the \($0)" } ?? "")
            text = String(phrase.drop { $0 == " " })
        case .dayOfWeek:
            text = week + months
        case .dayOfMonth:
            text = Self.daysOfMonth(days, in: timing.months)
        case .either:
            let month = "\(Self.daysOfMonth(days)) of the month"
            text = "\(month) or \(week) (either is enough)" + (months.isEmpty ? "" : ",\(months)")
        }
    }

    /// The one of the two day fields that decides on which days the schedule fires.
    private enum DecisiveField {
        /// Every day fires; `idle` is a field that seems to restrict the days and does not.
        case none(idle: String?)
        case dayOfMonth, dayOfWeek, either

        init(_ timing: CalendarTiming) {
            let days = timing.possibleDaysOfMonth
            let isAnyDayOfMonth = days.count == timing.longestMonth
            let isAnyDayOfWeek = timing.daysOfWeek.isAll(of: .dayOfWeek)
            switch (isAnyDayOfMonth, isAnyDayOfWeek) {
            case (true, true):
                self = .none(idle: nil)
            case (true, false):
                let idle = timing.daysOfWeek.isEmpty ? nil : "day of the week"
                self = timing.daysMustMatchBoth ? .dayOfWeek : .none(idle: idle)
            case (false, true):
                let idle = timing.daysOfMonth.isEmpty ? nil : "day of the month"
                self = timing.daysMustMatchBoth ? .dayOfMonth : .none(idle: idle)
            case (false, false):
                self = days.isEmpty ? .dayOfWeek : timing.daysOfWeek.isEmpty ? .dayOfMonth : .either
            }
        }
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

    /// Days of the week: a single stretch may wrap around the end of the week, a list begins on Monday.
    private static func weekdays(_ days: ValueSet) -> String {
        let names = Field.dayOfWeek.fullNames
        let firsts = days.filter { !days.contains(($0 + 6) % 7) }
        if days.count > 2, firsts.count == 1, let first = firsts.first {
            return "\(names[first]) through \(names[(first + days.count - 1) % 7])"
        }
        return English.list((1...7).map { $0 % 7 }.filter(days.contains).map { names[$0] })
    }
}
