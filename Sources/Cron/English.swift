extension Schedule {
    /// The meaning of the schedule in English, for example `At 02:30 on Monday through Friday`.
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

/// Words and phrases of English that all explanations share.
enum English {
    /// The items separated by commas, with a conjunction before the last one.
    static func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// The values as a list in which three or more in a row become one "first through last".
    static func list(
        _ values: ValueSet, _ conjunction: String = "and", named name: (Int) -> String = { String($0) }
    ) -> String {
        let items = values.runs.flatMap { run in
            run.count > 2 ? ["\(name(run.lowerBound)) through \(name(run.upperBound))"] : run.map(name)
        }
        return list(items, conjunction)
    }

    static func ordinal(_ number: Int) -> String {
        switch (number % 100, number % 10) {
        case (11...13, _): "\(number)th"
        case (_, 1): "\(number)st"
        case (_, 2): "\(number)nd"
        case (_, 3): "\(number)rd"
        default: "\(number)th"
        }
    }

    /// A number of things, for example `1 hour` or `2 hours`.
    static func count(_ number: Int64, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// The word "every" with a unit: `every hour`, `every 2 hours`.
    static func every(_ step: Int, _ noun: String) -> String {
        step == 1 ? "Every \(noun)" : "Every \(step) \(noun)s"
    }
}

extension ValueSet {
    /// The values as stretches without a gap.
    var runs: [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for value in self {
            if let last = runs.last, last.upperBound + 1 == value {
                runs[runs.count - 1] = last.lowerBound...value
            } else {
                runs.append(value...value)
            }
        }
        return runs
    }

    /// The distance between each value and the next, if it is the same for all.
    var step: Int? {
        guard let first, let last, count > 1 else { return nil }
        let (step, remainder) = (last - first).quotientAndRemainder(dividingBy: count - 1)
        return remainder == 0 && self == ValueSet(first...last, by: step) ? step : nil
    }

    /// The first value, the last one and the step, if there are so many evenly spaced values that these three say more
    /// than a list.
    var longProgression: (first: Int, last: Int, step: Int)? {
        guard count >= 5, let first, let last, let step else { return nil }
        return (first, last, step)
    }
}
