public import Document

/// One field of an object: its name, its type, whether it is required, and its value if it is missing.
public final class Field: Sendable {
    /// The default of a field.
    public enum Default: Hashable, Sendable {
        /// A text.
        case string(String)
        /// A whole number.
        case integer(Int)
        /// `true` or `false`.
        case boolean(Bool)
        /// An object with the defaults of its own fields, as Kubernetes' structural schemas read `default: {}`.
        case object

        /// The value to add.
        ///
        /// - Parameter type: The type of the field.
        /// - Returns: The value, for `object` with the defaults of its fields.
        func value(of type: ValueType) -> NewValue {
            switch self {
            case .string(let text): return .string(text)
            case .integer(let number): return .integer(number)
            case .boolean(let value): return .boolean(value)
            case .object:
                guard case .object(let type) = type else { return .object([]) }
                return .object(
                    type.fields.compactMap { field in
                        field.default.map { NewMember(field.name, $0.value(of: field.type)) }
                    })
            }
        }
    }

    /// The key in the object.
    public let key: Key
    /// The type of its value.
    public let type: ValueType
    /// The purpose of the field, in one sentence.
    public let summary: String
    /// Why the field is required, nil if it is optional.
    ///
    /// For a required field, missing, null and empty are the same, unless ``emptyIsValue``.
    public let need: String?
    /// The value that mutate adds if the field is missing or null.
    public let `default`: Default?
    /// The value that others assume for a missing field, and their name: `3, by Kubernetes`.
    ///
    /// It is nil if there is none, or if stashgate adds it.
    public let assumed: String?
    /// Some values of the field, for a field whose format has none.
    public let examples: [String]
    /// Whether only KubeStash writes the field, so that it is not checked for users' mistakes.
    public let isReadOnly: Bool
    /// Whether an empty text in a required field is a value rather than a missing one.
    public let emptyIsValue: Bool
    /// Whether the field or a field inside it has a default.
    let hasDefaults: Bool

    /// The key as text.
    public let name: String

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - key: The key in the object.
    ///   - type: The type of the value.
    ///   - summary: The purpose of the field, in one sentence.
    ///   - need: Why the field is required, for the message; nil if it is optional.
    ///   - default: The value that mutate adds if the field is missing.
    ///   - assumed: The value that others assume for a missing field, and their name.
    ///   - examples: Some values of the field, for a field whose format has none.
    ///   - isReadOnly: Whether only KubeStash writes the field, like the status.
    ///   - emptyIsValue: Whether an empty text in a required field is a value rather than a missing one.
    public init(
        _ key: Key, _ type: ValueType, _ summary: String = "", need: String? = nil, default: Default? = nil,
        assumed: String? = nil, examples: [String] = [], isReadOnly: Bool = false, emptyIsValue: Bool = false
    ) {
        self.key = key
        name = key.text
        self.type = type
        self.summary = summary
        self.need = need
        self.default = `default`
        self.assumed = assumed
        self.examples = examples
        self.isReadOnly = isReadOnly
        self.emptyIsValue = emptyIsValue
        hasDefaults = `default` != nil || type.hasDefaults
    }
}
