internal import Document
internal import Text
public import Schema

/// The response in an AdmissionReview (`admission.k8s.io/v1`).
struct AdmissionResponse {
    let uid: String
    /// Why the request is denied, nil if it is allowed.
    var denial: Status?
    var patch: JSONPatch?
    var warnings = Warnings()
    /// The rules that fired, for the API server's audit log and for metrics.
    var tally = Tally()

    init(uid: String) {
        self.uid = uid
    }

    /// The whole AdmissionReview as JSON text.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 960)
        writer.beginObject()
        writer.member("kind", "AdmissionReview")
        writer.member("apiVersion", "admission.k8s.io/v1")
        writer.key("response")
        writer.beginObject()
        writer.member("uid", uid)
        writer.key("allowed")
        writer.boolean(denial == nil)
        if let denial {
            writer.key("status")
            denial.write(to: &writer, withKind: false)
        }
        if let patch, patch.count > 0 {
            writer.key("patch")
            writer.base64(patch.json)
            writer.member("patchType", "JSONPatch")
        }
        writeNotes(to: &writer)
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    private func writeNotes(to writer: inout JSONWriter) {
        if !tally.isEmpty {
            writer.key("auditAnnotations")
            writer.beginObject()
            writer.key("rules")
            writer.string(utf8: tally.rules.span)
            writer.endObject()
        }
        if !warnings.isEmpty {
            writer.key("warnings")
            warnings.write(to: &writer)
        }
    }
}

/// How often each rule fired in one review.
public struct Tally: Hashable, Sendable {
    /// One rule's share.
    public struct Entry: Hashable, Sendable {
        /// The rule.
        public let rule: RuleID
        /// The severity of its findings: an error that an update was forgiven is a warning.
        public let severity: Finding.Severity
        /// How many findings it had, at least one.
        public fileprivate(set) var count: Int
    }

    /// The rules that fired, in the order of their first finding, errors first.
    public private(set) var entries: [Entry] = []

    /// Whether no rule fired.
    public var isEmpty: Bool { entries.isEmpty }

    /// The usual number of rules that fire at most, so that counting them allocates once.
    private static let usualCount = 4

    /// The usual length of the name of a rule at most, with a comma.
    private static let usualLength = 24

    /// The names of the rules that fired, each once, with commas between them, in UTF-8.
    var rules: [UInt8] {
        var rules: [UInt8] = []
        rules.reserveCapacity(entries.count * Self.usualLength)
        for (index, entry) in entries.enumerated() where !entries[..<index].contains(where: { $0.rule == entry.rule }) {
            if index > 0 { rules.append(UInt8(ascii: ",")) }
            rules.append(entry.rule.rawValue)
        }
        return rules
    }

    mutating func count(_ findings: [Finding], as severity: Finding.Severity) {
        if entries.isEmpty, !findings.isEmpty { entries.reserveCapacity(Self.usualCount) }
        // By index, as the loop over the elements would copy each.
        for index in findings.indices {
            let rule = findings[index].rule
            // The catalogue has some dozens of rules, so a search is short even if there are many findings.
            if let index = entries.firstIndex(where: { $0.rule == rule && $0.severity == severity }) {
                entries[index].count += 1
            } else {
                entries.append(Entry(rule: rule, severity: severity, count: 1))
            }
        }
    }
}

/// The two questions that Kubernetes asks of an admission webhook.
public enum Webhook: String, CaseIterable, Hashable, Sendable {
    /// Which fields are missing from the object? Asked first, answered with a patch.
    case mutate
    /// May the object be stored? Asked last, answered with yes or no.
    case validate
}
