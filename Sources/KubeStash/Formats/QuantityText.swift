/// The parts of a quantity's text: `-1.5Gi` is a sign, digits and a unit.
///
/// The grammar is what both the pattern in KubeStash's CRD and Kubernetes' parser (`resource.ParseQuantity`) take: an
/// optional sign, digits with at most one point, and `n`, `u`, `m`, `k` to `E`, `Ki` to `Ei`, or `e` and a whole exponent.
struct QuantityText {
    /// What a number is multiplied with.
    enum Unit {
        /// A power of ten.
        case decimal(exponent: Int)
        /// A power of two.
        case binary(exponent: Int)
    }

    /// Why a text is no quantity.
    enum Problem: Error {
        /// It does not begin with a number.
        case noNumber
        /// What follows the number is no unit.
        case unknownUnit(ArraySlice<UInt8>)
        /// The exponent is missing, no whole number, or too large to compute with.
        case badExponent
    }

    let isNegative: Bool
    /// Digits with at most one point among them.
    let number: ArraySlice<UInt8>
    let unit: Unit

    /// Takes a text apart, without copying it.
    init(_ text: ArraySlice<UInt8>) throws(Problem) {
        var rest = text
        isNegative = text.first == UInt8(ascii: "-")
        if isNegative || text.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var end = rest.startIndex
        var digits = 0
        var hasPoint = false
        while end < rest.endIndex {
            if rest[end] == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if rest[end].isDigit {
                digits &+= 1
            } else {
                break
            }
            end &+= 1
        }
        guard digits > 0 else { throw .noNumber }
        number = rest[..<end]
        unit = try Unit(rest[end...])
    }
}

extension QuantityText.Unit {
    /// Reads what follows the number.
    init(_ text: ArraySlice<UInt8>) throws(QuantityText.Problem) {
        guard let first = text.first else {
            self = .decimal(exponent: 0)
            return
        }
        if text.count == 1, let exponent = Self.decimalExponent(first) {
            self = .decimal(exponent: exponent)
        } else if text.count == 2, text.last == UInt8(ascii: "i"), let exponent = Self.binaryExponent(first) {
            self = .binary(exponent: exponent)
        } else if first == UInt8(ascii: "e") || first == UInt8(ascii: "E") {
            guard let exponent = Self.exponent(text.dropFirst()) else {
                throw text.dropFirst().first?.isLetter == true ? .unknownUnit(text) : .badExponent
            }
            self = .decimal(exponent: exponent)
        } else {
            throw .unknownUnit(text)
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

    /// Largest exponent: Kubernetes compares by writing out all the digits, which takes an API server hours for the
    /// largest that it reads, and nobody has a googol of anything.
    private static let largestExponent = 100

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text
        guard !digits.isEmpty else { return nil }
        var value = 0
        for byte in digits {
            guard byte.isDigit else { return nil }
            value = value &* 10 &+ Int(byte &- UInt8(ascii: "0"))
            guard value <= largestExponent else { return nil }
        }
        return isNegative ? -value : value
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool {
        self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9")
    }

    fileprivate var isLetter: Bool {
        self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z")
    }
}
