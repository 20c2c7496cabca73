internal import Text

/// A part of a schedule whose first step already passes the end of its range, such as `*/90`.
///
/// It matches its first value only, which is rarely what was meant.
public struct OversizedStep: Hashable, Sendable {
    /// The part, such as `*/90`.
    public let item: String
    /// The name of its field, such as `minute`.
    public let field: String
    /// The only value that it matches.
    public let value: Int

    /// Finds the first such part.
    /// - Parameter text: Five fields that ``Schedule`` accepts; any other text has no such part.
    public init?(in text: Span<UInt8>) {
        guard text.firstIndex(of: UInt8(ascii: "/"), in: 0..<text.count) != nil else { return nil }
        var rest = 0..<text.count
        for field in Field.allCases {
            guard let word = text.nextWord(in: rest) else { return nil }
            if let found = Self.find(in: text, at: word, field) {
                self = found
                return
            }
            rest = word.upperBound..<text.count
        }
        return nil
    }

    private init(item: String, field: String, value: Int) {
        self.item = item
        self.field = field
        self.value = value
    }

    private static func find(in text: Span<UInt8>, at word: Range<Int>, _ field: Field) -> OversizedStep? {
        var rest = word
        while let item = text.nextItem(in: rest, separatedBy: ",") {
            rest = item.upperBound..<word.upperBound
            guard let stepText = text.split(item, at: "/").tail, let step = text.number(at: stepText), step > 1,
                let values = try? FieldParser(field).parseItem(text, at: item).values, values.count == 1,
                let value = values.first
            else { continue }
            return OversizedStep(item: text.excerpt(item), field: field.name, value: value)
        }
        return nil
    }
}
