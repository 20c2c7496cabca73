/// A set of US-ASCII characters as bytes; a byte above 127 is in none.
public struct ByteSet: Sendable {
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64

    /// Letters in lower case, and digits.
    public static let lowerCaseOrDigit = ByteSet("abcdefghijklmnopqrstuvwxyz0123456789")
    /// Letters in either case, and digits.
    public static let letterOrDigit = lowerCaseOrDigit.union(ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))

    /// The characters of a text.
    /// - Parameter characters: The text; other characters than US-ASCII are ignored.
    public init(_ characters: String) {
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
    /// - Parameter other: The other set.
    /// - Returns: The union.
    public func union(_ other: ByteSet) -> ByteSet {
        ByteSet(low: low | other.low, high: high | other.high)
    }

    /// Whether a byte is one of the characters.
    /// - Parameter byte: The byte.
    /// - Returns: Whether it is.
    @inlinable public func contains(_ byte: UInt8) -> Bool {
        // A choice of the word without a branch.
        let word = byte & 64 == 0 ? low : high
        return byte < 128 && word &>> UInt64(byte) & 1 == 1
    }
}

extension UInt8 {
    /// The value of a decimal digit; nil for any other byte.
    @inlinable public var decimalDigit: Int? {
        let value = self &- 0x30
        return value < 10 ? Int(value) : nil
    }

    /// The value of a hexadecimal digit in either case; nil for any other byte.
    @inlinable public var hexadecimalDigit: Int? {
        if let decimalDigit { return decimalDigit }
        let value = asciiLowercased &- 0x61
        return value < 6 ? Int(value) + 10 : nil
    }

    /// The byte, in lower case if it is a US-ASCII letter.
    @inlinable public var asciiLowercased: UInt8 {
        self &- 0x41 < 26 ? self | 0x20 : self
    }
}
