internal import Text

/// The age limit of snapshots in KubeStash's notation.
///
/// It consists of whole numbers with the units y, mo, w, d, h and m, as in `1y6mo` (`ParseDuration` in KubeStash's
/// `apis/storage/v1alpha1/retentionpolicy_helpers.go`). It is not Go's grammar of durations: there are no seconds and
/// no fractions, and a repeated unit replaces its first number instead of adding to it.
struct RetentionPeriod: Sendable {
    /// A unit of time.
    enum Unit: String, CaseIterable, Sendable {
        case year = "y"
        case month = "mo"
        case week = "w"
        case day = "d"
        case hour = "h"
        case minute = "m"

        /// Its length; a month has 30 days and a year 365.
        var minutes: Int64 {
            switch self {
            case .year: 365 * 1440
            case .month: 30 * 1440
            case .week: 7 * 1440
            case .day: 1440
            case .hour: 60
            case .minute: 1
            }
        }
    }

    /// The length of the period; the longest possible one if it is longer.
    let minutes: Int64
    /// A unit that is repeated, nil if there is none.
    let repeatedUnit: Unit?
    /// Whether the minutes are probably meant as months: they stand alone, for less than an hour, or right after years.
    let hasLikelyMonths: Bool

    /// Reads a period; nil if KubeStash refuses it.
    ///
    /// White space around it is ignored; a text of nothing else is 0 minutes.
    init?(utf8 text: Span<UInt8>) {
        let trimmed = text.trimmedAsByGo
        let text = trimmed.span
        var numbers: [Unit: Int64] = [:]
        var repeated: Unit?
        var index = 0
        while index < text.count {
            guard let number = Self.number(in: text, at: &index), let unit = Self.unit(in: text, at: &index) else {
                return nil
            }
            if numbers.updateValue(number, forKey: unit) != nil { repeated = repeated ?? unit }
        }
        // In the order of the units, so that a sum that is too large always overflows in the same way.
        minutes = Unit.allCases.reduce(0) { sum, unit in
            let number = numbers[unit] ?? 0
            let (product, isTooLong) = number.multipliedReportingOverflow(by: unit.minutes)
            let (total, isTooLongInAll) = sum.addingReportingOverflow(product)
            return isTooLong || isTooLongInAll ? (number < 0 ? .min : .max) : total
        }
        repeatedUnit = repeated
        let units = Set(numbers.keys)
        hasLikelyMonths =
            numbers[.minute, default: 0] > 0
            && (units == [.minute] && minutes < Unit.hour.minutes || units == [.year, .minute])
    }

    private static func number(in text: Span<UInt8>, at index: inout Int) -> Int64? {
        let isNegative = text[index] == UInt8(ascii: "-")
        if isNegative { index += 1 }
        let start = index
        var value: Int64 = 0
        while index < text.count, let digit = text[index].decimalDigit {
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeInAll) = tens.addingReportingOverflow(Int64(isNegative ? -digit : digit))
            guard !isTooLarge, !isTooLargeInAll else { return nil }
            value = sum
            index += 1
        }
        return index > start ? value : nil
    }

    private static func unit(in text: Span<UInt8>, at index: inout Int) -> Unit? {
        let start = index
        while index < text.count, text[index] != UInt8(ascii: "-"), text[index].decimalDigit == nil { index += 1 }
        // No unit is longer.
        return index - start <= 2 ? Unit(rawValue: String(text.extracting(start..<index))) : nil
    }
}
