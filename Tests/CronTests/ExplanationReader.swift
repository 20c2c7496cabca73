@testable import Cron
import Time

/// Reads an explanation back, so that a test can compare what it says with what the schedule does.
struct ExplanationReader {
    private var rest: Substring
    /// The minutes of the day that the explanation names, counted from midnight.
    private(set) var minutesOfDay: Set<Int> = []
    private var daysOfMonth: Set<Int>?
    private var daysOfWeek: Set<Int>?
    private var months = Set(1...12)

    /// Reads an explanation; nil if its text is not understood to the end.
    init?(_ explanation: String) {
        rest = explanation[...]
        guard readTimes() else { return nil }
        if !rest.isEmpty { guard take(" "), readDays() else { return nil } }
        guard rest.isEmpty else { return nil }
    }

    func tells(_ date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        switch (daysOfMonth, daysOfWeek) {
        case (nil, nil): return true
        case (let days?, nil): return days.contains(date.day)
        case (nil, let days?): return days.contains(date.dayOfWeek)
        case (let days?, let weekdays?): return days.contains(date.day) || weekdays.contains(date.dayOfWeek)
        }
    }

    private mutating func readTimes() -> Bool {
        if take("Every hour, on the hour") { return add(minutes: [0], hours: Set(0...23)) }
        if take("Every hour at minute ") {
            guard let minute = number() else { return false }
            return add(minutes: [minute], hours: Set(0...23))
        }
        if take("At minute") {
            _ = take("s")
            guard take(" "), let minutes = numbers(), take(" of "), let hours = hours() else { return false }
            return add(minutes: minutes, hours: hours)
        }
        if take("At ") {
            repeat {
                guard let time = clock() else { return false }
                minutesOfDay.insert(time)
            } while takeComma()
            return true
        }
        guard take("Every ") else { return false }
        let step = number() ?? 1
        _ = take(" ")
        if take("hour") {
            _ = take("s")
            guard take(" from "), let first = clock(), take(" through "), let last = clock() else { return false }
            minutesOfDay = Set(stride(from: first, through: last, by: step * 60))
            return true
        }
        guard take("minute") else { return false }
        _ = take("s")
        return readEvenMinutes(step)
    }

    private mutating func readEvenMinutes(_ step: Int) -> Bool {
        if take(" from minute ") {
            guard let first = number(), take(" through minute "), let last = number(), take(" of "), let hours = hours()
            else { return false }
            return add(minutes: Set(stride(from: first, through: last, by: step)), hours: hours)
        }
        let even = Set(stride(from: 0, through: 59, by: step))
        if take(" during ") {
            guard let hours = hours() else { return false }
            return add(minutes: even, hours: hours)
        }
        guard take(" from ") else { return add(minutes: even, hours: Set(0...23)) }
        repeat {
            guard let first = clock(), take(" through "), let last = clock(), last >= first else { return false }
            minutesOfDay.formUnion(stride(from: first, through: last, by: step))
        } while take(", from ") || take(" and from ")
        return true
    }

    private mutating func hours() -> Set<Int>? {
        if take("every hour") { return Set(0...23) }
        if take("every ") {
            guard let step = ordinal(), take(" hour from hour "), let first = number(), take(" through hour "),
                let last = number()
            else { return nil }
            return Set(stride(from: first, through: last, by: step))
        }
        guard take("hour") else { return nil }
        _ = take("s")
        return take(" ") ? numbers() : nil
    }

    private mutating func add(minutes: Set<Int>, hours: Set<Int>) -> Bool {
        for hour in hours { minutesOfDay.formUnion(minutes.map { hour * 60 + $0 }) }
        return true
    }

    private mutating func readDays() -> Bool {
        if take("every day") {
            if take(" in ") { guard readMonths() else { return false } }
            _ = take(", whatever the day of the week") || take(", whatever the day of the month")
            return true
        }
        if take("in ") { return readMonths() }
        guard take("on ") else { return false }
        if take("every ") {
            guard let step = ordinal(), take(" day from the "), let first = ordinal(), take(" through the "),
                let last = ordinal()
            else { return false }
            daysOfMonth = Set(stride(from: first, through: last, by: step))
        } else if take("the ") {
            daysOfMonth = list { $0.ordinal() }
        } else {
            guard readWeekdays() else { return false }
            return take(" in ") ? readMonths() : true
        }
        if take(" of the month or on ") {
            guard readWeekdays(), take(" (either is enough)") else { return false }
            return take(", in ") ? readMonths() : true
        }
        guard take(" of ") else { return false }
        if take("every month but ") {
            guard let month = name(of: .month) else { return false }
            months.remove(month)
        } else if !take("every month") {
            guard readMonths() else { return false }
        }
        _ = take(" (leap years only)") || take(" (in February in leap years only)")
        return true
    }

    private mutating func readMonths() -> Bool {
        guard let months = list({ $0.name(of: .month) }) else { return false }
        self.months = months
        return true
    }

    private mutating func readWeekdays() -> Bool {
        guard let first = name(of: .dayOfWeek) else { return false }
        if take(" through ") {
            guard let last = name(of: .dayOfWeek) else { return false }
            daysOfWeek = Set((0..<7).filter { ($0 - first + 7) % 7 <= (last - first + 7) % 7 })
            return true
        }
        var days: Set = [first]
        while takeComma() {
            guard let day = name(of: .dayOfWeek) else { return false }
            days.insert(day)
        }
        daysOfWeek = days
        return true
    }

    /// Values and "first through last" with commas and "and" between them.
    private mutating func list(_ value: (inout Self) -> Int?) -> Set<Int>? {
        var values: Set<Int> = []
        repeat {
            guard let first = value(&self) else { return nil }
            var last = first
            if take(" through ") {
                guard let end = value(&self), end > first else { return nil }
                last = end
            }
            values.formUnion(first...last)
        } while takeComma()
        return values
    }

    private mutating func numbers() -> Set<Int>? {
        list { $0.number() }
    }

    private mutating func takeComma() -> Bool {
        !rest.hasPrefix(", whatever") && (take(", ") || take(" and "))
    }

    private mutating func number() -> Int? {
        let digits = rest.prefix { $0.isNumber }
        rest = rest.dropFirst(digits.count)
        return Int(digits)
    }

    private mutating func ordinal() -> Int? {
        guard let number = number(), take(number == 11 || number == 12 || number == 13 ? "th" : suffix(number)) else {
            return nil
        }
        return number
    }

    private func suffix(_ number: Int) -> String {
        [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th"
    }

    private mutating func clock() -> Int? {
        guard let hour = number(), hour < 24, take(":"), let minute = number(), minute < 60 else { return nil }
        return hour * 60 + minute
    }

    private mutating func name(of field: Field) -> Int? {
        for (index, name) in field.fullNames.enumerated() where take(name) { return index + field.bounds.lowerBound }
        return nil
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }
}
