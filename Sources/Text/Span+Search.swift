// Reads the bytes of a text in place: nothing is copied, and no reference is counted.
extension Span<UInt8> {
    /// The first byte; nil if there is none.
    @inlinable public var first: UInt8? {
        isEmpty ? nil : self[0]
    }

    /// The last byte; nil if there is none.
    @inlinable public var last: UInt8? {
        isEmpty ? nil : self[count - 1]
    }

    /// Whether every byte satisfies a condition.
    /// - Parameter isFit: The condition.
    /// - Returns: Whether all do; true for an empty text.
    @inlinable public func allSatisfy(_ isFit: (UInt8) -> Bool) -> Bool {
        for index in indices where !isFit(self[index]) { return false }
        return true
    }

    /// Whether any byte satisfies a condition.
    /// - Parameter isMeant: The condition.
    /// - Returns: Whether one does.
    @inlinable public func contains(where isMeant: (UInt8) -> Bool) -> Bool {
        firstIndex(where: isMeant) != nil
    }

    /// Whether a byte is in the text.
    /// - Parameter byte: The byte.
    /// - Returns: Whether it is.
    @inlinable public func contains(_ byte: UInt8) -> Bool {
        firstIndex(of: byte) != nil
    }

    /// The index of the first occurrence of a byte.
    /// - Parameter byte: The byte.
    /// - Returns: Its index; nil if there is none.
    @inlinable public func firstIndex(of byte: UInt8) -> Int? {
        firstIndex(of: byte, in: indices)
    }

    /// The index of the first occurrence of a byte in a range.
    /// - Parameters:
    ///   - byte: The byte.
    ///   - range: A range within the text.
    /// - Returns: Its index; nil if there is none.
    @inlinable public func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        // The indices of a part of its own need no comparison with the bounds of the whole.
        let part = extracting(range)
        for index in part.indices where part[index] == byte { return range.lowerBound &+ index }
        return nil
    }

    /// The index of the first byte that satisfies a condition.
    /// - Parameter isMeant: The condition.
    /// - Returns: Its index; nil if there is none.
    @inlinable public func firstIndex(where isMeant: (UInt8) -> Bool) -> Int? {
        for index in indices where isMeant(self[index]) { return index }
        return nil
    }

    /// The index of the last occurrence of a byte.
    /// - Parameter byte: The byte.
    /// - Returns: Its index; nil if there is none.
    @inlinable public func lastIndex(of byte: UInt8) -> Int? {
        var index = count
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    /// Whether every byte of a range is in a set.
    /// - Parameters:
    ///   - range: A range within the text.
    ///   - set: The set.
    /// - Returns: Whether all are; true for an empty range.
    @inlinable public func all(in range: Range<Int>, are set: ByteSet) -> Bool {
        for index in range where !set.contains(self[index]) { return false }
        return true
    }

    /// Whether the text equals another one.
    /// - Parameter text: The other text.
    /// - Returns: Whether both have the same bytes.
    @inlinable public func equals(_ text: StaticString) -> Bool {
        equals(indices, text)
    }

    /// Whether a range of the text equals another text.
    /// - Parameters:
    ///   - range: A range within the text.
    ///   - text: The other text.
    /// - Returns: Whether both have the same bytes.
    @inlinable @inline(__always) public func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        range.count == text.utf8CodeUnitCount && hasBytes(range, of: text)
    }

    @inlinable func hasBytes(_ range: Range<Int>, of text: StaticString) -> Bool {
        text.withUTF8Buffer { bytes in
            for offset in 0..<range.count {
                guard unsafe self[range.lowerBound + offset] == bytes[offset] else { return false }
            }
            return true
        }
    }

    /// Whether the text equals another one.
    /// - Parameter other: The other text.
    /// - Returns: Whether both have the same bytes.
    @inlinable public func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether the text begins with another one.
    /// - Parameter text: The other text.
    /// - Returns: Whether it does.
    @inlinable public func starts(with text: StaticString) -> Bool {
        starts(indices, with: text)
    }

    /// Whether a range of the text begins with another text.
    /// - Parameters:
    ///   - range: A range within the text.
    ///   - text: The other text.
    /// - Returns: Whether it does.
    @inlinable public func starts(_ range: Range<Int>, with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return range.count >= count && equals(range.lowerBound..<range.lowerBound + count, text)
    }

    /// Whether the bytes of a range are a word, in upper or lower case.
    /// - Parameters:
    ///   - word: The word in lower case of US-ASCII.
    ///   - range: A range within the text.
    /// - Returns: Whether they do.
    @inlinable public func spells(_ word: StaticString, in range: Range<Int>) -> Bool {
        guard word.utf8CodeUnitCount == range.count else { return false }
        return word.withUTF8Buffer { letters in
            for place in 0..<range.count {
                guard unsafe self[range.lowerBound + place].asciiLowercased == letters[place] else { return false }
            }
            return true
        }
    }

    /// Whether the text has a control character (U+0000 to U+001F, U+007F to U+009F), such as a line break or a tab.
    public var hasControlCharacters: Bool {
        var previous: UInt8 = 0
        for index in indices {
            let byte = self[index]
            if byte < 0x20 || byte == 0x7F || previous == 0xC2 && byte < 0xA0 { return true }
            previous = byte
        }
        return false
    }

    /// The text with US-ASCII letters in lower case.
    public var lowercased: [UInt8] {
        indices.map { self[$0].asciiLowercased }
    }

    /// The bytes of a range as an array.
    /// - Parameter range: A range within the text.
    /// - Returns: A copy.
    public func copy(of range: Range<Int>) -> [UInt8] {
        let part = extracting(range)
        return unsafe part.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

extension Hasher {
    /// Adds a text and its length.
    /// - Parameter text: The text.
    public mutating func combine(_ text: Span<UInt8>) {
        combine(text.count)
        unsafe text.withUnsafeBytes { unsafe combine(bytes: $0) }
    }
}

extension String {
    /// A copy of a text.
    /// - Parameter text: The text; bytes that are not UTF-8 become U+FFFD.
    public init(_ text: Span<UInt8>) {
        self = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
