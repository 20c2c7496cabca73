extension JSONParser {
    /// Reads a string from its opening quote to behind its closing one, and checks every byte of it.
    ///
    /// - Returns: The range between the quotes, and whether there is an escape in it.
    @inline(__always)
    mutating func string(_ text: RawSpan) throws(Failure) -> (start: Int, end: Int, isEscaped: Bool) {
        let start = offset &+ 1
        var cursor = start
        var isEscaped = false
        while true {
            // Eight bytes at a time, as long as they are plain: neither quote, backslash, control nor outside of ASCII.
            while cursor &+ 8 <= text.byteCount {
                let special = Self.specialBytes(text.word(at: cursor))
                guard special == 0 else {
                    cursor &+= special.trailingZeroBitCount &>> 3
                    break
                }
                cursor &+= 8
            }
            guard cursor < text.byteCount else {
                throw Failure(.unexpectedEnd, "the string that begins here has no end", at: offset)
            }
            let byte = text.byte(at: cursor)
            switch byte {
            case UInt8(ascii: "\""):
                offset = cursor &+ 1
                return (start, cursor, isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                cursor = try Self.escape(text, at: cursor)
            case 0..<0x20:
                throw Failure(.syntax, "a control character in a string must be escaped", at: cursor)
            case 0x80...:
                cursor = try Self.scalar(text, at: cursor)
            default:
                cursor &+= 1
            }
        }
    }

    /// Marks the bytes of a word that need a closer look with their highest bit.
    ///
    /// Only the lowest mark is exact: the borrow of a subtraction may mark a plain byte above a marked one.
    @inline(__always)
    private static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = word ^ (ones &* 0x22)
        let backslash = word ^ (ones &* 0x5C)
        let isQuote = (quote &- ones) & ~quote
        let isBackslash = (backslash &- ones) & ~backslash
        let isControl = (word &- (ones &* 0x20)) & ~word
        return (isQuote | isBackslash | isControl | word) & (ones &* 0x80)
    }

    /// Checks the escape at a backslash.
    ///
    /// - Returns: The offset behind it.
    @inline(__always)
    private static func escape(_ text: RawSpan, at start: Int) throws(Failure) -> Int {
        guard start &+ 1 < text.byteCount else {
            throw Failure(.unexpectedEnd, "the text ends in an escape", at: start)
        }
        switch text.byte(at: start &+ 1) {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "n"), UInt8(ascii: "t"),
            UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "f"):
            return start &+ 2
        case UInt8(ascii: "u"):
            return try unicodeEscape(text, at: start)
        default:
            throw Failure(
                .syntax, "unknown escape; allowed are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX", at: start)
        }
    }

    private static func unicodeEscape(_ text: RawSpan, at start: Int) throws(Failure) -> Int {
        guard let unit = EscapedText.codeUnit(text, at: start) else {
            throw Failure(.syntax, "\\u needs four hexadecimal digits", at: start)
        }
        switch unit {
        case 0xD800..<0xDC00:
            guard let low = EscapedText.codeUnit(text, at: start &+ 6), (0xDC00..<0xE000).contains(low) else {
                throw Failure(.invalidText, "a high surrogate needs a low surrogate behind it", at: start)
            }
            return start &+ 12
        case 0xDC00..<0xE000:
            throw Failure(.invalidText, "a low surrogate needs a high surrogate before it", at: start)
        default:
            return start &+ 6
        }
    }

    /// Checks one character outside of ASCII (RFC 3629, section 4).
    ///
    /// - Returns: The offset behind it.
    @inline(__always)
    private static func scalar(_ text: RawSpan, at start: Int) throws(Failure) -> Int {
        let first = text.byte(at: start)
        let length: Int
        let second: ClosedRange<UInt8>
        switch first {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw Failure(.invalidText, "invalid UTF-8", at: start)
        }
        guard start &+ length <= text.byteCount, second.contains(text.byte(at: start &+ 1)) else {
            throw Failure(.invalidText, "invalid UTF-8", at: start)
        }
        var offset = start &+ 2
        while offset < start &+ length {
            guard text.byte(at: offset) & 0xC0 == 0x80 else { throw Failure(.invalidText, "invalid UTF-8", at: start) }
            offset &+= 1
        }
        return offset
    }
}
