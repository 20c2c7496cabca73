internal import Text

extension Instant: CustomStringConvertible {
    /// The instant in UTC in the notation of RFC 3339, for example `2026-02-28T00:05:00Z`.
    ///
    /// RFC 3339 ends with the year 9999; years outside 0000-9999 are written with as many digits as they have, and
    /// with a minus sign before the year 0.
    public var description: String {
        let time = DateTime(self)
        let sign = time.date.year < 0 ? "-" : ""
        let date = "\(sign)\(padded(time.date.year.magnitude, to: 4))-\(twoDigits(time.date.month))-"
        return date + "\(twoDigits(time.date.day))T\(twoDigits(time.hour)):\(twoDigits(time.minute)):"
            + "\(twoDigits(time.second))Z"
    }

    /// Reads a date and time with its offset, as in `2026-02-28T00:05:00Z` or `2026-02-28t01:05:00.25+01:00`.
    ///
    /// A fraction of a second is cut off. A leap second, allowed only where one can be (at the end of a month in UTC),
    /// is read as the second after it. The result is nil if the text has another form, or if it names a day or a time
    /// that does not exist.
    /// - Parameter text: The text of an RFC 3339 `date-time` (section 5.6), without anything around it.
    public init?(rfc3339 text: String) {
        self.init(rfc3339: text.utf8.span)
    }

    /// Reads a date and time with its offset from the bytes of a text, without copying it.
    ///
    /// - Parameter text: The bytes of an RFC 3339 `date-time` (section 5.6), without anything around it.
    public init?(rfc3339 text: Span<UInt8>) {
        var reader = DigitReader()
        guard
            let year = reader.number(digits: 4, in: text), reader.take("-", in: text),
            let month = reader.number(digits: 2, in: text), reader.take("-", in: text),
            let day = reader.number(digits: 2, in: text), reader.take("T", or: "t", in: text),
            let hour = reader.number(digits: 2, in: text), hour <= 23, reader.take(":", in: text),
            let minute = reader.number(digits: 2, in: text), minute <= 59, reader.take(":", in: text),
            let second = reader.number(digits: 2, in: text), second <= 60,
            reader.skipFraction(in: text),
            let offset = reader.offset(in: text), reader.isAtEnd(of: text),
            let date = CivilDate(year: year, month: month, day: day),
            let local = DateTime(date: date, secondOfDay: hour * 3600 + minute * 60 + second).instant,
            let instant = local.adding(seconds: Int64(-offset))
        else { return nil }
        if second == 60 {
            let following = DateTime(instant)
            guard following.secondOfDay == 0, following.date.day == 1 else { return nil }
        }
        self = instant
    }
}

/// A position in a text of numbers and the marks between them.
private struct DigitReader {
    private var position = 0

    func isAtEnd(of text: Span<UInt8>) -> Bool {
        position == text.count
    }

    mutating func take(_ mark: Unicode.Scalar, or other: Unicode.Scalar? = nil, in text: Span<UInt8>) -> Bool {
        guard position < text.count else { return false }
        let scalar = Unicode.Scalar(text[position])
        guard scalar == mark || scalar == other else { return false }
        position += 1
        return true
    }

    /// The number written with exactly this many digits.
    mutating func number(digits: Int, in text: Span<UInt8>) -> Int? {
        guard text.count - position >= digits else { return nil }
        var value = 0
        for index in position..<position + digits {
            guard let digit = text[index].decimalDigit else { return nil }
            value = value * 10 + digit
        }
        position += digits
        return value
    }

    /// Skips a fraction; false if a point has no digit after it.
    mutating func skipFraction(in text: Span<UInt8>) -> Bool {
        guard take(".", in: text) else { return true }
        let start = position
        while position < text.count, text[position].decimalDigit != nil { position += 1 }
        return position > start
    }

    /// The offset from UTC in seconds.
    mutating func offset(in text: Span<UInt8>) -> Int? {
        if take("Z", or: "z", in: text) { return 0 }
        let isNegative = take("-", in: text)
        guard
            isNegative || take("+", in: text),
            let hours = number(digits: 2, in: text), hours <= 23, take(":", in: text),
            let minutes = number(digits: 2, in: text), minutes <= 59
        else { return nil }
        let seconds = hours * 3600 + minutes * 60
        return isNegative ? -seconds : seconds
    }
}

/// A number of one or two digits, written with two.
/// - Parameter number: 0 to 99.
/// - Returns: Two digits.
public func twoDigits(_ number: Int) -> String {
    padded(number.magnitude, to: 2)
}

private func padded(_ number: UInt, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
