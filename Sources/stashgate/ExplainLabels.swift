import Schema

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

    /// What a list has in it, and what any other type is itself.
    var item: ValueType {
        if case .list(let type) = self { type.item.item } else { self }
    }

    /// The texts that are allowed; none where any is.
    var choices: [String] {
        if case .string(let type) = item { type.allowed } else { [] }
    }

    /// What a text must look like.
    var format: Format? {
        switch item {
        case .string(let type), .integerOrString(_, let type): type.format
        case .quantity(let format): format
        case .map(let type): type.values.format
        default: nil
        }
    }

    /// What the keys of a free object must look like.
    var keyFormat: Format? {
        if case .map(let type) = item { type.keys } else { nil }
    }

    /// The fields that must not be the same in two items of a list.
    var uniqueFields: [String] {
        if case .list(let type) = self { type.keys } else { [] }
    }

    /// The least and the greatest number, where that is not just what fits into the type.
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
    /// What the field is where the manifest says nothing, and who makes it so.
    var defaultText: String? {
        self.default.map { "\($0.text), added by stashgate's webhook" } ?? assumed
    }
}
