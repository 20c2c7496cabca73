internal import Text

/// Reads numbers with units as people write them, to suggest the notation that KubeStash reads.
struct UnitWords: Sendable {
    /// The longest text that is read, in bytes: an amount of time with every unit is shorter.
    private static let longest = 64

    /// The unit for each word.
    private let units: [String: String]
    /// The units that are so many of another unit, for notations that lack them.
    private let multiples: [String: (count: Int, unit: String)]
    /// The unit of a number alone, nil if it is not clear.
    private let bareUnit: String?

    private static let words: [String: [String]] = [
        "s": ["s", "sec", "secs", "second", "seconds"], "m": ["m", "min", "mins", "minute", "minutes"],
        "h": ["h", "hr", "hrs", "hour", "hours"], "d": ["d", "day", "days"], "w": ["w", "week", "weeks"],
        "mo": ["mo", "month", "months"], "y": ["y", "yr", "year", "years"], "ms": ["ms"], "us": ["us"], "ns": ["ns"],
    ]

    /// Go's notation of durations, which ends with hours.
    static let duration = UnitWords(
        ["h", "m", "s", "ms", "us", "ns"], multiples: ["d": (24, "h"), "w": (7 * 24, "h")], bareUnit: "s")

    /// KubeStash's notation of periods, which begins with minutes.
    static let period = UnitWords(["y", "mo", "w", "d", "h", "m"], multiples: [:], bareUnit: nil)

    private init(_ units: [String], multiples: [String: (count: Int, unit: String)], bareUnit: String?) {
        self.units = (units + multiples.keys).reduce(into: [:]) { known, unit in
            for word in Self.words[unit] ?? [] { known[word] = unit }
        }
        self.multiples = multiples
        self.bareUnit = bareUnit
    }

    /// The text that was probably meant, nil if it is not clear.
    ///
    /// - Parameter text: Numbers with their units, in either case and with blanks; a comma counts as a decimal point.
    /// - Returns: The text in the notation.
    func meant(by text: Span<UInt8>) -> String? {
        guard text.count <= Self.longest else { return nil }
        var rest = String(text)[...].drop(while: \.isWhitespace)
        var terms: [(number: String, unit: String)] = []
        while !rest.isEmpty {
            let number = rest.prefix { $0.isNumber || $0 == "." || $0 == "," }
            rest = rest[number.endIndex...].drop(while: \.isWhitespace)
            let word = rest.prefix { $0.isLetter }
            rest = rest[word.endIndex...].drop(while: \.isWhitespace)
            // Three digits after a comma may be thousands.
            guard !number.isEmpty,
                number.split(separator: ",", omittingEmptySubsequences: false).last?.count != 3
                    || !number.contains(",")
            else { return nil }
            // Only a number alone is without its unit: another one may have lost a digit or a colon to a blank.
            let isAlone = word.isEmpty && rest.isEmpty && terms.isEmpty
            // An M could be a month or a minute.
            guard word != "M", let unit = isAlone ? bareUnit : units[word.lowercased()] else { return nil }
            terms.append((String(number.replacing(",", with: ".")), unit))
        }
        guard let only = terms.first, terms.count == 1, let multiple = multiples[only.unit] else {
            let isKnown = terms.allSatisfy { multiples[$0.unit] == nil }
            return isKnown ? terms.map { $0.number + $0.unit }.joined() : nil
        }
        guard let number = Int(only.number),
            case let (product, false) = number.multipliedReportingOverflow(by: multiple.count)
        else { return nil }
        return "\(product)\(multiple.unit)"
    }
}
