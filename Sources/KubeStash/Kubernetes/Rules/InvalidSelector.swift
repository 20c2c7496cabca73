internal import Document
internal import Schema

/// The operator of a condition in a selector says how many values it is compared with (`ValidateLabelSelectorRequirement`
/// and `ValidateNodeSelectorRequirement` in Kubernetes).
struct InvalidSelector: ObjectRule {
    /// What is selected.
    enum Subject: Sendable {
        /// Objects by their labels.
        case labels
        /// Nodes by their labels, which may be compared as numbers, too.
        case nodes
        /// Nodes by their fields, which are compared with one value each.
        case nodeFields
    }

    var id: RuleID { .invalidSelector }
    private let subject: Subject
    private static let operatorKey: Key = "operator"
    private static let values: Key = "values"

    /// Makes the rule.
    init(_ subject: Subject) {
        self.subject = subject
    }

    /// Compares the number of values with the operator.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let comparison = document.present(Self.operatorKey, of: object) else { return }
        let values = document.present(Self.values, of: object)
        if let values, document.kind(of: values) != .array { return }
        let count = values.map { document.count(of: $0, upTo: 2) } ?? 0
        if document.isString(comparison, "In") || document.isString(comparison, "NotIn") {
            guard subject == .nodeFields ? count != 1 : count == 0 else { return }
            findings.report(
                id, .required, missing: Self.values, of: object,
                "In and NotIn need \(subject == .nodeFields ? "exactly" : "at least") one value to compare with")
        } else if document.isString(comparison, "Exists") || document.isString(comparison, "DoesNotExist") {
            guard subject != .nodeFields, let values, count > 0 else { return }
            findings.report(
                id, .forbidden, values,
                "Exists and DoesNotExist compare with no value: leave out the values, or say In")
        } else if subject == .nodes, document.isString(comparison, "Gt") || document.isString(comparison, "Lt") {
            guard count != 1 else { return }
            findings.report(
                id, .required, missing: Self.values, of: object, "Gt and Lt need exactly one value, a whole number")
        }
    }
}
