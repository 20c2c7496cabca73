/// The name of a rule, in kebab-case; once released it never changes its meaning.
public struct RuleID: RawRepresentable, Hashable, Sendable {
    /// The name.
    public let rawValue: String

    /// Makes an identifier of its name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// A field that the kind cannot do without is missing, null or empty.
    public static let requiredField = RuleID(rawValue: "required-field")
    /// A value is of another type than its field.
    public static let wrongType = RuleID(rawValue: "wrong-type")
    /// A value is none of those that its field allows.
    public static let unsupportedValue = RuleID(rawValue: "unsupported-value")
    /// A number is outside of the bounds of its field.
    public static let outOfRange = RuleID(rawValue: "out-of-range")
}

extension RuleID: CustomStringConvertible {
    /// The name.
    public var description: String {
        rawValue
    }
}
