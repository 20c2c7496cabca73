extension [UInt8] {
    /// Appends a text in UTF-8, at a fraction of what `+=` with its view of bytes costs.
    ///
    /// - Parameter text: The text.
    package mutating func append(_ text: String) {
        append(text.utf8.span)
    }

    /// Appends bytes.
    ///
    /// - Parameter bytes: The bytes.
    package mutating func append(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
