public import Document
internal import Text

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

    /// A change that would correct the mistake; the text of the suggestion is made from it.
    public enum Suggestion: Hashable, Sendable {
        /// Another value, a text.
        case replace(with: String)
        /// Another value that is not a text: JSON text.
        case replaceValue(json: String)
        /// An object with these fields in the place of the value.
        case replaceWithObject([TextMember])
        /// These fields for the object that has the value, one of them the value itself.
        case setFields([TextMember])
        /// Another key for the value.
        case renameKey(to: String)
        /// A value for a field that is missing: JSON text.
        case insert(json: String)
        /// Remove the field.
        case remove
    }

    /// A field with a text.
    public struct TextMember: Hashable, Sendable {
        /// The name of the field.
        public let name: String
        /// Its text.
        public let text: String

        /// Makes a field.
        ///
        /// - Parameters:
        ///   - name: The name of the field.
        ///   - text: Its text.
        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
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
    private let problem: String

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

    /// The end of a problem of a value that would be right in quotes.
    static let inQuotes = ", in quotes"

    /// Whether only quotes are missing, so that the letters of the source are what was meant.
    package var lacksQuotes: Bool { problem.hasSuffix(Self.inQuotes) }

    /// The problem and what is allowed, beyond the cause and the value, with the suggestion; may be empty.
    public var detail: String {
        var detail: [UInt8] = []
        writeDetail(to: &detail)
        return String(decoding: detail, as: UTF8.self)
    }

    private func writeDetail(to line: inout [UInt8]) {
        let start = line.count
        line.append(problem)
        guard let suggestion, suggestion.isQuestion else { return }
        let end = line.count
        line.append("; did you mean ")
        let meant = line.count
        suggestion.write(to: &line)
        if Self.names(line.span.extracting(start..<end), line.span.extracting(meant...)) {
            line.removeSubrange(meant...)
            line.append("that")
        }
        line.append(UInt8(ascii: "?"))
    }

    /// Whether a problem names the suggested text at its end, and no other one: a list would make "that" unclear.
    private static func names(_ problem: Span<UInt8>, _ meant: Span<UInt8>) -> Bool {
        let rest = problem.count - meant.count
        guard meant.first == UInt8(ascii: "\""), rest >= 0 else { return false }
        return problem.extracting(rest...).equals(meant) && !problem.extracting(..<rest).contains(UInt8(ascii: "\""))
    }

    /// The message in the form of Kubernetes' field errors, without the path.
    ///
    /// An error is `Invalid value: "x": must be an integer`. A warning, whose value is legal, has no phrase:
    /// `"x": deletes the data`.
    ///
    /// - Parameter document: The document that contains the bad value.
    /// - Returns: The message, one line.
    public func message(in document: Document) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(Self.usualLength)
        write(to: &message, in: document)
        return String(decoding: message, as: UTF8.self)
    }

    /// The usual length of a message at most, so that building it allocates once.
    private static let usualLength = 128

    /// The message without the question that suggests a change, for a report that shows the change by itself.
    ///
    /// - Parameter document: The document that contains the bad value.
    /// - Returns: The message, one line.
    package func statement(in document: Document) -> String {
        var message: [UInt8] = []
        message.reserveCapacity(Self.usualLength)
        write(to: &message, in: document, asking: false)
        return String(decoding: message, as: UTF8.self)
    }

    /// Appends the message to a line of UTF-8: bytes are joined much faster than strings.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - document: The document that contains the bad value.
    package func write(to line: inout [UInt8], in document: Document) {
        write(to: &line, in: document, asking: true)
    }

    private func write(to line: inout [UInt8], in document: Document, asking asks: Bool) {
        let start = line.count
        if severity == .error { line.append(cause.phrase) }
        if cause != .required, cause != .forbidden, severity == .error || isScalar(node, in: document) {
            Self.separate(&line, from: start)
            Self.show(node, in: document, on: &line)
        }
        guard !problem.isEmpty || asks && suggestion?.isQuestion == true else { return }
        Self.separate(&line, from: start)
        if asks { writeDetail(to: &line) } else { line.append(problem) }
    }

    private static func separate(_ line: inout [UInt8], from start: Int) {
        if line.count > start { line.append(": ") }
    }

    private func isScalar(_ node: Document.Node?, in document: Document) -> Bool {
        guard let node else { return false }
        switch document.kind(of: node) {
        case .string, .number, .boolean: return true
        case .null, .array, .object: return false
        }
    }

    /// Appends a value as a message shows it: strings as Go quotes them, numbers and booleans bare, other values as
    /// JSON.
    private static func show(_ node: Document.Node?, in document: Document, on line: inout [UInt8]) {
        guard let node else {
            line.append("\"\"")
            return
        }
        switch document.kind(of: node) {
        case .null: line.append("\"null\"")
        case .string: document.writeQuotedText(of: node, to: &line)
        default: line.append(document.visibleText(of: node, limit: Quoted.limit))
        }
    }
}

extension Finding.Suggestion {
    /// The end of the question `did you mean "name"?`; nil if there is no question, as for a field to remove.
    package var meant: String? {
        guard isQuestion else { return nil }
        var text: [UInt8] = []
        write(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether it makes a question, which a field to remove does not.
    fileprivate var isQuestion: Bool {
        switch self {
        case .replace, .renameKey, .replaceValue, .replaceWithObject, .setFields: true
        case .insert, .remove: false
        }
    }

    /// Appends the end of the question `did you mean "name"?`.
    fileprivate func write(to line: inout [UInt8]) {
        switch self {
        case .replace(let text), .renameKey(let text): Quoted.write(text, to: &line)
        case .replaceValue(let json): line.append(json)
        case .replaceWithObject(let members): line.append("\(Self.words(for: members)) under it")
        case .setFields(let members): line.append(Self.words(for: members))
        case .insert, .remove: break
        }
    }

    private static func words(for members: [Finding.TextMember]) -> String {
        members.map { Quoted.text("\($0.name): \($0.text)") }.joined(separator: " and ")
    }
}
