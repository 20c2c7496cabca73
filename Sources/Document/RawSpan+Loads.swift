extension RawSpan {
    /// The byte at an offset; an offset outside the span traps.
    @inlinable @inline(__always)
    func byte(at offset: Int) -> UInt8 {
        // Safe: every bit pattern is a UInt8, and the load checks the bounds.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }

    /// The eight bytes from an offset on, the first one lowest; an offset too near the end traps.
    @inlinable @inline(__always)
    func word(at offset: Int) -> UInt64 {
        // Safe: every bit pattern is a UInt64, and the load checks the bounds.
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The byte at an offset; zero outside the span.
    @inline(__always)
    func byteOrZero(at offset: Int) -> UInt8 {
        // A negative offset is a very large unsigned one.
        guard UInt(bitPattern: offset) < UInt(bitPattern: byteCount) else { return 0 }
        // Safe: every bit pattern is a UInt8, and the offset has just been compared with the bounds.
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// The eight bytes from an offset on, the first one lowest; nil if they are not all in the span.
    @inline(__always)
    func wordIfPresent(at offset: Int) -> UInt64? {
        guard offset >= 0, byteCount &- offset >= 8 else { return nil }
        // Safe: the offset has just been compared with the bounds.
        return unsafe uncheckedWord(at: offset)
    }

    /// The sixteen bytes from an offset on; nil if they are not all in the span.
    @inline(__always)
    func blockIfPresent(at offset: Int) -> SIMD16<Int8>? {
        // A negative offset is a very large unsigned one.
        guard byteCount >= 16, UInt(bitPattern: offset) <= UInt(bitPattern: byteCount &- 16) else { return nil }
        // Safe: every bit pattern is an Int8, and the offset has just been compared with the bounds.
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: SIMD16<Int8>.self)
    }

    /// The eight bytes from an offset on, the first one lowest; all eight must be in the span.
    @unsafe @inlinable @inline(__always)
    func uncheckedWord(at offset: Int) -> UInt64 {
        // Every bit pattern is a UInt64.
        UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// Whether the bytes from two offsets on are the same; an offset outside the span traps.
    func isSame(from left: Int, as right: Int, count: Int) -> Bool {
        var offset = 0
        guard count >= 8 else {
            while offset < count {
                guard byte(at: left &+ offset) == byte(at: right &+ offset) else { return false }
                offset &+= 1
            }
            return true
        }
        // The last bytes first, because numbered names differ there.
        guard word(at: left &+ count &- 8) == word(at: right &+ count &- 8) else { return false }
        while offset &+ 8 < count {
            guard word(at: left &+ offset) == word(at: right &+ offset) else { return false }
            offset &+= 8
        }
        return true
    }

    /// The first index of a byte in a part of the span, nil if it does not occur; a part beyond the span traps.
    func firstIndex(of byte: UInt8, from start: Int, to end: Int) -> Int? {
        var offset = start
        while offset &+ 8 <= end {
            let places = Self.places(of: byte, in: word(at: offset))
            if places != 0 { return offset &+ places.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < end {
            if self.byte(at: offset) == byte { return offset }
            offset &+= 1
        }
        return nil
    }

    /// The places of a byte in a word, as the highest bit of each byte that equals it.
    @inline(__always)
    private static func places(of byte: UInt8, in word: UInt64) -> UInt64 {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let difference = word ^ (0x0101_0101_0101_0101 &* UInt64(byte))
        // Only a zero byte has a highest bit that neither is set nor gets set by the sum.
        return ~((difference & low) &+ low | difference | low)
    }

    /// Whether a byte occurs twice, one after the other.
    func hasTwo(_ byte: UInt8) -> Bool {
        var offset = 0
        while offset &+ 8 <= byteCount {
            let places = Self.places(of: byte, in: word(at: offset))
            if places & (places &>> 8) != 0 { return true }
            // The last byte again, as the next one may follow it.
            offset &+= 7
        }
        while offset &+ 1 < byteCount {
            if self.byte(at: offset) == byte, self.byte(at: offset &+ 1) == byte { return true }
            offset &+= 1
        }
        return false
    }

    /// The first byte in a part of the span that is a control character or not ASCII, else the end of the part.
    ///
    /// A part beyond the span traps.
    func firstUnusual(from start: Int, to end: Int) -> Int {
        var offset = start
        while offset &+ 8 <= end {
            let word = word(at: offset)
            // The lowest mark is exact: no byte below it has borrowed anything.
            let places = ((word &- 0x2020_2020_2020_2020) | word) & 0x8080_8080_8080_8080
            if places != 0 { return offset &+ places.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        while offset < end, 0x20..<0x80 ~= byte(at: offset) { offset &+= 1 }
        return offset
    }

    /// Whether all bytes are ASCII.
    var isASCII: Bool {
        var offset = 0
        while let word = wordIfPresent(at: offset) {
            guard word & 0x8080_8080_8080_8080 == 0 else { return false }
            offset &+= 8
        }
        while offset < byteCount {
            guard byte(at: offset) < 0x80 else { return false }
            offset &+= 1
        }
        return true
    }

    /// Skips characters of UTF-8, eight bytes at a time.
    ///
    /// - Parameters:
    ///   - count: The number of characters.
    ///   - start: The offset of the first one.
    /// - Returns: The offset after the last one, at most the end of the span.
    func offset(behind count: Int, from start: Int) -> Int {
        var count = count
        var offset = start
        while count >= 8, let word = wordIfPresent(at: offset) {
            // All bytes but those whose two highest bits are 10 begin a character.
            let inside = (word &>> 7) & ~(word &>> 6) & 0x0101_0101_0101_0101
            count &-= 8 &- inside.nonzeroBitCount
            offset &+= 8
        }
        while offset < byteCount {
            if byte(at: offset) & 0xC0 != 0x80 {
                guard count > 0 else { break }
                count &-= 1
            }
            offset &+= 1
        }
        return offset
    }
}

extension SIMDMask<SIMD16<Int8>> {
    /// The index of the first lane that is set, nil if none is.
    @inline(__always)
    var firstIndex: Int? {
        // Safe: both types have the same size, and every bit pattern is a UInt64. A lane is a byte, of zeros or of ones.
        let halves = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
        if halves[0] != 0 { return UInt64(littleEndian: halves[0]).trailingZeroBitCount &>> 3 }
        if halves[1] != 0 { return 8 &+ UInt64(littleEndian: halves[1]).trailingZeroBitCount &>> 3 }
        return nil
    }
}
