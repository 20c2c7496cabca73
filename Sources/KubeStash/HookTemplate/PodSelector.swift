internal import Document
internal import Kubernetes
internal import Schema
internal import Text

extension RuleInfo {
    /// A text that does not select Pods.
    static let invalidPodSelector = RuleInfo(
        "invalid-pod-selector", .error, "a text that is no selector of labels, such as app: mysql", isMandatory: true)
}

extension Format {
    /// A selector of Pods by their labels, as a text.
    static let podSelector = Format(
        "pod-selector", rule: .invalidPodSelector,
        summary: "conditions on labels with commas between them, such as app=mysql or tier in (db,cache)",
        spelling: PodSelector.text,
        suggestion: { text in
            // Neither a label's name nor its value has a colon.
            guard text.contains(UInt8(ascii: ":")) else {
                return PodSelector.inLowerCase(String(text)) ?? PodSelector.respelt(String(text))
            }
            let meant = String(text).split(separator: ": ").joined(separator: "=").split(separator: ":")
                .joined(separator: "=")
            return PodSelector.problem(with: meant.utf8.span) == nil ? .replace(with: meant) : nil
        },
        problem: { PodSelector.problem(with: $0) })
}

/// Reads a selector of labels as `labels.Parse` in Kubernetes' apimachinery does.
///
/// Current releases of KubeStash read selectors with it: by equality and by sets.
struct PodSelector {
    private enum Token: Equatable {
        case name(Range<Int>)
        case comma, open, close, not, equals, notEquals, greater, less, end
    }

    /// The selector with commas between its conditions and without quotes around values; nil if that is not enough.
    static func respelt(_ text: String) -> Finding.Suggestion? {
        guard text.utf8.count <= longestMended else { return nil }
        let bare = text.filter { !"\"'`".contains($0) }.replacing(" not in ", with: " notin ").replacing(
            "&&", with: ",")
        let parts = bare.split { $0 == "," || $0 == ";" }.map { String($0) }
        let conditions = parts.flatMap { part -> [String] in
            let words = part.split(separator: " ").map { String($0) }
            // Blanks are between conditions only where each is complete by itself.
            return words.allSatisfy { $0.dropFirst().dropLast().contains("=") } ? words : [words.joined(separator: " ")]
        }
        let meant = conditions.joined(separator: ",")
        return problem(with: meant.utf8.span) == nil ? .replace(with: meant) : nil
    }

    /// The longest text that is mended, in bytes.
    private static let longestMended = 253

    private var index = 0

    /// Returns what is wrong with a selector, nil if it can be read and is not empty.
    static func problem(with text: Span<UInt8>) -> String? {
        var reader = PodSelector()
        return reader.problem(in: text)
    }

    private mutating func problem(in text: Span<UInt8>) -> String? {
        if peek(text) == .end { return "must have a condition on a label, such as app=mysql" }
        while true {
            if let problem = requirementProblem(in: text) { return "must be a selector of labels: \(problem)" }
            let start = index
            switch next(text) {
            case .end: return nil
            case .comma where peek(text) != .end: continue
            case .comma: return "must be a selector of labels: a condition is missing after the last comma"
            default:
                let rest = text.quoted(Self.skipBlanks(in: text, from: start)..<text.count)
                return "must be a selector of labels: a comma is missing before \(rest)"
            }
        }
    }

    /// Reads one condition.
    private mutating func requirementProblem(in text: Span<UInt8>) -> String? {
        var isNegated = false
        if peek(text) == .not {
            isNegated = true
            _ = next(text)
        }
        let start = Self.skipBlanks(in: text, from: index)
        guard case .name(let key) = next(text) else {
            return start < text.count
                ? "a label is missing before \(text.quoted(start..<text.count))" : "a label is missing after !"
        }
        if let problem = Format.labelKey.problem(with: text.extracting(key)) {
            return "the label \(text.quoted(key)) \(problem)"
        }
        // The label alone: whether an object has it.
        if isNegated || peek(text) == .end || peek(text) == .comma { return nil }
        let before = index
        switch next(text) {
        case .equals, .notEquals: return valueProblem(in: text)
        case .greater, .less: return numberProblem(in: text)
        case .name(let word) where text.equals(word, "in") || text.equals(word, "notin"):
            return setProblem(in: text)
        default:
            index = before
            let rest = text.quoted(Self.skipBlanks(in: text, from: before)..<text.count)
            return "the label \(text.quoted(key)) needs =, !=, in or notin before \(rest)"
        }
    }

    /// Reads the value after an equals sign, which may be empty.
    private mutating func valueProblem(in text: Span<UInt8>) -> String? {
        if peek(text) == .end || peek(text) == .comma { return nil }
        let start = Self.skipBlanks(in: text, from: index)
        guard case .name(let value) = next(text) else {
            return "a value is missing before \(text.quoted(start..<text.count))"
        }
        return Self.problem(ofValue: value, in: text)
    }

    private mutating func numberProblem(in text: Span<UInt8>) -> String? {
        guard case .name(let value) = next(text), Int64(String(text.extracting(value))) != nil else {
            return "> and < compare with a whole number"
        }
        return nil
    }

    /// Reads the values in parentheses.
    private mutating func setProblem(in text: Span<UInt8>) -> String? {
        guard next(text) == .open else { return "in and notin need values in parentheses, such as (db,cache)" }
        while true {
            switch next(text) {
            case .comma: continue
            case .close: return nil
            case .name(let value):
                if let problem = Self.problem(ofValue: value, in: text) { return problem }
                let following = peek(text)
                guard following == .comma || following == .close else {
                    return "a comma or ) is missing after \(text.quoted(value))"
                }
            default: return "a value or ) is missing after ("
            }
        }
    }

    private static func problem(ofValue value: Range<Int>, in text: Span<UInt8>) -> String? {
        Format.labelValue.problem(with: text.extracting(value)).map { "the value \(text.quoted(value)) \($0)" }
    }

    private func peek(_ text: Span<UInt8>) -> Token {
        var reader = self
        return reader.next(text)
    }

    private mutating func next(_ text: Span<UInt8>) -> Token {
        index = Self.skipBlanks(in: text, from: index)
        guard index < text.count else { return .end }
        let start = index
        if Self.symbols.contains(text[index]) {
            index += 1
            let isDouble = index < text.count && text[index] == UInt8(ascii: "=")
            switch text[start] {
            case UInt8(ascii: ","): return .comma
            case UInt8(ascii: "("): return .open
            case UInt8(ascii: ")"): return .close
            case UInt8(ascii: ">"): return .greater
            case UInt8(ascii: "<"): return .less
            case UInt8(ascii: "!"):
                if isDouble { index += 1 }
                return isDouble ? .notEquals : .not
            default:
                if isDouble { index += 1 }
                return .equals
            }
        }
        while index < text.count, !Self.symbols.contains(text[index]), !Self.blanks.contains(text[index]) { index += 1 }
        return .name(start..<index)
    }

    private static func skipBlanks(in text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < text.count, blanks.contains(text[index]) { index += 1 }
        return index
    }

    private static let symbols = ByteSet("=!(),><")
    private static let blanks = ByteSet(" \t\r\n")
}

extension PodSelector {
    /// The selector with `in` and `notin` in lower case; nil if that does not make it one.
    static func inLowerCase(_ text: String) -> Finding.Suggestion? {
        let meant = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
            let end = word.firstIndex(of: "(") ?? word.endIndex
            let comparison = word[..<end].lowercased()
            return comparison == "in" || comparison == "notin" ? comparison + word[end...] : String(word)
        }.joined(separator: " ")
        return meant != text && problem(with: meant.utf8.span) == nil ? .replace(with: meant) : nil
    }

    /// The selector that is meant by labels as an object, or by a selector in the form that other fields have
    /// (`metav1.LabelSelector`); nil if a label or its value is not a text.
    static func text(_ object: Document.Node, in document: Document) -> String? {
        let labels = document.object(matchLabels, of: object)
        let conditions = document.list(matchExpressions, of: object)
        guard labels != nil || conditions != nil else { return equalities(in: object, document) }
        let known = [matchLabels, matchExpressions].count { document.present($0, of: object) != nil }
        guard document.members(of: object).count(where: { !document.isNull($0.value) }) == known else { return nil }
        var parts: [String] = []
        if let labels {
            guard let text = equalities(in: labels, document) else { return nil }
            parts.append(text)
        }
        if let conditions {
            for condition in document.elements(of: conditions) {
                guard let part = requirement(condition, document) else { return nil }
                parts.append(part)
            }
        }
        return parts.joined(separator: ",")
    }

    private static func equalities(in object: Document.Node, _ document: Document) -> String? {
        var parts: [String] = []
        for (key, value) in document.members(of: object) {
            guard document.kind(of: value) == .string, let name = document.string(key),
                let text = document.string(value)
            else { return nil }
            parts.append("\(name)=\(text)")
        }
        return parts.isEmpty ? nil : parts.joined(separator: ",")
    }

    private static func requirement(_ condition: Document.Node, _ document: Document) -> String? {
        guard let label = document.text(key, of: condition).flatMap({ document.string($0) }),
            let comparison = document.text(comparison, of: condition).flatMap({ document.string($0) })
        else { return nil }
        let list = document.list(values, of: condition).map { Array(document.elements(of: $0)) } ?? []
        let texts = list.compactMap { document.kind(of: $0) == .string ? document.string($0) : nil }
        guard texts.count == list.count else { return nil }
        switch comparison {
        case "In" where !texts.isEmpty: return "\(label) in (\(texts.joined(separator: ",")))"
        case "NotIn" where !texts.isEmpty: return "\(label) notin (\(texts.joined(separator: ",")))"
        case "Exists" where texts.isEmpty: return label
        case "DoesNotExist" where texts.isEmpty: return "!\(label)"
        default: return nil
        }
    }

    private static let matchLabels: Key = "matchLabels"
    private static let matchExpressions: Key = "matchExpressions"
    private static let key: Key = "key"
    private static let values: Key = "values"
    private static let comparison: Key = "operator"
}
