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
        let step = parts.count == 2 ? "/\(parts[1])" : ""
        if ends.count == 1 { return name(low, as: first) + step }
        if low <= high, high <= field.bounds.upperBound {
            return "\(name(low, as: first))-\(name(high, as: first))\(step)"
        }
        return pastTheEnd(low, high, step: parts.count == 2 ? Int(parts[1]) ?? 0 : 1, suffix: step, like: first)
    }

    /// A range that goes on past the end, as two.
    private func pastTheEnd(_ low: Int, _ high: Int, step: Int, suffix: String, like word: Substring) -> String? {
        let bounds = field.bounds
        // Sunday as a seventh day is the first one of the next week.
        let end = high > bounds.upperBound ? bounds.lowerBound : high
        if low > bounds.upperBound { return "\(name(low, as: word))-\(name(end, as: word))\(suffix)" }
        let isAll = low - end == 1 || high > bounds.upperBound && low == bounds.lowerBound
        if isAll, step == 1 { return "\(bounds.lowerBound)-\(bounds.upperBound)" }
        guard step > 0, (bounds.upperBound + 1 - low) % step == 0, end < low else { return nil }
        let ranges = [(low, bounds.upperBound), (bounds.lowerBound, end)]
        return ranges.map { range in
            range.0 == range.1
                ? name(range.0, as: word) : "\(name(range.0, as: word))-\(name(range.1, as: word))\(suffix)"
        }.joined(separator: ",")
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
