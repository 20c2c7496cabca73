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

        /// The value that is added.
        ///
        /// - Parameter type: The type of the field.
        /// - Returns: The value, for `object` with the defaults of its fields.
        func value(of type: ValueType) -> NewValue {
            switch self {
            case .string(let text): return .string(text)
            case .integer(let number): return .integer(number)
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
    /// What its value may be.
    public let type: ValueType
    /// What the field is for, in one sentence.
    public let summary: String
    /// Why the object cannot do without it, nil where it can; missing, null and empty are all the same then.
    public let need: String?
    /// What mutate adds where the field is missing or null.
    public let `default`: Default?
    /// What others take a missing field for, and who: `3, by Kubernetes`; nil where nobody does or stashgate does.
    public let assumed: String?
    /// Whether only KubeStash writes the field, so that nobody's mistakes are looked for in it.
    public let isReadOnly: Bool
    /// Whether a default is stated for the field or inside of it.
    let hasDefaults: Bool

    /// The key as text.
    public let name: String

    /// Makes a field.
    ///
    /// - Parameters:
    ///   - key: The key in the object.
    ///   - type: What the value may be.
    ///   - summary: What the field is for, in one sentence.
    ///   - need: Why the object cannot do without the field, for the message; nil where it can.
    ///   - default: What mutate adds where the field is missing.
    ///   - assumed: What others take a missing field for, and who.
    ///   - isReadOnly: Whether only KubeStash writes the field, as it does the status.
    public init(
        _ key: Key, _ type: ValueType, _ summary: String = "", need: String? = nil, default: Default? = nil,
        assumed: String? = nil, isReadOnly: Bool = false
    ) {
        self.key = key
        name = key.text
        self.type = type
        self.summary = summary
        self.need = need
        self.default = `default`
        self.assumed = assumed
        self.isReadOnly = isReadOnly
        hasDefaults = `default` != nil || type.hasDefaults
    }
}
