extension UInt8 {
    static var lineFeed: UInt8 { 0x0A }
    static var carriageReturn: UInt8 { 0x0D }

    /// Whether the byte may stand in a field value: visible US-ASCII, obs-text, space, tab (RFC 9110, section 5.5).
    var isFieldContent: Bool {
        (self >= 0x20 && self != 0x7F) || self == 0x09
    }

    /// Whether the byte is optional white space (RFC 9110, section 5.6.3).
    var isBlank: Bool {
        self == 0x20 || self == 0x09
    }

    /// The value of a decimal digit, or nil.
    var digit: Int? {
        let value = self &- UInt8(ascii: "0")
        return value < 10 ? Int(value) : nil
    }

    /// The value of a hexadecimal digit, or nil.
    var hexDigit: Int? {
        if let digit { return digit }
        let value = lowercased &- UInt8(ascii: "a")
        return value < 6 ? Int(value) + 10 : nil
    }

    /// The byte with a capital US-ASCII letter made small.
    var lowercased: UInt8 {
        self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self
    }
}

extension Span<UInt8> {
    /// Whether the bytes of a range spell a word, capitals or not.
    ///
    /// - Parameters:
    ///   - word: The word in small letters.
    ///   - range: A range within the span.
    /// - Returns: Whether they do.
    func spells(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard word.utf8CodeUnitCount == range.count else { return false }
        return word.withUTF8Buffer { letters in
            for place in 0..<range.count {
                guard unsafe self[range.lowerBound + place].lowercased == letters[place] else { return false }
            }
            return true
        }
    }

    /// The range without the blanks at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, self[lower].isBlank { lower += 1 }
        while upper > lower, self[upper - 1].isBlank { upper -= 1 }
        return lower..<upper
    }

    /// The place of the first such byte in a range, or nil.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }

    /// Whether every byte of a range is in a set.
    func all(in range: Range<Int>, are set: OctetSet) -> Bool {
        for index in range where !set.contains(self[index]) { return false }
        return true
    }

    /// The next element of a comma-separated list without the blanks around it; empty ones are left out
    /// (RFC 9110, section 5.6.1).
    ///
    /// - Parameters:
    ///   - start: Where to go on; moved behind the element.
    ///   - end: The end of the list.
    /// - Returns: The element, or nil after the last.
    func nextListElement(from start: inout Int, to end: Int) -> Range<Int>? {
        while start < end {
            let comma = first(UInt8(ascii: ","), in: start..<end) ?? end
            let element = trimmed(start..<comma)
            start = comma + 1
            if !element.isEmpty { return element }
        }
        return nil
    }

    /// The bytes of a range as an array.
    func copy(of range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension Range<Int> {
    func shifted(by distance: Int) -> Range<Int> {
        lowerBound + distance..<upperBound + distance
    }
}
