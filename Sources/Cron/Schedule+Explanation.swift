extension Schedule {
    /// What the schedule means in English, for example `At 02:30 on Monday through Friday`.
    ///
    /// It is one line without a full stop. It tells the times that the fields allow, not how they are written, so that
    /// two equal schedules have the same explanation.
    public var explanation: String {
        switch timing {
        case .calendar(let fields): fields.explanation
        case .interval(let seconds): "Every \(Self.english(seconds)), each time counted from the one before"
        }
    }

    private static func english(_ seconds: Int64) -> String {
        let parts = [
            (seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second"),
        ].filter { $0.0 > 0 }
        if parts.count == 1, let part = parts.first, part.0 == 1 { return part.1 }
        return English.list(parts.map { English.count($0.0, $0.1) })
    }
}

extension CalendarTiming {
    var explanation: String {
        guard canFire else { return "Never: \(reasonForNever)" }
        let days = DayPhrase(self).text
        return days.isEmpty ? timePhrase : "\(timePhrase) \(days)"
    }

    private var reasonForNever: String {
        let required: [(Field, ValueSet)] = [(.minute, minutes), (.hour, hours), (.month, months)]
        if let empty = required.first(where: { $0.1.isEmpty }) {
            return "the \(empty.0.name) is an empty list"
        }
        if daysOfMonth.isEmpty { return "the day of month is an empty list" }
        let emptyWeek = daysOfWeek.isEmpty ? "the day of week is an empty list" : nil
        if let emptyWeek, !possibleDaysOfMonth.isEmpty { return emptyWeek }
        let names = English.list(months) { Field.month.fullNames[$0 - 1] }
        let days = English.list(daysOfMonth, "or", named: English.ordinal)
        let missingDays = "\(names) \(months.count == 1 ? "has" : "have") no \(days)"
        return missingDays + (emptyWeek.map { ", and \($0)" } ?? "")
    }
}

extension ValueSet {
    func isAll(of field: Field) -> Bool {
        self == ValueSet(field.bounds)
    }
}
