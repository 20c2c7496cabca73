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
        case .boolean(let value): String(value)
        case .object: "{}"
        }
    }
}

extension Field {
    /// The value of a field that a manifest leaves out, and where it comes from.
    ///
    /// - Parameter kind: The kind with the field.
    /// - Returns: The words; nil if there is no such value.
    func defaultText(of kind: ExplainedKind) -> String? {
        self.default.map { "\($0.text), added by \(kind.isMutated ? "stashgate's webhook" : "KubeStash's definition")" }
            ?? assumed
    }
}
