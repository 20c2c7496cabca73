import Document
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
