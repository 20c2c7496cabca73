internal import Document
import Schema

/// The output of `stashgate explain`, which looks like that of `kubectl explain`.
struct Explanation {
    let target: ExplainTarget
    let isRecursive: Bool

    /// The width of wrapped lines: that of the narrowest terminal.
    private static let width = 80

    init(of target: ExplainTarget, isRecursive: Bool) {
        self.target = target
        self.isRecursive = isRecursive
    }

    /// The lines, each with its line feed.
    var text: String {
        let sections = [[heading], [field], [description], [rules], [fields]].flatMap { $0 }.filter { !$0.isEmpty }
        return sections.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private var heading: [String] {
        ["GROUP:      \(target.kind.group)", "KIND:       \(target.kind.kind)", "VERSION:    \(target.kind.version)"]
    }

    private var field: [String] {
        guard let name = target.name else { return [] }
        var lines = ["FIELD: \(name) <\(target.label)>\(target.field?.need == nil ? "" : " -required-")"]
        if let need = target.field?.need { lines.append("REQUIRED: \(need)") }
        if let text = target.field?.defaultText(of: target.kind) { lines.append("DEFAULT: \(text)") }
        if !target.type.choices.isEmpty { lines += ["ENUM:"] + target.type.choices.map { "    \($0)" } }
        let bounds = target.type.bounds
        if let minimum = bounds.minimum { lines.append("MINIMUM: \(minimum)") }
        if let maximum = bounds.maximum { lines.append("MAXIMUM: \(maximum)") }
        lines += facts.map { "\($0.name.uppercased()): \($0.text)" }
        return lines
    }

    /// The schema's demands on values beyond their type and bounds.
    var facts: [(name: String, text: String)] {
        let type = target.type
        var facts: [(String, String)] = []
        if let format = type.format { facts.append(("format", "\(format.name): \(format.summary)")) }
        if let format = type.keyFormat { facts.append(("keys", "\(format.name): \(format.summary)")) }
        if !type.uniqueFields.isEmpty {
            facts.append(("unique", "no two items with the same \(type.uniqueFields.joined(separator: " and "))"))
        }
        return facts
    }

    /// The rules that concern the field; `stashgate rules ID` says more about each.
    private var rules: [String] {
        let rules = target.rules
        guard !rules.isEmpty else { return [] }
        return ["RULES:"] + rules.map { "    \($0.id) (\($0.level))" }
    }

    private var description: [String] {
        ["DESCRIPTION:"] + target.summaries.flatMap { Self.wrapped($0, indent: 4) }
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
            if let text = field.defaultText(of: target.kind) { lines.append("  default: \(text)") }
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
