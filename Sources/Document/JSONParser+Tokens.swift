extension JSONParser {
    /// Moves over a number (RFC 8259, section 6).
    @inline(__always)
    mutating func number(_ text: RawSpan) throws(Failure) {
        let start = offset
        if text.byte(at: offset) == UInt8(ascii: "-") { offset &+= 1 }
        if offset < text.byteCount, text.byte(at: offset) == UInt8(ascii: "0") {
            offset &+= 1
            if offset < text.byteCount, isDigit(text.byte(at: offset)) {
                throw Failure(.syntax, "a number must not begin with a needless zero", at: start)
            }
        } else {
            try digits(text, "a digit", from: start)
        }
        guard offset < text.byteCount else { return }
        if text.byte(at: offset) == UInt8(ascii: ".") {
            offset &+= 1
            try digits(text, "a digit after the decimal point", from: start)
        }
        if offset < text.byteCount, text.byte(at: offset) | 0x20 == UInt8(ascii: "e") {
            offset &+= 1
            if offset < text.byteCount {
                let sign = text.byte(at: offset)
                if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { offset &+= 1 }
            }
            try digits(text, "a digit in the exponent", from: start)
        }
    }

    @inline(__always)
    private mutating func digits(_ text: RawSpan, _ wanted: StaticString, from start: Int) throws(Failure) {
        let first = offset
        while offset < text.byteCount, isDigit(text.byte(at: offset)) { offset &+= 1 }
        guard offset > first else {
            throw Failure(offset < text.byteCount ? .syntax : .unexpectedEnd, "the number needs \(wanted)", at: start)
        }
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    /// The error of a text that stops too early.
    @inline(never)
    func end(_ text: RawSpan) -> Failure {
        let message = text.byteCount == 0 ? "the text is empty" : "the text ends in the middle of a value"
        return Failure(.unexpectedEnd, message, at: text.byteCount)
    }

    /// The error of a byte that cannot stand where it stands.
    @inline(never)
    func unexpected(_ text: RawSpan, wanted: String) -> Failure {
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
