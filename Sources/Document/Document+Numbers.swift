extension Document {
    /// A whole number, in any notation: `10`, `10.0` and `1e1` are the same, as they are to Kubernetes.
    ///
    /// - Returns: The number, or the nearest `Int64` if it is out of range; nil if the value is not a number or has a
    ///   fraction.
    public func integer(_ node: Node) -> Int64? {
        guard self[node].kind == .number else { return nil }
        return withUTF8(of: node, IntegerText.plainValue) ?? IntegerText.value(rawBytes(of: node))
    }
}

/// The value of a checked JSON number, without floating point: exact, and linear in its digits.
private enum IntegerText {
    /// The largest exponent that makes a difference: no text within the parser's limits has as many digits.
    private static let largestExponent = 1 << 32

    static func value(_ text: ArraySlice<UInt8>) -> Int64? {
        let isNegative = text.first == UInt8(ascii: "-")
        var whole = text.dropFirst(isNegative ? 1 : 0)
        var exponent = 0
        if let mark = whole.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            exponent = exponentValue(whole[(mark + 1)...])
            whole = whole[..<mark]
        }
        var digits = Array(whole)
        if let point = digits.firstIndex(of: UInt8(ascii: ".")) {
            exponent -= digits.count - point - 1
            digits.remove(at: point)
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        guard !significant.isEmpty else { return 0 }
        guard exponent >= 0 else { return nil }
        // 2^63 has 19 digits, so a longer number is out of range, and one of 19 digits may be.
        guard significant.count + exponent <= 19 else { return isNegative ? .min : .max }
        var value: Int64 = 0
        for place in 0..<significant.count + exponent {
            let digit = place < significant.count ? significant[significant.startIndex + place] : UInt8(ascii: "0")
            let tens = value.multipliedReportingOverflow(by: 10)
            let sum =
                (isNegative
                ? tens.partialValue.subtractingReportingOverflow : tens.partialValue.addingReportingOverflow)(
                    Int64(digit &- UInt8(ascii: "0")))
            guard !tens.overflow, !sum.overflow else { return isNegative ? .min : .max }
            value = sum.partialValue
        }
        return value
    }

    /// The most digits that always fit, so that they need no overflow check.
    private static let shortLength = 18

    /// The value of a common number: a few digits and perhaps a minus sign; nil for any other.
    static func plainValue(_ text: Span<UInt8>) -> Int64? {
        guard text.count <= shortLength else { return nil }
        let isNegative = !text.isEmpty && text[0] == UInt8(ascii: "-")
        var value: Int64 = 0
        for index in (isNegative ? 1 : 0)..<text.count {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[index] else { return nil }
            value = value &* 10 &+ Int64(text[index] &- UInt8(ascii: "0"))
        }
        return isNegative ? 0 &- value : value
    }

    private static func exponentValue(_ text: ArraySlice<UInt8>) -> Int {
        var value = 0
        for byte in text where byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-") {
            value = min(value * 10 + Int(byte &- UInt8(ascii: "0")), largestExponent)
        }
        return text.first == UInt8(ascii: "-") ? -value : value
    }
}
