public import Document

/// The name of a rule, in kebab-case; once released it never changes its meaning.
public struct RuleID: RawRepresentable, Hashable, Sendable {
    /// The name.
    public let rawValue: String

    /// Makes an identifier from its name.
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

/// The information about a rule, stated once beside its check, and read by all code that lists or reports rules.
public struct RuleInfo: Hashable, Sendable {
    /// The rule's name.
    public let id: RuleID
    /// The severity of its findings without a policy; the worst, if it reports findings of both severities.
    public let severity: Finding.Severity
    /// The mistake that the rule finds, in one line without a full stop.
    public let summary: String
    /// Whether a policy may neither turn it off nor lower it.
    ///
    /// That is so if Kubernetes or KubeStash itself cannot use an object that breaks the rule.
    public let isMandatory: Bool
    /// Whether it finds nothing before a policy, or a selection of rules, names it.
    public let isOff: Bool

    /// Declares a rule.
    ///
    /// - Parameters:
    ///   - name: The rule's name, in kebab-case.
    ///   - severity: The severity of its findings.
    ///   - summary: The mistake that the rule finds, in one line without a full stop.
    ///   - isMandatory: Whether a policy may neither turn it off nor lower it.
    ///   - isOff: Whether it finds nothing before a policy, or a selection of rules, names it.
    public init(
        _ name: String, _ severity: Finding.Severity, _ summary: String, isMandatory: Bool = false, isOff: Bool = false
    ) {
        id = RuleID(rawValue: name)
        self.severity = severity
        self.summary = summary
        self.isMandatory = isMandatory
        self.isOff = isOff
    }

    /// Hashes the name alone, which no two rules share.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
    }
}

/// The rules that follow from a field's type alone.
extension RuleInfo {
    /// A required field is missing, null or empty.
    public static let requiredField = RuleInfo(
        "required-field", .error, "a field that the kind cannot do without is missing, null or empty", isMandatory: true
    )
    /// A value is of another type than its field.
    public static let wrongType = RuleInfo(
        "wrong-type", .error, "a value is of another type than its field", isMandatory: true)
    /// A value is not one of those that its field allows.
    public static let unsupportedValue = RuleInfo(
        "unsupported-value", .error, "a value is none of those that its field allows", isMandatory: true)
    /// A number is outside the bounds of its field.
    public static let outOfRange = RuleInfo(
        "out-of-range", .error, "a number is outside of the bounds of its field", isMandatory: true)
    /// A field that the schema does not know.
    public static let unknownField = RuleInfo(
        "unknown-field", .error,
        "a field that KubeStash does not have, or has no longer; offline only, the API server judges it in the cluster")
    /// Two items of a list have the same name.
    public static let duplicateName = RuleInfo(
        "duplicate-name", .error, "two items of a list have the name that tells them apart")

    /// All structural rules.
    public static let structural = [
        requiredField, wrongType, unsupportedValue, outOfRange, unknownField, duplicateName,
    ]
}

/// A check that belongs to a type and applies wherever the type is used.
///
/// It checks values that several fields of one object state together. A rule is a small value. It reports every place
/// where it is broken, never throws, never prints, accepts any document (fields of the wrong type are left to the
/// structural check), and costs time linear in the object.
public protocol ObjectRule: Sendable {
    /// The information about the rule that its findings break.
    static var info: RuleInfo { get }

    /// The fields that the rule reports, by their paths from the object on, without list indices and the keys of maps:
    /// `env.valueFrom`; empty for the object itself.
    var fields: [String] { get }

    /// The fields that the rule reports as ``RuleInfo/duplicateName`` instead.
    ///
    /// Empty for most rules.
    var duplicateFields: [String] { get }

    /// Other rules that the same walk through the object checks, each with the fields that it reports.
    ///
    /// Empty for most rules.
    var others: [(rule: RuleInfo, fields: [String])] { get }

    /// The fields that trigger the rule: it is not run on an object that has none of them, as it would find nothing.
    ///
    /// Empty for a rule that looks at every object.
    var triggers: [Key] { get }

    /// The fields without which, anywhere inside the object, the rule is not run either: it would find nothing.
    ///
    /// Empty for a rule that needs none. They are for rare fields, and spare the search for them from object to object.
    var innerTriggers: [Key] { get }

    /// Checks one object.
    ///
    /// - Parameters:
    ///   - object: The object, whose type the structural check has verified.
    ///   - document: The document that contains it.
    ///   - findings: The list to report to.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings)
}

extension ObjectRule {
    /// Empty: the rule reports no field as a duplicate name.
    public var duplicateFields: [String] { [] }
    /// Empty: the rule is the only one that its walk checks.
    public var others: [(rule: RuleInfo, fields: [String])] { [] }
    /// Empty: the rule looks at every object.
    public var triggers: [Key] { [] }
    /// Empty: the rule needs no field further inside.
    public var innerTriggers: [Key] { [] }
}
