internal import Text

/// A duration in Go's notation, such as `1h30m`, `-1.5s` or `0`.
///
/// Accepts the same texts as Go's `time.ParseDuration` and results in the same number, including its rounding and its
/// one overflow.
public struct GoDuration: Hashable, Sendable {
    /// The length in nanoseconds; negative if the text begins with a minus sign.
    public let nanoseconds: Int64

    /// Reads a duration from bytes, without allocating memory if it is valid.
    /// - Parameter text: The duration and nothing else. It need not be valid UTF-8.
    /// - Throws: A ``GoDurationError`` that says what is wrong, what is allowed and where.
    public init(utf8 text: Span<UInt8>) throws(GoDurationError) {
        try self.init(in: text, at: 0..<text.count)
    }

    /// Reads an optional sign and then a number with its unit, one or more times; or a bare `0`.
    ///
    /// - Parameters:
    ///   - text: A text that contains the duration.
    ///   - range: The range of the duration.
    /// - Throws: A ``GoDurationError`` with a range of the text.
    public init(in text: Span<UInt8>, at range: Range<Int>) throws(GoDurationError) {
        var reader = GoDurationReader(rest: range)
        let isNegative = reader.takeSign(in: text)
        if text.equals(reader.rest, "0") {
            nanoseconds = 0
            return
        }
        guard !reader.rest.isEmpty else { throw .missing(at: range) }

        var total: UInt64 = 0
        while !reader.rest.isEmpty {
            // Two terms of 2^63 wrap around to 0 in the reference, which then accepts them.
            total &+= try reader.term(in: text)
            guard total <= Self.limit else { throw .tooLong(at: range) }
        }
        if isNegative {
            nanoseconds = Int64(truncatingIfNeeded: 0 &- total)
        } else {
            guard let positive = Int64(exactly: total) else { throw .tooLong(at: range) }
            nanoseconds = positive
        }
    }

    /// The magnitude of the smallest `Int64`: no part of a duration may exceed it.
    static let limit: UInt64 = 1 << 63
}

/// The rest of a duration's text.
private struct GoDurationReader {
    var rest: Range<Int>

    /// Reads a sign and returns whether it is a minus.
    mutating func takeSign(in text: Span<UInt8>) -> Bool {
        let isNegative = text.starts(rest, with: "-")
        if isNegative || text.starts(rest, with: "+") { drop(1) }
        return isNegative
    }

    /// Reads a number and its unit.
    /// - Returns: Nanoseconds, at most 2^63.
    mutating func term(in text: Span<UInt8>) throws(GoDurationError) -> UInt64 {
        let start = rest.lowerBound
        let whole = try wholeNumber(in: text)
        var hasDigits = rest.lowerBound > start
        var fraction = (digits: UInt64(0), scale: 1.0)
        if text.starts(rest, with: ".") {
            drop(1)
            let point = rest.lowerBound
            fraction = takeFraction(in: text)
            hasDigits = hasDigits || rest.lowerBound > point
        }
        guard hasDigits else { throw .malformed(text, start..<rest.upperBound) }

        let nanoseconds = try unit(in: text, numberStart: start)
        guard whole <= GoDuration.limit / nanoseconds else { throw .tooLong(at: start..<rest.lowerBound) }
        // The reference's own floating-point steps, so that a long fraction is rounded the same way; it adds at most
        // one unit.
        let part = UInt64(Double(fraction.digits) * (Double(nanoseconds) / fraction.scale))
        let sum = whole * nanoseconds + part
        guard sum <= GoDuration.limit else { throw .tooLong(at: start..<rest.lowerBound) }
        return sum
    }

    private mutating func wholeNumber(in text: Span<UInt8>) throws(GoDurationError) -> UInt64 {
        let start = rest.lowerBound
        var value: UInt64 = 0
        while let digit = nextDigit(in: text) {
            guard value <= GoDuration.limit / 10, value * 10 + digit <= GoDuration.limit else {
                throw .tooLong(at: start..<rest.lowerBound + 1)
            }
            value = value * 10 + digit
            drop(1)
        }
        return value
    }

    /// Reads the digits of a fraction; digits that no longer fit into 63 bits are ignored.
    private mutating func takeFraction(in text: Span<UInt8>) -> (digits: UInt64, scale: Double) {
        var digits: UInt64 = 0
        var scale = 1.0
        var isFull = false
        while let digit = nextDigit(in: text) {
            drop(1)
            isFull = isFull || digits > UInt64(Int64.max) / 10 || digits * 10 + digit > GoDuration.limit
            if isFull { continue }
            digits = digits * 10 + digit
            scale *= 10
        }
        return (digits, scale)
    }

    /// Reads a unit, which reaches to the next digit or point.
    /// - Returns: Its length in nanoseconds.
    private mutating func unit(in text: Span<UInt8>, numberStart: Int) throws(GoDurationError) -> UInt64 {
        let start = rest.lowerBound
        while let position = rest.first, text[position] != UInt8(ascii: "."), nextDigit(in: text) == nil { drop(1) }
        let name = start..<rest.lowerBound
        guard !name.isEmpty else { throw .missingUnit(text, numberStart..<start) }
        if text.equals(name, "s") { return 1_000_000_000 }
        if text.equals(name, "m") { return 60_000_000_000 }
        if text.equals(name, "h") { return 3_600_000_000_000 }
        if text.equals(name, "ms") { return 1_000_000 }
        // The micro sign and the Greek letter mu.
        if text.equals(name, "us") || text.equals(name, "\u{B5}s") || text.equals(name, "\u{3BC}s") { return 1000 }
        if text.equals(name, "ns") { return 1 }
        throw .unknownUnit(text, name)
    }

    private func nextDigit(in text: Span<UInt8>) -> UInt64? {
        rest.first.flatMap { text[$0].decimalDigit }.map(UInt64.init)
    }

    private mutating func drop(_ count: Int) {
        rest = rest.lowerBound + count..<rest.upperBound
    }
}
