/// What every explanation needs of the English language.
enum English {
    /// The items with commas between them and a word before the last one.
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

    /// The word "every" with what comes again: `every hour`, `every 2 hours`.
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

    /// The distance between each value and the next, where it is the same for all.
    var step: Int? {
        guard let first, let last, count > 1 else { return nil }
        let (step, remainder) = (last - first).quotientAndRemainder(dividingBy: count - 1)
        return remainder == 0 && self == ValueSet(first...last, by: step) ? step : nil
    }

    /// The first value, the last one and the step, where there are so many evenly spaced values that these three say
    /// more than a list.
    var longProgression: (first: Int, last: Int, step: Int)? {
        guard count >= 5, let first, let last, let step else { return nil }
        return (first, last, step)
    }
}
