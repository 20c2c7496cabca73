internal import Document
internal import Schema
internal import Text

/// Comparisons of texts of which some may have variables: in a blueprint their values are not known.
extension BackupConfiguration {
    /// Whether a text has a variable, so that nothing is known about it.
    func isUnknown(_ text: Document.Node) -> Bool {
        form == .blueprint && document.hasVariable(text)
    }

    /// Whether two texts differ for certain, whatever the values of variables in them.
    func differ(_ one: Document.Node, _ other: Document.Node) -> Bool {
        guard !document.haveSameText(one, other) else { return false }
        guard isUnknown(one) || isUnknown(other) else { return true }
        return document.withUTF8(of: one) { one in
            document.withUTF8(of: other) { other in VariableText.differ(one, other) }
        }
    }

    /// Whether two references may be to the same object, given that both refer to the same kind.
    ///
    /// In a blueprint the namespace of the objects that are made from it is not known.
    func mayBeSame(_ one: Reference, _ other: Reference) -> Bool {
        guard !differ(one.name, other.name) else { return false }
        switch (one.namespace, other.namespace) {
        case (let one?, let other?): return !differ(one, other)
        case (nil, nil): return true
        default: return form == .blueprint
        }
    }
}

/// Texts with variables.
enum VariableText {
    /// Whether two texts differ for certain: between an equal beginning and an equal end, they differ and have no
    /// variable, as `a-${x}` and `b-${x}` do.
    static func differ(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        let most = min(one.count, other.count)
        var start = 0
        while start < most, one[start] == other[start] { start += 1 }
        var length = 0
        while length < most - start, one[one.count - 1 - length] == other[other.count - 1 - length] { length += 1 }
        return isLiteral(start..<(one.count - length), in: one) && isLiteral(start..<(other.count - length), in: other)
    }

    /// Whether a part of a text touches no variable.
    private static func isLiteral(_ part: Range<Int>, in text: Span<UInt8>) -> Bool {
        var depth = 0
        for index in 0..<part.upperBound {
            if text[index] == UInt8(ascii: "{"), index > 0, text[index - 1] == UInt8(ascii: "$") { depth += 1 }
            if depth > 0, text[index] == UInt8(ascii: "}") { depth -= 1 }
            if depth > 0, index >= part.lowerBound { return false }
        }
        let endsInDollar = !part.isEmpty && text[part.upperBound - 1] == UInt8(ascii: "$")
        return depth == 0 && !endsInDollar
    }
}
