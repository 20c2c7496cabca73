/// A value to add to a document.
public enum NewValue: Hashable, Sendable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// `true` or `false`.
    case boolean(Bool)
    /// An array of these values.
    case array([NewValue])
    /// An object with these members, in order.
    case object([NewMember])
}

/// A member to add to an object.
public struct NewMember: Hashable, Sendable {
    /// Its key.
    public let name: String
    /// Its value.
    public let value: NewValue

    /// Makes a member.
    public init(_ name: String, _ value: NewValue) {
        self.name = name
        self.value = value
    }
}

extension NewValue {
    /// The value of a JSON text; nil for `null`, a number with a fraction, and what is not JSON.
    ///
    /// - Parameter json: The text.
    package init?(json: String) {
        guard let document = try? Document(json: Array(json.utf8)) else { return nil }
        self.init(document.root, of: document)
    }

    /// As deep as the document, whose depth the parser has capped.
    private init?(_ node: Document.Node, of document: Document) {
        switch document.kind(of: node) {
        case .null: return nil
        case .boolean: self = .boolean(document.boolean(node) == true)
        case .number:
            guard let number = document.number(node).flatMap({ Int($0) }) else { return nil }
            self = .integer(number)
        case .string: self = .string(document.string(node) ?? "")
        case .array:
            var items: [NewValue] = []
            for item in document.elements(of: node) {
                guard let value = NewValue(item, of: document) else { return nil }
                items.append(value)
            }
            self = .array(items)
        case .object:
            var members: [NewMember] = []
            for (key, item) in document.members(of: node) {
                guard let value = NewValue(item, of: document) else { return nil }
                members.append(NewMember(document.string(key) ?? "", value))
            }
            self = .object(members)
        }
    }
}

extension JSONWriter {
    /// Writes a value.
    ///
    /// - Parameter value: The value; it nests no deeper than the schema that it comes from.
    public mutating func value(_ value: NewValue) {
        switch value {
        case .string(let text): string(text)
        case .integer(let number): integer(number)
        case .boolean(let value): boolean(value)
        case .array(let items):
            beginArray()
            for item in items { self.value(item) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.name)
                self.value(member.value)
            }
            endObject()
        }
    }
}
