internal import Document
internal import Schema

/// A priority without a class should be left out: Kubernetes refuses the Pod unless the cluster's default class has exactly
/// this one, or there is none and it is 0.
struct PriorityWithoutClass: ObjectRule {
    var id: RuleID { .priorityWithoutClass }
    private static let priority: Key = "priority"
    private static let className: Key = "priorityClassName"

    /// Looks for the class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Self.priority, of: object), document.kind(of: node) == .number,
            document.present(Self.className, of: object).map(document.isEmptyString) ?? true
        else { return }
        findings.report(
            id, .invalid, node,
            "without priorityClassName the Pod is refused unless the default class has this priority",
            severity: .warning)
    }
}
