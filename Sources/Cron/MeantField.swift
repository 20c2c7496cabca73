internal import Text

/// The field that was probably meant by one that is not: ranges past the end, and days and months in full.
struct MeantField {
    private let field: Field

    init(_ field: Field) {
        self.field = field
    }

    /// The field with every item mended; nil if it is not clear what one means.
    func mend(_ text: String) -> String? {
        var items: [String] = []
        for item in text.split(separator: ",") {
            guard let mended = mendItem(item) else { return nil }
            items.append(mended)
        }
        return items.isEmpty ? text : items.joined(separator: ",")
    }

    private func mendItem(_ item: Substring) -> String? {
        let parts = item.split(separator: "/", omittingEmptySubsequences: false)
        let ends = (parts.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
        guard let first = ends.first, first != "*", first != "?" else { return String(item) }
        guard parts.count <= 2, ends.count <= 2, let low = value(first), let high = value(ends.last ?? first) else {
            return nil
        }
        let suffix = parts.count == 2 ? "/\(parts[1])" : ""
        if ends.count == 1 { return name(low, as: first) + suffix }
        if low <= high, high <= field.bounds.upperBound {
            return "\(name(low, as: first))-\(name(high, as: first))\(suffix)"
        }
        let step = parts.count == 2 ? Int(parts[1]) ?? 0 : 1
        if high <= field.bounds.upperBound, low <= field.bounds.upperBound {
            // The ends may be swapped, except for names, which have no first one, and for Sunday as the last day.
            let areNames = ends.allSatisfy { Int($0) == nil }
            guard step == 1, areNames || field == .dayOfWeek && high == 0 else { return nil }
        }
        return pastTheEnd(low, high, step: step, suffix: suffix, like: first)
    }

    /// A range that goes on past the end, as two, or with a step as its values.
    private func pastTheEnd(_ low: Int, _ high: Int, step: Int, suffix: String, like word: Substring) -> String? {
        let bounds = field.bounds
        // Sunday as a seventh day is the first one of the next week.
        let end = high > bounds.upperBound ? bounds.lowerBound : high
        if low > bounds.upperBound { return "\(name(low, as: word))-\(name(end, as: word))\(suffix)" }
        let isAll = low - end == 1 || high > bounds.upperBound && low == bounds.lowerBound
        if isAll, step == 1 { return "\(bounds.lowerBound)-\(bounds.upperBound)" }
        guard step > 0, end < low else { return nil }
        return field.range(from: low, pastTheEndTo: end, by: step) { name($0, as: word) }
    }

    /// A value of the field, where a week may have its Sunday at the end, too.
    private func value(_ word: Substring) -> Int? {
        let upper = field.bounds.upperBound + (field == .dayOfWeek ? 1 : 0)
        if let number = Int(word) { return (field.bounds.lowerBound...upper).contains(number) ? number : nil }
        let word = word.lowercased()
        guard word.utf8.count >= 3 else { return nil }
        return field.fullNames.firstIndex { $0.lowercased().hasPrefix(word) }.map { $0 + field.bounds.lowerBound }
    }

    /// A value in the notation of a word, a name or a number.
    private func name(_ value: Int, as word: Substring) -> String {
        let value = value > field.bounds.upperBound ? field.bounds.lowerBound : value
        return Int(word) == nil ? field.valueNames[value - field.bounds.lowerBound] : String(value)
    }
}

extension Field {
    /// A range that goes on past the end, as two ranges, or with a step as its values.
    /// - Parameters:
    ///   - low: The first value.
    ///   - high: The last value, less than the first.
    ///   - step: The step, 1 for all values.
    ///   - name: The notation of a value.
    /// - Returns: The list.
    func range(from low: Int, pastTheEndTo high: Int, by step: Int, _ name: (Int) -> String) -> String {
        guard step == 1 else {
            // A step may be as large as an Int; anything beyond the range has the same effect.
            let step = min(step, bounds.count)
            let values = stride(from: low, through: high + bounds.count, by: step)
            return values.map { name($0 > bounds.upperBound ? $0 - bounds.count : $0) }.joined(separator: ",")
        }
        return [(low, bounds.upperBound), (bounds.lowerBound, high)].map { first, last in
            first == last ? name(first) : "\(name(first))-\(name(last))"
        }.joined(separator: ",")
    }
}
