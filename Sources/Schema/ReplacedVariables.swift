internal import Text

/// A text with other texts in the places of its variables, as far as these are known.
///
/// The variables are those of `envsubst`: `${name}`, `${name:=default}`; a doubled dollar is one.
package struct ReplacedVariables {
    /// The text with a letter in the place of each variable.
    private(set) var withLetters: [UInt8] = []
    /// The text with the default of each variable, or a letter for one that has none.
    package private(set) var withDefaults: [UInt8] = []
    /// Whether a variable has a default.
    private(set) var hasDefault = false
    /// Whether every variable has a default, so that the text is known where none is set.
    package private(set) var isKnown = true

    /// A character that may stand in any name, at any place.
    private static let letter = UInt8(ascii: "a")

    /// Replaces the variables of a text; nil if one of them has no end.
    ///
    /// - Parameter text: The text.
    package init?(_ text: Span<UInt8>) {
        let dollar = UInt8(ascii: "$")
        var index = 0
        while index < text.count {
            let next = text[index] == dollar && index + 1 < text.count ? text[index + 1] : 0
            guard next == UInt8(ascii: "{") else {
                withLetters.append(text[index])
                withDefaults.append(text[index])
                index += next == dollar ? 2 : 1
                continue
            }
            guard let end = Self.end(of: text, from: index + 2) else { return nil }
            withLetters.append(Self.letter)
            if let value = Self.defaultValue(in: text, index + 2..<end) {
                withDefaults += text.copy(of: value)
                hasDefault = true
            } else {
                withDefaults.append(Self.letter)
                isKnown = false
            }
            index = end + 1
        }
    }

    /// The index of the brace that ends a variable; others can be in its default.
    private static func end(of text: Span<UInt8>, from start: Int) -> Int? {
        var depth = 1
        for index in start..<text.count {
            if text[index] == UInt8(ascii: "{") { depth += 1 }
            if text[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// The range of the default of a variable, nil if it has none, or one with another variable in it.
    private static func defaultValue(in text: Span<UInt8>, _ inner: Range<Int>) -> Range<Int>? {
        var index = inner.lowerBound
        while index < inner.upperBound, letters.contains(text[index]) { index += 1 }
        let rest = text.extracting(index..<inner.upperBound)
        let operators: [StaticString] = [":=", ":-", "="]
        guard index > inner.lowerBound, let mark = operators.first(where: { rest.starts(with: $0) }),
            !rest.contains(UInt8(ascii: "$"))
        else { return nil }
        return index + mark.utf8CodeUnitCount..<inner.upperBound
    }

    private static let letters = ByteSet.letterOrDigit.union(ByteSet("_"))
}
