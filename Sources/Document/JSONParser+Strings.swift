extension JSONParser {
    /// Reads a string from after its opening quote, and checks every byte of it.
    ///
    /// - Returns: The offset of its closing quote, and whether it has an escape.
    @inline(__always)
    static func string(_ text: RawSpan, from start: Int) throws(Failure) -> (end: Int, isEscaped: Bool) {
        let end = plainEnd(text, from: start)
        if text.byteOrZero(at: end) == UInt8(ascii: "\"") { return (end, false) }
        return try unusualString(text, from: start, at: end)
    }

    /// Where plain text ends, eight bytes at a time: at the first byte that is not plain, or close to the end of the
    /// text.
    @inline(__always)
    private static func plainEnd(_ text: RawSpan, from start: Int) -> Int {
        var offset = start
        while let word = text.wordIfPresent(at: offset) {
            let special = specialBytes(word)
            guard special == 0 else { return offset &+ special.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        return offset
    }

    /// Goes on reading a string from its first byte that is not plain text, or near the end of the text.
    @inline(never)
    private static func unusualString(
        _ text: RawSpan, from start: Int, at offset: Int
    ) throws(Failure) -> (end: Int, isEscaped: Bool) {
        var cursor = offset
        var isEscaped = false
        while cursor < text.byteCount {
            let byte = text.byte(at: cursor)
            switch byte {
            case UInt8(ascii: "\""):
                return (cursor, isEscaped)
            case UInt8(ascii: "\\"):
                isEscaped = true
                cursor = try escape(text, at: cursor)
            case 0..<0x20:
                throw Failure(.syntax, "a control character in a string must be escaped", at: cursor)
            case 0x80...:
                cursor = try scalar(text, at: cursor)
            default:
                cursor &+= 1
            }
            let rest = quotingEnd(text, from: cursor)
            cursor = rest.end
            isEscaped = isEscaped || rest.isEscaped
        }
        throw Failure(.unexpectedEnd, "the string that begins here has no end", at: start &- 1)
    }

    /// Where text ends in which only escaped quotes are special, as in JSON inside a JSON string.
    ///
    /// Each word begins where the last one ended, whatever it contains, so that the processor need not wait for it.
    @inline(__always)
    private static func quotingEnd(_ text: RawSpan, from start: Int) -> (end: Int, isEscaped: Bool) {
        var offset = start
        // Marks are the highest bits of bytes here: these are the bytes after a backslash, ...
        var escaped: UInt64 = 0
        var allEscaped: UInt64 = 0
        while let word = text.wordIfPresent(at: offset) {
            let backslashes = bytes(of: word, like: UInt8(ascii: "\\"))
            escaped |= backslashes &<< 8
            // ... and these are those that are not allowed: other bytes after a backslash, and quotes without one.
            let controls = ~(word &+ 0x6060_6060_6060_6060)
            let wrong = bytes(of: word, like: UInt8(ascii: "\"")) ^ escaped | (controls | word) & 0x8080_8080_8080_8080
            guard wrong == 0 else {
                let place = wrong.trailingZeroBitCount
                allEscaped |= escaped & (wrong &- 1) & ~wrong
                return (offset &+ place &>> 3 &- Int(escaped &>> UInt64(place) & 1), allEscaped != 0)
            }
            allEscaped |= escaped
            escaped = backslashes &>> 56
            offset &+= 8
        }
        return (offset &- Int(escaped &>> 7), allEscaped != 0)
    }

    /// Marks, by their highest bit, the bytes of a word that equal a given one; exact below the first non-ASCII byte.
    @inline(__always)
    private static func bytes(of word: UInt64, like byte: UInt8) -> UInt64 {
        ~((word ^ (0x0101_0101_0101_0101 &* UInt64(byte))) &+ 0x7F7F_7F7F_7F7F_7F7F) & 0x8080_8080_8080_8080
    }

    /// Marks, by their highest bit, the bytes of a word that are not plain.
    ///
    /// These are quotes, backslashes, control characters and bytes outside ASCII. Only the lowest mark is exact: the
    /// borrow of a subtraction may mark a plain byte above a marked one.
    @inline(__always)
    static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // Only if an ASCII byte was less than the subtracted value is its highest bit set.
        let quotes = (word ^ (ones &* 0x22)) &- ones
        let backslashes = (word ^ (ones &* 0x5C)) &- ones
        let controls = word &- (ones &* 0x20)
        return (quotes | backslashes | controls | word) & (ones &* 0x80)
    }

    /// Checks the escape at a backslash.
    ///
    /// - Returns: The offset after it.
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

    /// Checks one character outside ASCII (RFC 3629, section 4).
    ///
    /// - Returns: The offset after it.
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
