internal import Document
import Schema

/// The output of `stashgate explain`, which looks like that of `kubectl explain`.
struct Explanation {
    private let target: ExplainTarget
    private let isRecursive: Bool

    /// The width of wrapped lines: that of the narrowest terminal.
    private static let width = 80

    init(of target: ExplainTarget, isRecursive: Bool) {
        self.target = target
        self.isRecursive = isRecursive
    }

    /// The lines, each with its line feed.
    var text: String {
        let sections = [[heading], [field], [description], [fields]].flatMap { $0 }.filter { !$0.isEmpty }
        return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var heading: [String] {
        ["GROUP:      \(target.kind.group)", "KIND:       \(target.kind.kind)", "VERSION:    \(target.kind.version)"]
    }

    private var field: [String] {
        guard let name = target.name else { return [] }
        var lines = ["FIELD: \(name) <\(target.type.label)>\(target.field?.need == nil ? "" : " -required-")"]
        if let need = target.field?.need { lines.append("REQUIRED: \(need)") }
        if let text = target.field?.defaultText { lines.append("DEFAULT: \(text)") }
        if !target.type.choices.isEmpty { lines += ["ENUM:"] + target.type.choices.map { "    \($0)" } }
        lines += facts.map { "\($0.name.uppercased()): \($0.text)" }
        return lines
    }

    private var facts: [(name: String, text: String)] {
        let type = target.type
        let bounds = type.bounds
        var facts: [(String, String)] = []
        if let minimum = bounds.minimum { facts.append(("minimum", String(minimum))) }
        if let maximum = bounds.maximum { facts.append(("maximum", String(maximum))) }
        if let format = type.format { facts.append(("format", "\(format.name): \(format.summary)")) }
        if let format = type.keyFormat { facts.append(("keys", "\(format.name): \(format.summary)")) }
        if !type.uniqueFields.isEmpty {
            facts.append(("unique", "no two items with the same \(type.uniqueFields.joined(separator: " and "))"))
        }
        let rules = type.rules.map(\.rawValue)
        if !rules.isEmpty { facts.append(("rules", "\(rules.joined(separator: ", ")) (see stashgate rules)")) }
        return facts
    }

    /// The summaries of the field and of its type.
    private var description: [String] {
        var sentences = [target.field?.summary ?? ""]
        if case .object(let type) = target.type.item { sentences.append(type.summary) }
        let texts = sentences.enumerated().filter { index, text in
            !text.isEmpty && !sentences[..<index].contains(text)
        }
        return ["DESCRIPTION:"] + texts.flatMap { Self.wrapped($0.element, indent: 4) }
    }

    private var fields: [String] {
        guard case .object(let type) = target.type.item, !type.fields.isEmpty else { return [] }
        return ["FIELDS:"] + (isRecursive ? tree(of: type, indent: 2) : list(of: type))
    }

    private func list(of type: ObjectType) -> [String] {
        var lines: [String] = []
        for field in type.fields {
            if !lines.isEmpty { lines.append("") }
            lines.append(Self.title(of: field, indent: 2))
            if !field.type.choices.isEmpty { lines.append("  enum: \(field.type.choices.joined(separator: ", "))") }
            if let text = field.defaultText { lines.append("  default: \(text)") }
            lines += Self.wrapped(field.summary, indent: 4)
        }
        return lines
    }

    private func tree(of type: ObjectType, indent: Int) -> [String] {
        type.fields.flatMap { field -> [String] in
            let title = Self.title(of: field, indent: indent)
            guard case .object(let type) = field.type.item else { return [title] }
            return [title] + tree(of: type, indent: indent + 2)
        }
    }

    private static func title(of field: Field, indent: Int) -> String {
        let space = String(repeating: " ", count: indent)
        return "\(space)\(field.name)\t<\(field.type.label)>\(field.need == nil ? "" : " -required-")"
    }

    /// A text in lines of at most ``width`` characters, unless a word is longer.
    private static func wrapped(_ text: String, indent: Int) -> [String] {
        let space = String(repeating: " ", count: indent)
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = "\(line) \(word)"
            } else {
                lines.append(space + word)
            }
        }
        return lines
    }
}

extension ValueType {
    /// The type between angle brackets, as `kubectl explain` names it.
    var label: String {
        switch self {
        case .string: "string"
        case .boolean: "boolean"
        case .integer: "integer"
        case .quantity: "Quantity"
        case .integerOrString: "IntOrString"
        case .object(let type): type.name
        case .list(let type): "[]\(type.item.label)"
        case .map(let type): "map[string]\(type.values.label)"
        case .freeObject: "Object"
        }
    }

    /// The type of a list's items; any other type itself.
    var item: ValueType {
        if case .list(let type) = self { type.item.item } else { self }
    }

    /// The allowed texts; empty if all are allowed.
    var choices: [String] {
        if case .string(let type) = item { type.allowed } else { [] }
    }

    /// The format that a text must have.
    var format: Format? {
        switch item {
        case .string(let type), .integerOrString(_, let type): type.format
        case .quantity(let format): format
        case .map(let type): type.values.format
        default: nil
        }
    }

    /// The format that the keys of a free object must have.
    var keyFormat: Format? {
        if case .map(let type) = item { type.keys } else { nil }
    }

    /// The fields that must differ between the items of a list.
    var uniqueFields: [String] {
        if case .list(let type) = self { type.keys.map(\.text) } else { [] }
    }

    /// The least and the greatest number, if they are stated.
    var bounds: (minimum: Int64?, maximum: Int64?) {
        switch item {
        case .integer(let type), .integerOrString(let type, _): type.statedBounds
        default: (nil, nil)
        }
    }

    /// The rules that are checked wherever the type is used, each once.
    var rules: [RuleID] {
        var rules = [format, keyFormat].compactMap { $0?.rule.id }
        if case .object(let type) = item { rules += type.rules.map { Swift.type(of: $0).info.id } }
        return rules.enumerated().filter { index, rule in !rules[..<index].contains(rule) }.map(\.element)
    }
}

extension Field.Default {
    /// The value as YAML.
    var text: String {
        switch self {
        case .string(let text): text
        case .integer(let number): String(number)
        case .object: "{}"
        }
    }
}

extension Field {
    /// The value of a field that a manifest leaves out, and where it comes from.
    var defaultText: String? {
        self.default.map { "\($0.text), added by stashgate's webhook" } ?? assumed
    }
}
