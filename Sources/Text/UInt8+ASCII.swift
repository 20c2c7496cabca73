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

    /// The byte with a US-ASCII capital made small.
    @inlinable public var asciiLowercased: UInt8 {
        self &- 0x41 < 26 ? self | 0x20 : self
    }
}
