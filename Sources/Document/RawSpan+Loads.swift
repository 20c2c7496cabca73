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

    /// The byte at an offset; zero outside of the span.
    @inline(__always)
    func byteOrZero(at offset: Int) -> UInt8 {
        // An offset below zero is a very large one without a sign.
        guard UInt(bitPattern: offset) < UInt(bitPattern: byteCount) else { return 0 }
        // Safe: every bit pattern is a UInt8, and the offset has just been compared with the bounds.
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// The eight bytes from an offset on, the first one lowest; nil where not all of them are in the span.
    @inline(__always)
    func wordIfPresent(at offset: Int) -> UInt64? {
        guard offset >= 0, byteCount &- offset >= 8 else { return nil }
        // Safe: every bit pattern is a UInt64, and the offset has just been compared with the bounds.
        return UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// Whether the bytes from two offsets on are the same; where one lies outside of the span, it traps.
    func isSame(from left: Int, as right: Int, count: Int) -> Bool {
        var offset = 0
        guard count >= 8 else {
            while offset < count {
                guard byte(at: left &+ offset) == byte(at: right &+ offset) else { return false }
                offset &+= 1
            }
            return true
        }
        // The last bytes first, as names that are numbered differ there.
        guard word(at: left &+ count &- 8) == word(at: right &+ count &- 8) else { return false }
        while offset &+ 8 < count {
            guard word(at: left &+ offset) == word(at: right &+ offset) else { return false }
            offset &+= 8
        }
        return true
    }
}
