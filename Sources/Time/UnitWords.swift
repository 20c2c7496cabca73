internal import Text

/// Reads numbers with units as people write them, to suggest a notation that programs read.
public struct UnitWords: Sendable {
    /// A unit that is so many of another one, which notations without it have.
    public typealias Multiple = (count: Int, unit: String)

    /// The longest text that is read, in bytes: an amount of time with every unit is shorter.
    private static let longest = 64

    /// The unit for each word.
    private let units: [String: String]
    private let multiples: [String: Multiple]
    /// The unit of a number alone, nil if it is not clear.
    private let bareUnit: String?

    private static let words: [String: [String]] = [
        "s": ["s", "sec", "secs", "second", "seconds"], "m": ["m", "min", "mins", "minute", "minutes"],
        "h": ["h", "hr", "hrs", "hour", "hours"], "d": ["d", "day", "days"], "w": ["w", "week", "weeks"],
        "mo": ["mo", "mon", "mons", "month", "months"], "y": ["y", "yr", "year", "years"], "ms": ["ms"], "us": ["us"],
        "ns": ["ns"],
    ]

    /// Go's notation of durations, which ends with hours; a number alone stands for seconds.
    public static let duration = duration(bareUnit: "s")

    /// Go's notation of durations, where a number alone may stand for anything.
    public static let interval = duration(bareUnit: nil)

    private static func duration(bareUnit: String?) -> UnitWords {
        UnitWords(
            ["h", "m", "s", "ms", "us", "ns"], multiples: ["d": (24, "h"), "w": (7 * 24, "h")], bareUnit: bareUnit)
    }

    /// Whether a text has a number of months or years, which Go's notation has no unit for.
    ///
    /// - Parameter text: The text.
    /// - Returns: Whether one of its words is such a unit.
    public static func hasMonths(_ text: Span<UInt8>) -> Bool {
        guard text.count <= longest else { return false }
        let own = String(text).lowercased().split { !$0.isLetter }.map(String.init)
        let units = (words["mo"] ?? []) + (words["y"] ?? [])
        return own.contains { units.contains($0) }
    }

    /// Makes a reader for a notation.
    ///
    /// - Parameters:
    ///   - units: The units of the notation, as it writes them.
    ///   - multiples: The units that it lacks, as so many of another one.
    ///   - bareUnit: The unit of a number alone, nil if it is not clear.
    public init(_ units: [String], multiples: [String: Multiple] = [:], bareUnit: String? = nil) {
        self.units = (units + multiples.keys).reduce(into: [:]) { known, unit in
            for word in Self.words[unit] ?? [] { known[word] = unit }
        }
        self.multiples = multiples
        self.bareUnit = bareUnit
    }

    /// The text that was probably meant.
    ///
    /// - Parameter text: Numbers with their units, in either case and with blanks. A comma in a number counts as a decimal
    ///   point, and one after a unit separates two terms.
    /// - Returns: The text in the notation; nil if it is not clear.
    public func meant(by text: Span<UInt8>) -> String? {
        guard text.count <= Self.longest, let terms = terms(of: String(text)) else { return nil }
        var meant: [Term] = []
        for term in terms {
            guard let simple = simple(term) else { return nil }
            guard let index = meant.firstIndex(where: { $0.unit == simple.unit }) else {
                meant.append(simple)
                continue
            }
            // Days and hours add up; the same unit twice may be a mistake in either.
            guard meant.count == index + 1, terms.filter({ $0.unit == term.unit }).count == 1,
                let sum = Self.sum(meant[index].number, simple.number)
            else { return nil }
            meant[index].number = sum
        }
        return meant.map { $0.number + $0.unit }.joined()
    }

    private typealias Term = (number: String, unit: String)

    private func terms(of text: String) -> [Term]? {
        var rest = text[...].drop(while: \.isWhitespace)
        var terms: [Term] = []
        while !rest.isEmpty {
            let number = rest.prefix { $0.isWholeNumber && $0.isASCII || $0 == "." || $0 == "," }
            rest = rest[number.endIndex...].drop(while: \.isWhitespace)
            let word = rest.prefix { $0.isLetter }
            rest = rest[word.endIndex...].drop(while: \.isWhitespace)
            // Three digits after a comma may be thousands.
            guard number.first?.isNumber == true,
                number.split(separator: ",", omittingEmptySubsequences: false).last?.count != 3
                    || !number.contains(",")
            else { return nil }
            // Only a number alone is without its unit: another one may have lost a digit or a colon to a blank.
            let isAlone = word.isEmpty && rest.isEmpty && terms.isEmpty
            // An M could be a month or a minute.
            guard word != "M", let unit = isAlone ? bareUnit : units[word.lowercased()] else { return nil }
            terms.append((String(number.map { $0 == "," ? "." : $0 }), unit))
            if rest.first == "," {
                rest = rest.dropFirst().drop(while: \.isWhitespace)
                guard !rest.isEmpty else { return nil }
            }
        }
        return terms
    }

    /// A term in a unit of the notation.
    private func simple(_ term: Term) -> Term? {
        guard let multiple = multiples[term.unit] else { return term }
        guard let number = Int(term.number),
            case let (product, false) = number.multipliedReportingOverflow(by: multiple.count)
        else { return nil }
        return (String(product), multiple.unit)
    }

    private static func sum(_ left: String, _ right: String) -> String? {
        guard let left = Int(left), let right = Int(right),
            case let (sum, false) = left.addingReportingOverflow(right)
        else { return nil }
        return String(sum)
    }
}
