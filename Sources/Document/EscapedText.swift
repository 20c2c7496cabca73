/// The escapes of JSON strings, decoded (RFC 8259, section 7).
///
/// The text has been checked by the parser.
enum EscapedText {
    /// Decodes the text between two quotes, and passes on its UTF-8 byte by byte.
    @inline(__always)
    static func decode(_ text: RawSpan, from start: Int, to end: Int, _ emit: (UInt8) -> Void) {
        var offset = start
        while offset < end {
            let byte = text.byte(at: offset)
            guard byte == UInt8(ascii: "\\"), offset &+ 1 < end else {
                emit(byte)
                offset &+= 1
                continue
            }
            let letter = text.byte(at: offset &+ 1)
            if letter == UInt8(ascii: "u") {
                let (scalar, length) = unicodeScalar(text, at: offset)
                for unit in UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter { emit(unit) }
                offset &+= length
            } else {
                emit(plain(letter))
                offset &+= 2
            }
        }
    }

    /// The fingerprint of the decoded text.
    @inline(never)
    static func fingerprint(_ text: RawSpan, from start: Int, to end: Int) -> UInt32 {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(end - start)
        decode(text, from: start, to: end) { decoded.append($0) }
        return Key.fingerprint(of: decoded.span)
    }

    /// The UTF-16 code unit of the escape `\uXXXX` at an offset, nil if there is no such escape.
    static func codeUnit(_ text: RawSpan, at start: Int) -> UInt32? {
        guard start &+ 6 <= text.byteCount, text.byte(at: start) == UInt8(ascii: "\\"),
            text.byte(at: start &+ 1) == UInt8(ascii: "u")
        else { return nil }
        var unit: UInt32 = 0
        for offset in start &+ 2..<start &+ 6 {
            let byte = text.byte(at: offset)
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte &- UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte &- UInt8(ascii: "a") &+ 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte &- UInt8(ascii: "A") &+ 10
            default: return nil
            }
            unit = unit &<< 4 | UInt32(digit)
        }
        return unit
    }

    private static func unicodeScalar(_ text: RawSpan, at start: Int) -> (scalar: Unicode.Scalar, length: Int) {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let unit = codeUnit(text, at: start) else { return (replacement, 2) }
        guard (0xD800..<0xDC00).contains(unit) else { return (Unicode.Scalar(unit) ?? replacement, 6) }
        guard let low = codeUnit(text, at: start &+ 6), (0xDC00..<0xE000).contains(low) else { return (replacement, 6) }
        return (Unicode.Scalar(0x10000 &+ ((unit &- 0xD800) &<< 10 | (low &- 0xDC00))) ?? replacement, 12)
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: letter
        }
    }
}
