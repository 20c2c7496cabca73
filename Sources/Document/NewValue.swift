/// A value to add to a document.
public enum NewValue: Hashable, Sendable {
    /// A text.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// `true` or `false`.
    case boolean(Bool)
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

extension JSONWriter {
    /// Writes a value.
    ///
    /// - Parameter value: The value; it nests no deeper than the schema that it comes from.
    public mutating func value(_ value: NewValue) {
        switch value {
        case .string(let text): string(text)
        case .integer(let number): integer(number)
        case .boolean(let value): boolean(value)
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
