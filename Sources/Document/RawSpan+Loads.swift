extension RawSpan {
    /// The byte at an offset; an offset outside of the span traps.
    @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        // Safe: every bit pattern is a UInt8, and the load checks the bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The eight bytes from an offset on, the first one lowest; an offset too near the end traps.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        // Safe: every bit pattern is a UInt64, and the load checks the bounds.
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
