internal import Text

/// Numbers in notations that people use, and that JSON does not have.
enum WrittenNumber {
    /// The bounds of the modes of files, which people write as octal numbers.
    private static let modes: ClosedRange<Int64> = 0...0o777
    /// The longest text that is read, in bytes.
    private static let longest = 16
    /// The seconds in each unit of time.
    private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86400]

    /// The mode of a file that is meant by octal digits.
    ///
    /// - Parameters:
    ///   - text: The text, such as `0755` or `755`.
    ///   - bounds: The bounds of the field.
    /// - Returns: The mode as a number; nil if the field has none or the text is something else.
    static func mode(_ text: String, within bounds: ClosedRange<Int64>) -> Int64? {
        guard bounds == modes else { return nil }
        let digits = text.hasPrefix("0o") ? text.dropFirst(2) : text[...]
        guard (3...4).contains(digits.utf8.count), digits.utf8.count == 3 || digits.first == "0",
            let mode = Int64(digits, radix: 8), modes.contains(mode)
        else { return nil }
        return mode
    }

    /// The seconds in a time with units.
    ///
    /// - Parameter text: The text, such as `5m` or `1h30m`.
    /// - Returns: The seconds; nil if the text is something else.
    static func seconds(_ text: String) -> Int64? {
        guard text.utf8.count <= longest else { return nil }
        var (total, rest, last) = (Int64(0), text[...], Int64.max)
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
            guard let number = Int64(digits), let unit = rest[digits.endIndex...].first.flatMap({ units[$0] }),
                unit < last,
                case let (product, false) = number.multipliedReportingOverflow(by: unit),
                case let (sum, false) = total.addingReportingOverflow(product)
            else { return nil }
            (total, rest, last) = (sum, rest[digits.endIndex...].dropFirst(), unit)
        }
        return text.isEmpty ? nil : total
    }
}
