public import Document

/// One thing that is wrong with an object, and where.
public struct Finding: Sendable {
    /// Why the value is wrong, in Kubernetes' terms (`metav1.CauseType`).
    public enum Cause: String, Hashable, Sendable {
        /// A value is missing.
        case required = "FieldValueRequired"
        /// A value that must be the only one of its kind is there twice.
        case duplicate = "FieldValueDuplicate"
        /// A value is malformed or out of bounds.
        case invalid = "FieldValueInvalid"
        /// A value is none of those known.
        case notSupported = "FieldValueNotSupported"
        /// A value names something that is not there.
        case notFound = "FieldValueNotFound"
        /// A value that may not be there, given the others.
        case forbidden = "FieldValueForbidden"
        /// A value is of the wrong type.
        case typeInvalid = "FieldValueTypeInvalid"

        /// What Kubernetes' field errors begin with.
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

    /// How bad it is.
    public enum Severity: String, Hashable, Sendable {
        /// The object must not be stored.
        case error
        /// The object may be stored, but is likely not what was meant.
        case warning
    }

    /// Something that would mend it; the words are made of it.
    public enum Suggestion: Hashable, Sendable {
        /// Another value: a text.
        case replace(with: String)
        /// Another ending of the value, a text: as many of its last bytes as UTF-8 give way.
        case replaceEnd(byteCount: Int, with: String)
        /// Another key for the value.
        case renameKey(to: String)
        /// A value for a field that is missing: JSON text.
        case insert(json: String)
        /// No such field.
        case remove
    }

    /// Another place that has to do with it.
    public struct Related: Hashable, Sendable {
        /// Where.
        public let path: FieldPath
        /// What is there, in a few words.
        public let note: String

        /// Makes one.
        ///
        /// - Parameters:
        ///   - path: Where.
        ///   - note: What is there, in a few words.
        public init(_ path: FieldPath, _ note: String) {
            self.path = path
            self.note = note
        }
    }

    /// The rule that is broken.
    public let rule: RuleID
    /// How bad it is.
    public internal(set) var severity: Severity
    /// Why, in Kubernetes' terms.
    public let cause: Cause
    /// Where.
    public let path: FieldPath
    /// The bad value, nil where it is missing.
    public let node: Document.Node?
    /// The object that lacks the value, nil where it is there.
    public let owner: Document.Node?
    /// The value that is taken for a missing one, as JSON; nil where there is none.
    public let assumed: String?
    /// What would mend it, nil where that is not clear.
    public let suggestion: Suggestion?
    /// Other places that have to do with it.
    public let related: [Related]
    private let problem: String

    /// Makes a finding.
    ///
    /// - Parameters:
    ///   - rule: The rule that is broken; it says how bad that is.
    ///   - cause: Why, in Kubernetes' terms.
    ///   - path: Where.
    ///   - node: The bad value, nil where it is missing.
    ///   - owner: The object that lacks the value, nil where it is there.
    ///   - assumed: The value that is taken for a missing one, as JSON; nil where there is none.
    ///   - problem: What is wrong and what is allowed.
    ///   - suggestion: What would mend it, nil where that is not clear.
    ///   - related: Other places that have to do with it.
    ///   - isMild: Whether it is a warning although the rule makes errors.
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

    /// What is wrong and what is allowed, beyond the cause and the value, with what was probably meant; may be empty.
    public var detail: String {
        guard let meant = suggestion?.meant else { return problem }
        let quoted = Quoted.text(meant)
        return "\(problem); did you mean \(problem.hasSuffix(quoted) ? "that" : quoted)?"
    }

    /// The message as Kubernetes' field errors have it, without the path: `Invalid value: "x": must be an integer`; of a
    /// warning, whose value is legal, without the phrase: `"x": deletes the data`.
    ///
    /// - Parameter document: The document that the bad value is in.
    /// - Returns: The message, one line.
    public func message(in document: Document) -> String {
        var message = severity == .error ? cause.phrase : ""
        if cause != .required, cause != .forbidden, severity == .error || isScalar(node, in: document) {
            Self.add(Self.shown(node, in: document), to: &message)
        }
        Self.add(detail, to: &message)
        return message
    }

    private static func add(_ part: String, to message: inout String) {
        if !message.isEmpty, !part.isEmpty { message += ": " }
        message += part
    }

    private func isScalar(_ node: Document.Node?, in document: Document) -> Bool {
        guard let node else { return false }
        switch document.kind(of: node) {
        case .string, .number, .boolean: return true
        case .null, .array, .object: return false
        }
    }

    /// A value as a message shows it: strings as Go quotes them, numbers and booleans bare, the rest as JSON.
    private static func shown(_ node: Document.Node?, in document: Document) -> String {
        guard let node else { return "\"\"" }
        switch document.kind(of: node) {
        case .null: return "\"null\""
        case .string: return Quoted.text(document.string(node) ?? "")
        default: return document.compactText(of: node, limit: Quoted.limit)
        }
    }
}

extension Finding.Suggestion {
    /// What a question asks for: `did you mean "name"?`; nil where none is asked, as with a field that should go.
    fileprivate var meant: String? {
        switch self {
        case .replace(let text), .replaceEnd(_, let text), .renameKey(let text): text
        case .insert, .remove: nil
        }
    }
}
