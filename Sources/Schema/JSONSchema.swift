package import Document

/// Types as JSON Schema (draft 2020-12), which editors complete and check by.
///
/// It refuses what the structural check refuses, unknown fields included, and never what that accepts: null is allowed
/// where a field may be missing, and an empty text where it counts as missing. Each type is a definition that others
/// refer to. A type that may be null is a definition of its own, because editors complete a plain reference better than
/// alternatives.
package struct JSONSchema {
    /// A type in the places where it is used alike.
    private struct Use: Hashable {
        let type: ObjectIdentifier
        let isNullable: Bool
        let hasVariables: Bool
    }

    /// The values of fields that only one value makes sense in, by their names.
    package typealias Constants = [String: String]

    /// The dialect, for `$schema`.
    package static let dialect = "https://json-schema.org/draft/2020-12/schema"

    /// Whether texts of the objects that are defined from now on can have variables, so that no pattern holds for them.
    package var hasVariables = false
    private var names: [Use: String] = [:]
    private var taken: Set<String> = []
    private var definitions: [(name: String, json: [UInt8])] = []

    /// Makes a schema without definitions.
    package init() {}

    /// Writes the keywords for an object of a type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - constants: The fields that are required to have one value.
    ///   - writer: The writer, inside of a JSON object.
    package mutating func write(_ type: ObjectType, _ constants: Constants = [:], to writer: inout JSONWriter) {
        write(type, isNullable: false, constants, to: &writer)
    }

    /// Defines an object of a type.
    ///
    /// - Parameters:
    ///   - type: The type.
    ///   - constants: The fields that are required to have one value.
    /// - Returns: The reference to the definition.
    package mutating func define(_ type: ObjectType, _ constants: Constants) -> String {
        reference(to: type, isNullable: false, constants)
    }

    /// Writes the definitions that were referred to.
    ///
    /// - Parameter writer: The writer, inside of the JSON object that is the root of the schema.
    package func writeDefinitions(to writer: inout JSONWriter) {
        writer.member("$defs") { writer in
            for definition in definitions {
                writer.key(definition.name)
                writer.json(String(decoding: definition.json, as: UTF8.self))
            }
        }
    }

    private mutating func reference(
        to type: ObjectType, isNullable: Bool, _ constants: Constants = [:]
    ) -> String {
        let use = Use(type: ObjectIdentifier(type), isNullable: isNullable, hasVariables: hasVariables)
        if let name = names[use] { return "#/$defs/\(name)" }
        let name = freeName(type.name + (isNullable ? "OrNull" : ""))
        names[use] = name
        var writer = JSONWriter()
        writer.beginObject()
        if !type.summary.isEmpty { writer.member("description", type.summary) }
        write(type, isNullable: isNullable, constants, to: &writer)
        writer.endObject()
        definitions.append((name, writer.bytes))
        return "#/$defs/\(name)"
    }

    /// A name that no definition has: different types can have the same name in the documentation of Kubernetes.
    private mutating func freeName(_ name: String) -> String {
        var free = name
        var number = 2
        while !taken.insert(free).inserted {
            free = "\(name)\(number)"
            number += 1
        }
        return free
    }

    private mutating func write(
        _ type: ObjectType, isNullable: Bool, _ constants: Constants, to writer: inout JSONWriter
    ) {
        Self.writeType("object", isNullable, to: &writer)
        let required = type.fields.filter { $0.mustBeThere || constants[$0.name] != nil }.map(\.name)
        if !required.isEmpty { writer.member("required", required) }
        writer.key("properties")
        writer.beginObject()
        for field in type.fields {
            writer.key(field.name)
            writer.beginObject()
            write(field, constants[field.name], to: &writer)
            writer.endObject()
        }
        writer.endObject()
        writer.member("additionalProperties", false)
    }

    private mutating func write(_ field: Field, _ constant: String?, to writer: inout JSONWriter) {
        let description = field.hover
        if !description.isEmpty { writer.member("description", description) }
        guard !field.isReadOnly else { return writer.member("readOnly", true) }
        if let constant {
            writer.member("type", "string")
            return writer.member("const", constant)
        }
        let isNeeded = field.mustBeThere
        write(field.type, isNullable: !isNeeded, isNeeded && !field.emptyIsValue, to: &writer)
        field.default?.write(to: &writer)
        let examples = field.examples + (field.type.format?.examples ?? [])
        if !examples.isEmpty, field.type.isText { writer.member("examples", examples) }
    }

    /// Writes the keywords for a value.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - isNullable: Whether null is allowed.
    ///   - isFilled: Whether an empty text or list counts as missing, and must not be.
    ///   - writer: The writer.
    private mutating func write(
        _ type: ValueType, isNullable: Bool, _ isFilled: Bool = false, to writer: inout JSONWriter
    ) {
        switch type {
        case .string(let text): write(text, isNullable, isFilled, to: &writer)
        case .boolean: Self.writeType("boolean", isNullable, to: &writer)
        case .integer(let integer):
            Self.writeType("integer", isNullable, to: &writer)
            Self.writeBounds(of: integer, to: &writer)
        case .quantity:
            Self.writeIntegerOrString(isNullable, to: &writer)
            writer.member("pattern", OpenAPISchema.quantityPattern)
        case .integerOrString(let integer, let text):
            Self.writeIntegerOrString(isNullable, to: &writer)
            Self.writeBounds(of: integer, to: &writer)
            writeFormat(of: text, to: &writer)
        case .object(let object): writer.member("$ref", reference(to: object, isNullable: isNullable))
        case .list(let list):
            Self.writeType("array", isNullable, to: &writer)
            if isFilled { writer.member("minItems", 1) }
            writer.key("items")
            writer.beginObject()
            write(list.item, isNullable: false, to: &writer)
            writer.endObject()
        case .map(let map): write(map, isNullable, to: &writer)
        case .freeObject: Self.writeType("object", isNullable, to: &writer)
        }
    }

    private func write(_ type: StringType, _ isNullable: Bool, _ isFilled: Bool, to writer: inout JSONWriter) {
        Self.writeType("string", isNullable, to: &writer)
        if !type.allowed.isEmpty {
            let texts = type.allowed + (type.allowsEmpty && !isFilled ? [""] : [])
            writer.key("enum")
            writer.beginArray()
            for text in texts { writer.string(text) }
            if isNullable { writer.null() }
            writer.endArray()
        } else if isFilled {
            writer.member("minLength", 1)
        }
        writeFormat(of: type, to: &writer)
    }

    private mutating func write(_ type: MapType, _ isNullable: Bool, to writer: inout JSONWriter) {
        Self.writeType("object", isNullable, to: &writer)
        if let keys = type.keys, !keys.patterns.isEmpty {
            writer.member("propertyNames") { writeFormat(keys, allowsEmpty: false, to: &$0) }
        }
        writer.key("additionalProperties")
        writer.beginObject()
        write(type.values, isNullable: true, to: &writer)
        writer.endObject()
    }

    private func writeFormat(of type: StringType, to writer: inout JSONWriter) {
        writeFormat(type.format, allowsEmpty: type.allowsEmpty, to: &writer)
    }

    private func writeFormat(_ format: Format?, allowsEmpty: Bool, to writer: inout JSONWriter) {
        guard let format, let first = format.patterns.first else { return }
        func write(_ pattern: String, to writer: inout JSONWriter) {
            writer.member(
                "pattern", (allowsEmpty ? "^$|" : "") + pattern + (hasVariables ? #"|\$\{[^}]*\}"# : ""))
            // Microsoft's and Red Hat's language servers print it in place of the pattern.
            writer.member("patternErrorMessage", "must be \(format.summary)")
        }
        write(first, to: &writer)
        guard format.patterns.count > 1 else { return }
        writer.key("allOf")
        writer.array(format.patterns.dropFirst()) { pattern, writer in
            writer.object { write(pattern, to: &$0) }
        }
    }

    private static func writeType(_ name: String, _ isNullable: Bool, to writer: inout JSONWriter) {
        if isNullable {
            writer.member("type", [name, "null"])
        } else {
            writer.member("type", name)
        }
    }

    private static func writeIntegerOrString(_ isNullable: Bool, to writer: inout JSONWriter) {
        writer.key("anyOf")
        writer.array(["string", "integer"] + (isNullable ? ["null"] : [])) { type, writer in
            writer.object { $0.member("type", type) }
        }
    }

    private static func writeBounds(of type: IntegerType, to writer: inout JSONWriter) {
        writer.member("minimum", Int(type.bounds.lowerBound))
        writer.member("maximum", Int(type.bounds.upperBound))
    }
}

extension Field {
    /// The text that an editor shows about the field.
    fileprivate var hover: String {
        var sentences = summary.isEmpty ? [] : [summary]
        if let need { sentences.append("Required: \(need).") }
        if let assumed { sentences.append("If it is missing: \(assumed).") }
        if let format = type.format { sentences.append("Format: \(format.summary).") }
        if let format = type.keyFormat { sentences.append("Keys: \(format.summary).") }
        if !type.uniqueFields.isEmpty {
            sentences.append("No two items have the same \(type.uniqueFields.joined(separator: " and ")).")
        }
        return sentences.joined(separator: " ")
    }
}

extension ValueType {
    /// Whether the value is one text, which examples can stand for.
    fileprivate var isText: Bool {
        switch self {
        case .string, .quantity, .integerOrString: true
        default: false
        }
    }
}
