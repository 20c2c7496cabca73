internal import Document
internal import Schema
internal import Text

/// A Kubernetes `Status` (`meta/v1`) that says why a request failed.
public struct Status: Error, Sendable {
    /// One reason among several, and the field that it is about.
    public struct Cause: Hashable, Sendable {
        /// Kubernetes' name for the reason, such as `FieldValueInvalid`.
        public let reason: String
        /// The problem, in English, without the field.
        public let message: String
        /// The field, as `spec.sessions[0].name`.
        public let field: String

        init(_ finding: Finding, in document: Document) {
            self.init(
                reason: finding.cause.rawValue, message: finding.namingItsRule(finding.message(in: document)),
                field: finding.path.description)
        }

        init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// The object that is refused.
    public struct Details: Sendable {
        /// Its name, perhaps empty.
        public let name: String
        /// The API group of its kind.
        public let group: String
        /// Its kind.
        public let kind: String
    }

    /// The HTTP status code.
    public let code: Int
    /// Kubernetes' name for the code, such as `BadRequest`.
    public let reason: String
    /// The problem, in English.
    public let message: String
    /// The object that is refused, nil if the request itself is wrong.
    public let details: Details?
    /// All reasons, one by one.
    public let causes: [Cause]

    /// Makes a status.
    ///
    /// - Parameters:
    ///   - code: The HTTP status code; Kubernetes' reason follows from it.
    ///   - message: The problem.
    public init(code: Int, message: String) {
        self.init(code: code, message: message, details: nil, causes: [])
    }

    init(code: Int, message: String, details: Details?, causes: [Cause]) {
        self.code = code
        reason = Self.reason(of: code)
        self.message = message
        self.details = details
        self.causes = causes
    }

    /// The status as JSON text.
    public var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer, withKind: true)
        return writer.bytes
    }

    /// Writes the status as one value.
    ///
    /// - Parameters:
    ///   - writer: The writer to use.
    ///   - withKind: Whether the status stands alone and must state its kind; inside an AdmissionReview it need not.
    func write(to writer: inout JSONWriter, withKind: Bool) {
        writer.beginObject()
        if withKind {
            writer.member("kind", "Status")
            writer.member("apiVersion", "v1")
        }
        writer.key("metadata")
        writer.beginObject()
        writer.endObject()
        writer.member("status", "Failure")
        writer.member("message", message)
        writer.member("reason", reason)
        if details != nil || !causes.isEmpty { writeDetails(to: &writer) }
        writer.key("code")
        writer.integer(code)
        writer.endObject()
    }

    private func writeDetails(to writer: inout JSONWriter) {
        writer.key("details")
        writer.beginObject()
        if let details {
            writer.member("name", details.name)
            writer.member("group", details.group)
            writer.member("kind", details.kind)
        }
        if !causes.isEmpty {
            writer.key("causes")
            writer.beginArray()
            for cause in causes {
                writer.beginObject()
                writer.member("reason", cause.reason)
                writer.member("message", cause.message)
                writer.member("field", cause.field)
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }

    /// The `metav1.StatusReason` for the codes that stashgate answers.
    private static func reason(of code: Int) -> String {
        switch code {
        case 400: "BadRequest"
        case 404: "NotFound"
        case 405: "MethodNotAllowed"
        case 408: "Timeout"
        case 409: "Conflict"
        case 413: "RequestEntityTooLarge"
        case 415: "UnsupportedMediaType"
        case 422: "Invalid"
        case 500: "InternalError"
        case 503: "ServiceUnavailable"
        default: ""
        }
    }
}

/// The warnings for findings, which kubectl prints before its result.
struct Warnings {
    /// The longest warning in bytes.
    ///
    /// The API server may cut what is longer than 256 characters (Kubernetes, API concepts, warnings).
    static let longest = 256
    /// The most bytes of all warnings together: the API server ignores what comes after 4096 characters.
    static let budget = 4096

    /// All lines, one after the other: bytes are joined much faster than strings.
    private var text: [UInt8] = []
    /// The end of each line in the text.
    private var ends: [Int] = []
    /// Whether a line did not fit, so that none is added after it.
    private var isFull = false

    /// Whether there are none.
    var isEmpty: Bool { ends.isEmpty }

    /// Adds one line for each finding, `field.path: text [rule]`, as long as they fit.
    mutating func add(_ findings: [Finding], in document: Document) {
        if text.isEmpty {
            let count = min(findings.count, Self.budget / Self.longest)
            text.reserveCapacity(Self.longest * count)
            ends.reserveCapacity(count)
        }
        // By index, as the loop over the elements would copy each.
        for index in findings.indices where !isFull {
            let start = text.count
            findings[index].path.write(to: &text)
            text.append(": ")
            findings[index].write(to: &text, in: document)
            let rule = findings[index].rule.rawValue
            cut(from: start, to: Self.longest - rule.utf8.count - " []".utf8.count)
            text.append(" [")
            text.append(rule)
            text.append("]")
            endLine(from: start)
        }
    }

    /// Adds a line that is about no field.
    mutating func add(_ line: String) {
        guard !isFull else { return }
        let start = text.count
        text.append(line)
        cut(from: start, to: Self.longest)
        endLine(from: start)
    }

    /// Keeps the last line if all lines together are within the budget.
    private mutating func endLine(from start: Int) {
        isFull = text.count > Self.budget
        if isFull { text.removeSubrange(start...) } else { ends.append(text.count) }
    }

    /// Cuts the last line before the character that does not fit.
    private mutating func cut(from start: Int, to length: Int) {
        guard text.count - start > length else { return }
        var end = start + length - 3
        while end > start, text[end] & 0xC0 == 0x80 { end -= 1 }
        text.removeSubrange(end...)
        text.append("...")
    }

    /// Writes the lines as an array.
    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        var start = 0
        for end in ends {
            writer.string(utf8: text.span.extracting(start..<end))
            start = end
        }
        writer.endArray()
    }
}

extension Finding {
    /// A message with the rule at its end, so that `stashgate rules` and a policy can be asked about it.
    fileprivate func namingItsRule(_ message: String) -> String {
        var named = message
        named.reserveCapacity(message.utf8.count + rule.rawValue.utf8.count + 3)
        named += " ["
        named += rule.rawValue
        named += "]"
        return named
    }
}
