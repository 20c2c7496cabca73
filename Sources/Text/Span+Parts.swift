// Splits a text into words and items. Every range is within the text.
extension Span<UInt8> {
    /// Splits a range at the first separator.
    /// - Parameters:
    ///   - range: A range within the text.
    ///   - mark: A character of US-ASCII.
    /// - Returns: The part before the separator, and the part after it if there is one.
    public func split(_ range: Range<Int>, at mark: Unicode.Scalar) -> (head: Range<Int>, tail: Range<Int>?) {
        guard let position = firstIndex(of: UInt8(ascii: mark), in: range) else { return (range, nil) }
        return (range.lowerBound..<position, position + 1..<range.upperBound)
    }

    /// The next stretch of bytes that are not the separator.
    /// - Parameters:
    ///   - range: A range within the text.
    ///   - mark: The separator, a character of US-ASCII.
    /// - Returns: The stretch; nil if only separators are left.
    public func nextItem(in range: Range<Int>, separatedBy mark: Unicode.Scalar) -> Range<Int>? {
        let byte = UInt8(ascii: mark)
        var start = range.lowerBound
        while start < range.upperBound, self[start] == byte { start += 1 }
        guard start < range.upperBound else { return nil }
        return start..<(firstIndex(of: UInt8(ascii: mark), in: start..<range.upperBound) ?? range.upperBound)
    }

    /// The next stretch of bytes that are not white space.
    /// - Parameter range: A range within the text.
    /// - Returns: The stretch; nil if only white space is left.
    public func nextWord(in range: Range<Int>) -> Range<Int>? {
        let start = skippingWhiteSpace(in: range)
        guard start < range.upperBound else { return nil }
        var end = start + 1
        while end < range.upperBound, whiteSpaceLength(at: end, in: range) == 0 { end += 1 }
        return start..<end
    }

    /// The range without the white space at both of its ends.
    /// - Parameter range: A range within the text.
    /// - Returns: The rest.
    public func trimmedWhiteSpace(_ range: Range<Int>) -> Range<Int> {
        let start = skippingWhiteSpace(in: range)
        var end = range.upperBound
        trimming: while end > start {
            for length in 1...3 where end - length >= start {
                if whiteSpaceLength(at: end - length, in: start..<end) == length {
                    end -= length
                    continue trimming
                }
            }
            break
        }
        return start..<end
    }

    private func skippingWhiteSpace(in range: Range<Int>) -> Int {
        var position = range.lowerBound
        while true {
            let length = whiteSpaceLength(at: position, in: range)
            guard length > 0 else { return position }
            position += length
        }
    }

    /// The number of bytes of the white space character at the position; 0 if there is none.
    ///
    /// White space is every character with Unicode's property White_Space. None of its encodings can begin in the
    /// middle of another character's, so the bytes before it do not matter, even if they are invalid.
    private func whiteSpaceLength(at position: Int, in range: Range<Int>) -> Int {
        guard position < range.upperBound else { return 0 }
        switch self[position] {
        case 0x09...0x0D, 0x20:
            return 1
        case 0xC2 where position + 1 < range.upperBound:
            // U+0085 and U+00A0.
            return self[position + 1] == 0x85 || self[position + 1] == 0xA0 ? 2 : 0
        case 0xE1...0xE3 where position + 2 < range.upperBound:
            return Self.isWideWhiteSpace((self[position], self[position + 1], self[position + 2])) ? 3 : 0
        default:
            return 0
        }
    }

    private static func isWideWhiteSpace(_ bytes: (UInt8, UInt8, UInt8)) -> Bool {
        switch bytes {
        case (0xE1, 0x9A, 0x80): true  // U+1680
        case (0xE2, 0x80, 0x80...0x8A): true  // U+2000 to U+200A
        case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9), (0xE2, 0x80, 0xAF): true  // U+2028, U+2029, U+202F
        case (0xE2, 0x81, 0x9F): true  // U+205F
        case (0xE3, 0x80, 0x80): true  // U+3000
        default: false
        }
    }

    /// Whether all parts between separators satisfy a condition, empty parts included.
    ///
    /// There is one more part than there are separators.
    /// - Parameters:
    ///   - isSeparator: Whether a byte separates.
    ///   - isFit: The condition.
    /// - Returns: Whether all parts satisfy it.
    @inlinable
    public func allParts(separatedBy isSeparator: (UInt8) -> Bool, satisfy isFit: (Span<UInt8>) -> Bool) -> Bool {
        var start = 0
        for index in indices where isSeparator(self[index]) {
            guard isFit(extracting(start..<index)) else { return false }
            start = index + 1
        }
        return isFit(extracting(start..<count))
    }

    /// Whether all parts between separators satisfy a condition, empty parts included.
    /// - Parameters:
    ///   - separator: The separator.
    ///   - isFit: The condition.
    /// - Returns: Whether all parts satisfy it.
    @inlinable
    public func allParts(separatedBy separator: UInt8, satisfy isFit: (Span<UInt8>) -> Bool) -> Bool {
        allParts(separatedBy: { $0 == separator }, satisfy: isFit)
    }
}
