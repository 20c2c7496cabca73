package import Document

/// A JSON value that a test can change; the product itself has no such tree.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case boolean(Bool)
    /// A number as it is written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object.
    package struct Member: Hashable, Sendable {
        /// The key.
        package var key: String
        /// The value.
        package var value: JSONValue

        /// Makes a member.
        package init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Copies a value from a document.
    package init(_ node: Document.Node, of document: Document) {
        switch document.kind(of: node) {
        case .null: self = .null
        case .boolean: self = .boolean(document.boolean(node) == true)
        case .number: self = .number(document.number(node) ?? "")
        case .string: self = .string(document.string(node) ?? "")
        case .array: self = .array(document.elements(of: node).map { JSONValue($0, of: document) })
        case .object:
            self = .object(
                document.members(of: node).map { Member(document.string($0) ?? "", JSONValue($1, of: document)) })
        }
    }

    /// Parses a JSON text.
    package init(parsing text: [UInt8]) throws(ParseError) {
        let document = try Document(json: text)
        self.init(document.root, of: document)
    }

    /// The value as JSON text.
    package var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .boolean(let value): writer.boolean(value)
        case .number(let text): writer.number(text)
        case .string(let text): writer.string(text)
        case .array(let items):
            writer.beginArray()
            for item in items { item.write(to: &writer) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                writer.key(member.key)
                member.value.write(to: &writer)
            }
            writer.endObject()
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A string.
    package init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A number.
    package init(integerLiteral value: Int) {
        self = .number(String(value))
    }

    /// A boolean.
    package init(booleanLiteral value: Bool) {
        self = .boolean(value)
    }

    /// An array.
    package init(arrayLiteral elements: JSONValue...) {
        self = .array(elements)
    }

    /// An object.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0, $1) })
    }

    /// `null`.
    package init(nilLiteral: ()) {
        self = .null
    }
}
