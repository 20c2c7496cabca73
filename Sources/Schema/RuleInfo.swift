public import Document

/// The name of a rule, in kebab-case; once released it never changes its meaning.
public struct RuleID: RawRepresentable, Hashable, Sendable {
    /// The name.
    public let rawValue: String

    /// Makes an identifier of its name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

extension RuleID: CustomStringConvertible {
    /// The name.
    public var description: String {
        rawValue
    }
}

/// What is known of a rule besides its check: stated once, beside the check, and read by all who list or report rules.
public struct RuleInfo: Hashable, Sendable {
    /// The rule's name.
    public let id: RuleID
    /// How bad its findings are where no policy says otherwise; the worst, where it makes findings of both kinds.
    public let severity: Finding.Severity
    /// What it catches, in one line without a full stop.
    public let summary: String
    /// Whether no policy may turn it off or lower it, because Kubernetes or KubeStash itself could not make anything of an
    /// object that breaks it.
    public let isMandatory: Bool

    /// States a rule.
    ///
    /// - Parameters:
    ///   - name: The rule's name, in kebab-case.
    ///   - severity: How bad its findings are.
    ///   - summary: What it catches, in one line without a full stop.
    ///   - isMandatory: Whether no policy may turn it off or lower it.
    public init(_ name: String, _ severity: Finding.Severity, _ summary: String, isMandatory: Bool = false) {
        id = RuleID(rawValue: name)
        self.severity = severity
        self.summary = summary
        self.isMandatory = isMandatory
    }
}

/// What follows from a field's type alone.
extension RuleInfo {
    /// A field that the kind cannot do without is missing, null or empty.
    public static let requiredField = RuleInfo(
        "required-field", .error, "a field that the kind cannot do without is missing, null or empty", isMandatory: true
    )
    /// A value is of another type than its field.
    public static let wrongType = RuleInfo(
        "wrong-type", .error, "a value is of another type than its field", isMandatory: true)
    /// A value is none of those that its field allows.
    public static let unsupportedValue = RuleInfo(
        "unsupported-value", .error, "a value is none of those that its field allows", isMandatory: true)
    /// A number is outside of the bounds of its field.
    public static let outOfRange = RuleInfo(
        "out-of-range", .error, "a number is outside of the bounds of its field", isMandatory: true)
    /// A field that the schema does not know.
    public static let unknownField = RuleInfo(
        "unknown-field", .error,
        "a field that no release of KubeStash has; offline only, the API server judges it in the cluster")
    /// Two items of a list have the same name.
    public static let duplicateName = RuleInfo(
        "duplicate-name", .error, "two items of a list have the name that tells them apart")

    /// All of them.
    public static let structural = [
        requiredField, wrongType, unsupportedValue, outOfRange, unknownField, duplicateName,
    ]
}

/// A check that belongs to a type and goes with it wherever the type is used: what several fields of one object say
/// together.
///
/// A rule is a small value. It reports every place where it is broken, never throws, never prints, takes any document
/// (fields of the wrong type are the structural check's business and left alone here), and costs time linear in the object.
public protocol ObjectRule: Sendable {
    /// What is known of the rule that its findings break.
    static var info: RuleInfo { get }

    /// The fields that make the rule look: in an object that has none of them it finds nothing, so it is not asked.
    ///
    /// Empty for a rule that looks at every object.
    var triggers: [Key] { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - object: The object; it is one, the structural check has seen to that.
    ///   - document: The document that it is in.
    ///   - findings: Where to report.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings)
}

extension ObjectRule {
    /// None: the rule looks at every object.
    public var triggers: [Key] { [] }
}
