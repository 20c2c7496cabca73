internal import Text

/// The parts of a quantity's text: `-1.5Gi` is a sign, digits and a unit.
///
/// The grammar is accepted by both the pattern in definitions of custom resources and Kubernetes' parser
/// (`resource.ParseQuantity`): an optional sign, digits with at most one point, and `n`, `u`, `m`, `k` to `E`, `Ki` to
/// `Ei`, or `e` and a whole exponent.
struct QuantityText {
    /// The factor of a number.
    enum Unit {
        /// A power of ten.
        case decimal(exponent: Int)
        /// A power of two.
        case binary(exponent: Int)
    }

    /// Why a text is not a quantity.
    enum Problem: Error {
        /// It does not begin with a number.
        case noNumber
        /// The text after the number is not a unit; the range of that text.
        case unknownUnit(Range<Int>)
        /// The exponent is missing, not a whole number, or too large to compute with.
        case badExponent
    }

    let isNegative: Bool
    /// The range of the number in the text: digits with at most one point among them.
    let number: Range<Int>
    let unit: Unit

    /// Splits a text, without copying it.
    init(_ text: Span<UInt8>) throws(Problem) {
        isNegative = text.first == UInt8(ascii: "-")
        let start = isNegative || text.first == UInt8(ascii: "+") ? 1 : 0
        var end = start
        var digits = 0
        var hasPoint = false
        while end < text.count {
            if text[end] == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if text[end].isDigit {
                digits &+= 1
            } else {
                break
            }
            end &+= 1
        }
        guard digits > 0 else { throw .noNumber }
        number = start..<end
        unit = try Unit(text, from: end)
    }
}

extension QuantityText.Unit {
    /// Reads the text after the number, from an offset on.
    init(_ text: Span<UInt8>, from start: Int) throws(QuantityText.Problem) {
        guard start < text.count else {
            self = .decimal(exponent: 0)
            return
        }
        let letter = text[start]
        let length = text.count - start
        if length == 1, let exponent = Self.decimalExponent(letter) {
            self = .decimal(exponent: exponent)
        } else if length == 2, text.last == UInt8(ascii: "i"), let exponent = Self.binaryExponent(letter) {
            self = .binary(exponent: exponent)
        } else if letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
            let rest = text.extracting((start + 1)...)
            guard let exponent = Self.exponent(rest) else {
                throw rest.first?.isLetter == true ? .unknownUnit(start..<text.count) : .badExponent
            }
            self = .decimal(exponent: exponent)
        } else {
            throw .unknownUnit(start..<text.count)
        }
    }

    private static func decimalExponent(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "n"): -9
        case UInt8(ascii: "u"): -6
        case UInt8(ascii: "m"): -3
        case UInt8(ascii: "k"): 3
        case UInt8(ascii: "M"): 6
        case UInt8(ascii: "G"): 9
        case UInt8(ascii: "T"): 12
        case UInt8(ascii: "P"): 15
        case UInt8(ascii: "E"): 18
        default: nil
        }
    }

    private static func binaryExponent(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "K"): 10
        case UInt8(ascii: "M"): 20
        case UInt8(ascii: "G"): 30
        case UInt8(ascii: "T"): 40
        case UInt8(ascii: "P"): 50
        case UInt8(ascii: "E"): 60
        default: nil
        }
    }

    /// The largest exponent.
    ///
    /// Kubernetes compares by writing out all digits, which takes an API server hours for the largest exponent that it
    /// reads, and no real quantity comes near a googol.
    private static let largestExponent = 100

    private static func exponent(_ text: Span<UInt8>) -> Int? {
        let isNegative = text.first == UInt8(ascii: "-")
        let start = isNegative || text.first == UInt8(ascii: "+") ? 1 : 0
        guard start < text.count else { return nil }
        var value = 0
        for index in start..<text.count {
            guard text[index].isDigit else { return nil }
            value = value &* 10 &+ Int(text[index] &- UInt8(ascii: "0"))
            guard value <= largestExponent else { return nil }
        }
        return isNegative ? -value : value
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { decimalDigit != nil }

    fileprivate var isLetter: Bool {
        self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")
    }
}
