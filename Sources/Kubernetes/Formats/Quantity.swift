internal import Document
internal import Text

/// A quantity in Kubernetes' notation: `500m`, `1.5`, `2Gi`, `1e3`.
///
/// It is exact, without floating point, and does not overflow for any number of digits. As in Kubernetes, it is rounded
/// up (away from zero) to a billionth, and with a binary unit it is at most the largest 64-bit number.
public struct Quantity: Sendable {
    /// The amount without its sign.
    public enum Magnitude: Sendable {
        /// In billionths; any number with 38 digits fits.
        case nanos(UInt128)
        /// A magnitude too large for that, which only powers of ten can be.
        ///
        /// It has its digits, perhaps with a point among them, and the power of ten of the first digit that is not
        /// zero.
        case beyond(digits: [UInt8], order: Int)
    }

    /// Whether it is less than zero.
    public let isNegative: Bool
    /// The magnitude.
    public let magnitude: Magnitude

    /// Reads the value of a text or number, nil if it is not a quantity.
    init?(_ node: Document.Node, in document: Document) {
        switch document.kind(of: node) {
        case .string, .number: break
        default: return nil
        }
        guard let value = document.withUTF8(of: node, { Quantity($0) }) else { return nil }
        self = value
    }

    /// Whether the text of a value begins with a minus sign, as every negative quantity does.
    static func hasMinus(_ node: Document.Node, in document: Document) -> Bool {
        document.withUTF8(of: node) { $0.first == UInt8(ascii: "-") }
    }

    /// Reads a text, nil if it is not a quantity.
    public init?(_ text: Span<UInt8>) {
        guard let parts = try? QuantityText(text) else { return nil }
        let number = text.extracting(parts.number)
        switch parts.unit {
        case .decimal(let exponent): magnitude = Magnitude(decimal: number, exponent: exponent)
        case .binary(let exponent): magnitude = Magnitude(binary: number, exponent: exponent)
        }
        if case .nanos(0) = magnitude {
            isNegative = false
        } else {
            isNegative = parts.isNegative
        }
    }

    private init(isNegative: Bool, magnitude: Magnitude) {
        self.isNegative = isNegative
        self.magnitude = magnitude
    }

    /// Whether it is zero.
    public var isZero: Bool {
        if case .nanos(0) = magnitude { true } else { false }
    }

    /// The amount that Kubernetes stores for a container's resource: rounded up to a thousandth.
    public var inThousandths: Quantity {
        guard case .nanos(let nanos) = magnitude else { return self }
        return Quantity(isNegative: isNegative, magnitude: .nanos(Self.roundUp(nanos, to: 1_000_000)))
    }

    /// Whether it is a whole number, after Kubernetes has rounded it up to thousandths.
    public var isWhole: Bool {
        guard case .nanos(let nanos) = inThousandths.magnitude else { return true }
        return nanos % Self.nanosOfOne == 0
    }

    /// Whether it is a whole number of pages of this size, after rounding both up to the next whole number.
    ///
    /// True if either is too large to tell.
    public func isMultiple(of page: Quantity) -> Bool {
        guard case .nanos(let nanos) = magnitude, case .nanos(let size) = page.magnitude else { return true }
        let pageSize = Self.roundUp(size, to: Self.nanosOfOne)
        return pageSize != 0 && Self.roundUp(nanos, to: Self.nanosOfOne) % pageSize == 0
    }

    /// Whether it is at least a kilobyte, if it is of bytes.
    ///
    /// So much may be meant whatever its unit: autoscalers write amounts of many megabytes in thousandths.
    var isKilobyte: Bool {
        guard !isNegative, case .nanos(let nanos) = magnitude else { return !isNegative }
        return nanos >= Self.kilobyte * Self.nanosOfOne
    }

    private static let kilobyte: UInt128 = 1024

    /// The number of processors that hardly any node has.
    static let mostProcessors = Quantity(isNegative: false, magnitude: .nanos(manyProcessors * nanosOfOne))

    private static let manyProcessors: UInt128 = 1000

    static let nanosOfOne: UInt128 = 1_000_000_000

    private static func roundUp(_ nanos: UInt128, to step: UInt128) -> UInt128 {
        let rest = nanos % step
        return rest == 0 ? nanos : nanos - rest + step
    }
}

extension Quantity: Comparable {
    /// Whether two are the same amount, in any notation.
    public static func == (left: Quantity, right: Quantity) -> Bool {
        left.isNegative == right.isNegative && left.magnitude.compare(right.magnitude) == 0
    }

    /// Whether one is the smaller amount.
    public static func < (left: Quantity, right: Quantity) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let order = left.magnitude.compare(right.magnitude)
        return left.isNegative ? order > 0 : order < 0
    }
}

extension Quantity.Magnitude {
    /// The most digits that always fit into 128 bits.
    private static let mostDigits = 38

    /// The value of digits times a power of ten, rounded up to billionths.
    init(decimal digits: Span<UInt8>, exponent: Int) {
        guard let order = Self.order(of: digits) else {
            self = .nanos(0)
            return
        }
        let places = order + exponent + 10
        guard places <= Self.mostDigits else {
            self = .beyond(digits: digits.indices.map { digits[$0] }, order: order + exponent)
            return
        }
        var nanos: UInt128 = 0
        var taken = 0
        for index in digits.indices {
            let digit = digits[index]
            guard digit != UInt8(ascii: "."), taken > 0 || digit != UInt8(ascii: "0") else { continue }
            if taken >= places {
                guard digit != UInt8(ascii: "0") else { continue }
                nanos += 1
                break
            }
            nanos = nanos * 10 + UInt128(digit &- UInt8(ascii: "0"))
            taken += 1
        }
        while taken < places {
            nanos *= 10
            taken += 1
        }
        self = .nanos(nanos)
    }

    /// The value of digits times a power of two, rounded up to billionths and cut at the largest 64-bit number.
    init(binary digits: Span<UInt8>, exponent: Int) {
        let largest = UInt128(Int64.max)
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
        var whole: UInt128 = 0
        for index in 0..<point {
            whole = min(whole * 10 + UInt128(digits[index] &- UInt8(ascii: "0")), largest + 1)
        }
        // Both factors are under 2^64.
        whole &<<= UInt128(exponent)
        let fraction = Self.nanos(ofFraction: digits.extracting(droppingFirst: point + 1), exponent: exponent)
        self = .nanos(min(whole, largest) * Quantity.nanosOfOne)
        guard whole < largest, fraction > 0 else { return }
        self = .nanos(min(whole * Quantity.nanosOfOne + fraction, largest * Quantity.nanosOfOne))
    }

    /// The billionths of a fraction's digits times a power of two, rounded up; digits after the 36th only affect the
    /// rounding.
    private static func nanos(ofFraction digits: Span<UInt8>, exponent: Int) -> UInt128 {
        guard digits.contains(where: { $0 != UInt8(ascii: "0") }) else { return 0 }
        // Eighteen digits are under 2^60 and so is the power of two: every product below stays under 2^121.
        let high = leading(digits, count: 18) << UInt128(exponent)
        let low = leading(digits.extracting(droppingFirst: 18), count: 18) << UInt128(exponent)
        let (nanos, rest) = high.quotientAndRemainder(dividingBy: Quantity.nanosOfOne)
        let million = UInt128(1_000_000)
        let sum = rest * million * million * million + low
        let (more, left) = sum.quotientAndRemainder(dividingBy: Quantity.nanosOfOne * million * million * million)
        let hasRest = left > 0 || digits.extracting(droppingFirst: 36).contains { $0 != UInt8(ascii: "0") }
        return nanos + more + (hasRest ? 1 : 0)
    }

    /// The first digits as a number, with zeros for missing ones.
    private static func leading(_ digits: Span<UInt8>, count: Int) -> UInt128 {
        var value: UInt128 = 0
        var taken = 0
        for index in digits.indices.prefix(count) {
            value = value * 10 + UInt128(digits[index] &- UInt8(ascii: "0"))
            taken += 1
        }
        while taken < count {
            value *= 10
            taken += 1
        }
        return value
    }

    /// The power of ten of the first digit that is not zero, nil if there is none.
    private static func order(of digits: Span<UInt8>) -> Int? {
        let point = digits.firstIndex(of: UInt8(ascii: ".")) ?? digits.count
        guard let first = digits.firstIndex(where: { $0 != UInt8(ascii: "0") && $0 != UInt8(ascii: ".") }) else {
            return nil
        }
        return first < point ? point - first - 1 : point - first
    }

    /// Less than zero, zero or more, as this one is less than, equal to or more than the other.
    func compare(_ other: Self) -> Int {
        switch (self, other) {
        case (.nanos(let left), .nanos(let right)): return left < right ? -1 : left == right ? 0 : 1
        case (.nanos, .beyond): return -1
        case (.beyond, .nanos): return 1
        case (.beyond(let left, let leftOrder), .beyond(let right, let rightOrder)):
            guard leftOrder == rightOrder else { return leftOrder < rightOrder ? -1 : 1 }
            return Self.compareDigits(left, right)
        }
    }

    /// Compares two numbers by their digits, each from its first digit that is not zero, as if both had the same power
    /// of ten.
    private static func compareDigits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        let isSignificant = { (digit: UInt8) in digit != UInt8(ascii: "0") && digit != UInt8(ascii: ".") }
        var left = left.drop { !isSignificant($0) }.makeIterator()
        var right = right.drop { !isSignificant($0) }.makeIterator()
        while true {
            let pair = (nextDigit(&left), nextDigit(&right))
            if pair == (nil, nil) { return 0 }
            let difference = Int(pair.0 ?? UInt8(ascii: "0")) - Int(pair.1 ?? UInt8(ascii: "0"))
            if difference != 0 { return difference }
        }
    }

    private static func nextDigit(_ digits: inout ArraySlice<UInt8>.Iterator) -> UInt8? {
        let digit = digits.next()
        return digit == UInt8(ascii: ".") ? digits.next() : digit
    }
}
