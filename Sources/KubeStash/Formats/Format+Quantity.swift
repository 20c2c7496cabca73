internal import Document
internal import Schema
internal import Text

extension Format {
    /// A quantity of something: `500m`, `1.5`, `2Gi`.
    static let quantity = Format(
        "quantity", rule: .invalidQuantity, summary: "a number with an optional unit, such as 500m, 1.5 or 2Gi"
    ) { text in
        do throws(QuantityText.Problem) {
            _ = try QuantityText(text)
            return nil
        } catch {
            return QuantityAdvice.text(for: error, in: text)
        }
    }
}

/// What to say of a text that is no quantity.
private enum QuantityAdvice {
    static func text(for problem: QuantityText.Problem, in text: Span<UInt8>) -> String {
        switch problem {
        case .noNumber:
            "must be a number with an optional unit, such as 500m, 1.5 or 2Gi"
        case .badExponent:
            "must have a whole number from -100 to 100 after the e, such as 1e3"
        case .unknownUnit(let unit):
            advice(forUnit: String(text.extracting(unit)))
        }
    }

    private static func advice(forUnit unit: String) -> String {
        let problem = "must end in a unit that Kubernetes knows (n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei)"
        return meant(unit).map { "\(problem); did you mean \(Quoted.text($0))?" } ?? problem
    }

    /// The unit that was probably meant: with another capital, with a B for bytes, after a blank.
    private static func meant(_ unit: String) -> String? {
        var letters = unit.lowercased().filter { !$0.isWhitespace }
        if letters.hasSuffix("ytes") { letters.removeLast(4) }
        if letters.hasSuffix("b") { letters.removeLast() }
        switch letters {
        case "k": return unit.first == "K" ? "Ki" : "k"
        case "m", "g", "t", "p", "e": return letters.uppercased()
        case "ki", "mi", "gi", "ti", "pi", "ei": return letters.prefix(1).uppercased() + "i"
        case "kib", "mib", "gib", "tib": return letters.prefix(1).uppercased() + "i"
        default: return nil
        }
    }
}
