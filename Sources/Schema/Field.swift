public import Document

/// One field of an object: its name, its type, whether it must be there, and what it is where it is missing.
public final class Field: Sendable {
    /// What a field is where the user says nothing.
    public enum Default: Hashable, Sendable {
        /// A text.
        case string(String)
        /// A whole number.
        case integer(Int)
        /// An object made of the defaults of its own fields, as Kubernetes' structural schemas read `default: {}`.
        case object
    }

    /// The key in the object.
    public let key: Key
    /// What its value may be.
    public let type: ValueType
    /// Why the object cannot do without it, nil where it can; missing, null and empty are all the same then.
    public let need: String?
    /// What mutate adds where the field is missing or null.
    public let `default`: Default?
    /// Whether a default is stated for the field or inside of it.
    let hasDefaults: Bool

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - name: The key in the object.
    ///   - type: What the value may be.
    ///   - need: Why the object cannot do without the field, for the message; nil where it can.
    ///   - default: What mutate adds where the field is missing.
    public init(_ name: String, _ type: ValueType, need: String? = nil, default: Default? = nil) {
        key = Key(name)
        self.type = type
        self.need = need
        self.default = `default`
        hasDefaults = `default` != nil || type.hasDefaults
    }
}
