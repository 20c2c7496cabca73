extension Base64 {
    /// Decodes base64 with padding (RFC 4648, section 4).
    ///
    /// - Parameter text: The text, without white space.
    /// - Returns: The bytes; nil if the text is not base64.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.count - text.utf8.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        guard text.utf8.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for character in text.utf8.prefix(digits) {
            guard let sextet = value(of: character) else { return nil }
            bits = bits << 6 | sextet
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
        return bytes
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
