public import Document

/// One mistake in an object, and its place.
public struct Finding: Sendable {
    /// Why the value is wrong, in Kubernetes' terms (`metav1.CauseType`).
    public enum Cause: String, Hashable, Sendable {
        /// A value is missing.
        case required = "FieldValueRequired"
        /// A value that must be unique is there twice.
        case duplicate = "FieldValueDuplicate"
        /// A value is malformed or out of bounds.
        case invalid = "FieldValueInvalid"
        /// A value is not one of the known values.
        case notSupported = "FieldValueNotSupported"
        /// A value names something that does not exist.
        case notFound = "FieldValueNotFound"
        /// A value is not allowed, given the others.
        case forbidden = "FieldValueForbidden"
        /// A value is of the wrong type.
        case typeInvalid = "FieldValueTypeInvalid"

        /// The beginning of Kubernetes' field errors.
        var phrase: String {
            switch self {
            case .required: "Required value"
            case .duplicate: "Duplicate value"
            case .invalid, .typeInvalid: "Invalid value"
            case .notSupported: "Unsupported value"
            case .notFound: "Not found"
            case .forbidden: "Forbidden"
            }
        }
    }

    /// The severity of a finding.
    public enum Severity: String, Hashable, Sendable {
        /// The object must not be stored.
        case error
        /// The object may be stored, but is probably not what was meant.
        case warning
    }

    /// Another object that has to do with the mistake.
    public struct Related: Hashable, Sendable {
        /// The kind of the object.
        public let kind: String
        /// Its namespace, empty if it is in none or does not say.
        public let namespace: String
        /// Its name.
        public let name: String
        /// The number that the inventory's source gave the object, such as that of a file.
        public let source: Int
        /// The place in the object.
        package let mark: Document.Mark
        /// A note about it, in a few words.
        public let note: String

        /// Names another object.
        ///
        /// - Parameters:
        ///   - kind: The kind of the object.
        ///   - namespace: Its namespace, empty if it is in none or does not say.
        ///   - name: Its name.
        ///   - source: The number that the inventory's source gave the object.
        ///   - mark: The place in the object.
        ///   - note: A note about it, in a few words.
        package init(
            kind: String, namespace: String, name: String, source: Int, mark: Document.Mark, _ note: String
        ) {
            self.kind = kind
            self.namespace = namespace
            self.name = name
            self.source = source
            self.mark = mark
            self.note = note
        }
    }

    /// The rule that is broken.
    public let rule: RuleID
    /// The severity.
    public internal(set) var severity: Severity
    /// The cause, in Kubernetes' terms.
    public let cause: Cause
    /// The path of the bad value.
    public let path: FieldPath
    /// The bad value, nil if it is missing.
    public let node: Document.Node?
    /// The object that lacks the value, nil if the value is there.
    public let owner: Document.Node?
    /// The value that is assumed for a missing one, as JSON; nil if there is none.
    public let assumed: String?
    /// A change that would correct the mistake, nil if there is no clear one.
    public let suggestion: Suggestion?
    /// Other objects that have to do with the mistake.
    public let related: [Related]
    /// The problem and what is allowed; may be empty.
    let problem: String
    /// The reason why the mistake is ignored, nil if it is not.
    public internal(set) var ignored: String?

    /// Makes a finding.
    ///
    /// - Parameters:
    ///   - rule: The broken rule, which also states the severity.
    ///   - cause: The cause, in Kubernetes' terms.
    ///   - path: The path of the bad value.
    ///   - node: The bad value, nil if it is missing.
    ///   - owner: The object that lacks the value, nil if the value is there.
    ///   - assumed: The value that is assumed for a missing one, as JSON; nil if there is none.
    ///   - problem: The problem and what is allowed.
    ///   - suggestion: A change that would correct the mistake, nil if there is no clear one.
    ///   - related: Other objects that have to do with the mistake.
    ///   - isMild: Whether it is a warning although the rule's severity is error.
    public init(
        _ rule: RuleInfo, _ cause: Cause, at path: FieldPath, node: Document.Node?,
        lackedBy owner: Document.Node? = nil, assumed: String? = nil, problem: String = "",
        suggestion: Suggestion? = nil, related: [Related] = [], isMild: Bool = false
    ) {
        self.rule = rule.id
        severity = isMild ? .warning : rule.severity
        self.cause = cause
        self.path = path
        self.node = node
        self.owner = owner
        self.assumed = assumed
        self.problem = problem
        self.suggestion = suggestion
        self.related = related
    }
}
