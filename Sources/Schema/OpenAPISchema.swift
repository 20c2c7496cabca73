public import Document

/// Types as a structural schema of Kubernetes (OpenAPI v3), for a CustomResourceDefinition.
///
/// It requires no more than the structural check does, because a cluster that has both must not refuse in one what it
/// accepts in the other: a required field that has a default may be missing, and formats are left to the check.
public struct OpenAPISchema {
    /// Kubernetes' own pattern for quantities in custom resources (`resource.Quantity`).
    static let quantityPattern =
        #"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$"#

    private var writer: JSONWriter

    /// Writes the schema of a field's value as one JSON object.
    ///
    /// - Parameters:
    ///   - field: The field; its summary becomes the description, its default the default.
    ///   - writer: The writer to use.
    public static func write(_ field: Field, to writer: inout JSONWriter) {
        var schema = OpenAPISchema(writer: writer)
        schema.write(field.type, summary: field.summary, default: field.default)
        writer = schema.writer
    }

    private mutating func write(_ type: ValueType, summary: String, default: Field.Default? = nil) {
        writer.beginObject()
        if !summary.isEmpty { text("description", summary) }
        switch type {
        case .string(let type): write(type)
        case .boolean: text("type", "boolean")
        case .integer(let type): write(type)
        case .quantity:
            writeIntegerOrString()
            text("pattern", Self.quantityPattern)
        case .integerOrString(let integer, _):
            writeIntegerOrString()
            writeBounds(of: integer)
        case .object(let type): write(type)
        case .list(let type): write(type)
        case .map(let type):
            text("type", "object")
            writer.key("additionalProperties")
            write(type.values, summary: "")
        case .freeObject:
            text("type", "object")
            mark("x-kubernetes-preserve-unknown-fields")
        }
        `default`?.write(to: &writer)
        writer.endObject()
    }

    private mutating func write(_ type: StringType) {
        text("type", "string")
        if !type.allowed.isEmpty { list("enum", type.allowed + (type.allowsEmpty ? [""] : [])) }
    }

    private mutating func write(_ type: IntegerType) {
        text("type", "integer")
        text("format", type.isWide ? "int64" : "int32")
        writeBounds(of: type)
    }

    /// The bounds that are narrower than those of the format.
    private mutating func writeBounds(of type: IntegerType) {
        let (minimum, maximum) = type.statedBounds
        if let minimum { number("minimum", minimum) }
        if let maximum { number("maximum", maximum) }
    }

    private mutating func writeIntegerOrString() {
        writer.key("anyOf")
        writer.beginArray()
        for type in ["integer", "string"] {
            writer.beginObject()
            text("type", type)
            writer.endObject()
        }
        writer.endArray()
        mark("x-kubernetes-int-or-string")
    }

    private mutating func write(_ type: ObjectType) {
        text("type", "object")
        let required = type.fields.filter(\.mustBeThere).map(\.name)
        if !required.isEmpty { list("required", required) }
        guard !type.fields.isEmpty else {
            mark("x-kubernetes-preserve-unknown-fields")
            return
        }
        writer.key("properties")
        writer.beginObject()
        for field in type.fields {
            writer.key(field.name)
            write(field.type, summary: field.summary, default: field.default)
        }
        writer.endObject()
    }

    private mutating func write(_ type: ListType) {
        text("type", "array")
        if Self.isMap(type) {
            text("x-kubernetes-list-type", "map")
            list("x-kubernetes-list-map-keys", type.keys.map(\.text))
        }
        writer.key("items")
        write(type.item, summary: "")
    }

    /// Whether the list is a list map, whose items Kubernetes identifies by their keys; it requires those keys.
    private static func isMap(_ type: ListType) -> Bool {
        guard case .object(let item) = type.item, !type.keys.isEmpty else { return false }
        return type.keys.allSatisfy { key in
            item.field(key.text).map { $0.mustBeThere || $0.default != nil } ?? false
        }
    }

    private mutating func text(_ name: String, _ value: String) {
        writer.key(name)
        writer.string(value)
    }

    private mutating func number(_ name: String, _ value: Int64) {
        writer.key(name)
        writer.integer(Int(value))
    }

    private mutating func mark(_ name: String) {
        writer.key(name)
        writer.boolean(true)
    }

    private mutating func list(_ name: String, _ values: [String]) {
        writer.key(name)
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
    }
}

extension Field {
    /// Whether the field is required and has no default, which would be added before the check.
    var mustBeThere: Bool { need != nil && `default` == nil }
}

extension Field.Default {
    /// Writes the value as a member `default`.
    func write(to writer: inout JSONWriter) {
        writer.key("default")
        switch self {
        case .string(let text): writer.string(text)
        case .integer(let number): writer.integer(number)
        case .boolean(let value): writer.boolean(value)
        case .object: writer.object { _ in }
        }
    }
}

extension IntegerType {
    /// The bounds, each nil if it is the bound of the integer type itself.
    public var statedBounds: (minimum: Int64?, maximum: Int64?) {
        let widest = isWide ? Int64.min...Int64.max : Int64(Int32.min)...Int64(Int32.max)
        return (
            bounds.lowerBound > widest.lowerBound ? bounds.lowerBound : nil,
            bounds.upperBound < widest.upperBound ? bounds.upperBound : nil
        )
    }
}
