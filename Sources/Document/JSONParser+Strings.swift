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

    /// Reads a key as ``string(_:from:)`` does, with the fingerprint of its decoded text.
    @inline(__always)
    static func keyText(
        _ text: RawSpan, from start: Int
    ) throws(Failure) -> (end: Int, isEscaped: Bool, fingerprint: UInt32) {
        let plainEnd = plainEnd(text, from: start)
        if text.byteOrZero(at: plainEnd) == UInt8(ascii: "\"") {
            return (plainEnd, false, TextEnds(of: text, from: start, to: plainEnd).fingerprint)
        }
        let (end, isEscaped) = try unusualString(text, from: start, at: plainEnd)
        return (end, isEscaped, EscapedText.fingerprint(text, from: start, to: end))
    }

    /// Where plain text ends: at the first byte that is not plain, or close to the end of the text.
    ///
    /// Bytes that are not plain are quotes, backslashes, control characters and bytes outside ASCII.
    @inline(__always)
    private static func plainEnd(_ text: RawSpan, from start: Int) -> Int {
        var offset = start
        while let block = text.blockIfPresent(at: offset) {
            // A byte outside ASCII is negative here.
            let special = block .== quotes .| block .== backslashes .| block .< spaces
            if let place = special.firstIndex { return offset &+ place }
            offset &+= 16
        }
        return offset
    }

    private static var quotes: SIMD16<Int8> { SIMD16(repeating: 0x22) }
    private static var backslashes: SIMD16<Int8> { SIMD16(repeating: 0x5C) }
    private static var spaces: SIMD16<Int8> { SIMD16(repeating: 0x20) }

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
            // An escaped backslash does not begin an escape.
            if text.byteOrZero(at: cursor &- 1) == UInt8(ascii: "\\") { continue }
            let end = quotingEnd(text, from: cursor)
            if !isEscaped { isEscaped = text.firstIndex(of: UInt8(ascii: "\\"), from: cursor, to: end) != nil }
            cursor = end
        }
        throw Failure(.unexpectedEnd, "the string that begins here has no end", at: start &- 1)
    }

    /// Where text ends in which only escaped quotes are special, as in JSON inside a JSON string.
    ///
    /// The byte before it must not be a backslash. Each block is compared with the one that begins a byte earlier, so
    /// that the processor need not wait for the one before.
    @inline(__always)
    private static func quotingEnd(_ text: RawSpan, from start: Int) -> Int {
        var offset = start
        while let block = text.blockIfPresent(at: offset), let before = text.blockIfPresent(at: offset &- 1) {
            // Wrong here are quotes without a backslash before them, and other bytes with one.
            let wrong = (block .== quotes) .^ (before .== backslashes) .| block .< spaces
            if let place = wrong.firstIndex {
                offset &+= place
                break
            }
            offset &+= 16
        }
        // An escape that is not read whole is read anew.
        return text.byteOrZero(at: offset &- 1) == UInt8(ascii: "\\") ? offset &- 1 : offset
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
