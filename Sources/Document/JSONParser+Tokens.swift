extension JSONParser {
    /// The end of the white space at an offset.
    static func skipWhitespace(_ text: RawSpan, from start: Int) -> Int {
        var offset = start
        while true {
            switch text.byteOrZero(at: offset) {
            case 0x20, 0x0A, 0x0D, 0x09: offset &+= 1
            default: return offset
            }
        }
    }

    /// Reads a value that is neither a string nor a container.
    ///
    /// - Returns: Its type, and the offset after it.
    @inline(never)
    static func numberOrLiteral(_ text: RawSpan, at start: Int) throws(Failure) -> (NodeRecord.Kind, end: Int) {
        switch text.byteOrZero(at: start) {
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return (.number, try number(text, from: start))
        case UInt8(ascii: "n") where isWord("null", text, start): return (.null, start &+ 4)
        case UInt8(ascii: "t") where isWord("true", text, start): return (.true, start &+ 4)
        case UInt8(ascii: "f") where isWord("false", text, start): return (.false, start &+ 5)
        default: throw unexpected(text, at: start, wanted: "a value")
        }
    }

    @inline(__always)
    private static func isWord(_ word: String, _ text: RawSpan, _ start: Int) -> Bool {
        var offset = start
        for letter in word.utf8 {
            guard letter == text.byteOrZero(at: offset) else { return false }
            offset &+= 1
        }
        return true
    }

    /// Reads a number (RFC 8259, section 6).
    ///
    /// - Returns: The offset after it.
    private static func number(_ text: RawSpan, from start: Int) throws(Failure) -> Int {
        var offset = start
        if text.byteOrZero(at: offset) == UInt8(ascii: "-") { offset &+= 1 }
        if text.byteOrZero(at: offset) == UInt8(ascii: "0") {
            offset &+= 1
            if isDigit(text.byteOrZero(at: offset)) {
                throw Failure(.syntax, "a number must not begin with a needless zero", at: start)
            }
        } else {
            try digits(text, &offset, "a digit", from: start)
        }
        if text.byteOrZero(at: offset) == UInt8(ascii: ".") {
            offset &+= 1
            try digits(text, &offset, "a digit after the decimal point", from: start)
        }
        if text.byteOrZero(at: offset) | 0x20 == UInt8(ascii: "e") {
            offset &+= 1
            let sign = text.byteOrZero(at: offset)
            if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset &+= 1 }
            try digits(text, &offset, "a digit in the exponent", from: start)
        }
        return offset
    }

    @inline(__always)
    private static func digits(
        _ text: RawSpan, _ offset: inout Int, _ wanted: StaticString, from start: Int
    ) throws(Failure) {
        let first = offset
        while isDigit(text.byteOrZero(at: offset)) { offset &+= 1 }
        guard offset > first else {
            throw Failure(offset < text.byteCount ? .syntax : .unexpectedEnd, "the number needs \(wanted)", at: start)
        }
    }

    @inline(__always)
    private static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// The error of an unexpected byte, or of an unexpected end of the text.
    @inline(never)
    static func unexpected(_ text: RawSpan, at offset: Int, wanted: String) -> Failure {
        guard offset < text.byteCount else {
            let message = text.byteCount == 0 ? "the text is empty" : "the text ends in the middle of a value"
            return Failure(.unexpectedEnd, message, at: text.byteCount)
        }
        let byte = text.byte(at: offset)
        let found =
            switch byte {
            case 0x21..<0x7F: "'\(Character(Unicode.Scalar(byte)))'"
            case 0x20: "a space"
            case 0xEF, 0xFE, 0xFF: "byte \(byte), perhaps of a byte order mark"
            default: "byte \(byte)"
            }
        return Failure(.syntax, "expected \(wanted), found \(found)", at: offset)
    }
}
