/// A set of ASCII characters.
struct ASCIISet: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// Letters in lower case, and digits.
    static let lowerCaseOrDigit = ASCIISet("abcdefghijklmnopqrstuvwxyz0123456789")
    /// Letters in either case, and digits.
    static let letterOrDigit = lowerCaseOrDigit.union(ASCIISet("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

    /// The characters of a text; what is not ASCII is left out.
    init(_ characters: String) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for byte in characters.utf8 where byte < 128 {
            if byte < 64 { low |= 1 &<< UInt64(byte) } else { high |= 1 &<< UInt64(byte &- 64) }
        }
        self.init(low: low, high: high)
    }

    private init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// The characters of both sets.
    func union(_ other: ASCIISet) -> ASCIISet {
        ASCIISet(low: low | other.low, high: high | other.high)
    }

    /// Whether a byte of UTF-8 is one of the characters.
    func contains(_ byte: UInt8) -> Bool {
        switch byte {
        case ..<64: low &>> UInt64(byte) & 1 == 1
        case ..<128: high &>> UInt64(byte &- 64) & 1 == 1
        default: false
        }
    }
}
