// Reading a text's bytes where they are: nothing is copied and no reference counted.
extension Span<UInt8> {
    var first: UInt8? {
        isEmpty ? nil : self[0]
    }

    var last: UInt8? {
        isEmpty ? nil : self[count - 1]
    }

    func allSatisfy(_ isFit: (UInt8) -> Bool) -> Bool {
        for index in indices where !isFit(self[index]) { return false }
        return true
    }

    func contains(where isMeant: (UInt8) -> Bool) -> Bool {
        !allSatisfy { !isMeant($0) }
    }

    func contains(_ byte: UInt8) -> Bool {
        firstIndex(of: byte) != nil
    }

    func firstIndex(of byte: UInt8) -> Int? {
        firstIndex { $0 == byte }
    }

    func firstIndex(where isMeant: (UInt8) -> Bool) -> Int? {
        for index in indices where isMeant(self[index]) { return index }
        return nil
    }

    func lastIndex(of byte: UInt8) -> Int? {
        var index = count
        while index > 0 {
            index -= 1
            if self[index] == byte { return index }
        }
        return nil
    }

    /// Whether the text is this one.
    func equals(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && starts(with: text)
    }

    func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for index in indices where self[index] != other[index] { return false }
        return true
    }

    /// Whether the text begins with this one.
    func starts(with text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { bytes in
            for index in 0..<text.utf8CodeUnitCount {
                guard unsafe bytes[index] == self[index] else { return false }
            }
            return true
        }
    }

    /// Whether every part is fit of those that separators divide the text into, empty ones included; there is one more
    /// than there are separators.
    func allParts(separatedBy isSeparator: (UInt8) -> Bool, satisfy isFit: (Span<UInt8>) -> Bool) -> Bool {
        var start = 0
        for index in indices where isSeparator(self[index]) {
            guard isFit(extracting(start..<index)) else { return false }
            start = index + 1
        }
        return isFit(extracting(start..<count))
    }

    func allParts(separatedBy separator: UInt8, satisfy isFit: (Span<UInt8>) -> Bool) -> Bool {
        allParts(separatedBy: { $0 == separator }, satisfy: isFit)
    }

    /// The text with ASCII capitals made small.
    var lowercased: [UInt8] {
        indices.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self[$0]) ? self[$0] | 0x20 : self[$0] }
    }
}

extension Hasher {
    mutating func combine(_ text: Span<UInt8>) {
        combine(text.count)
        unsafe text.withUnsafeBytes { unsafe combine(bytes: $0) }
    }
}

extension String {
    /// A copy of a text.
    init(_ text: Span<UInt8>) {
        self = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
