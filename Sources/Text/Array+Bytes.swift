extension [UInt8] {
    /// Appends a text in UTF-8, at a fraction of what `+=` with its view of bytes costs.
    ///
    /// - Parameter text: The text.
    package mutating func append(_ text: String) {
        append(text.utf8.span)
    }

    /// Appends a number in decimal digits.
    ///
    /// - Parameter number: The number.
    package mutating func append(decimal number: Int) {
        guard 0..<10 ~= number else { return append(String(number)) }
        append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number))
    }

    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes.
    package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
