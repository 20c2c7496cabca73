internal import Document
internal import Schema

/// A Pod sees the processes of the node or those of its own containers, not both (`validatePodSpecSecurityContext` in
/// Kubernetes' core validation).
struct ProcessNamespaceConflict: ObjectRule {
    var id: RuleID { .processNamespaceConflict }
    private static let host: Key = "hostPID"
    private static let shared: Key = "shareProcessNamespace"

    /// Compares the two fields.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let shared = document.member(Self.shared, of: object), document.boolean(shared) == true,
            document.isTrue(Self.host, of: object)
        else { return }
        findings.report(id, .invalid, shared, "does not go with hostPID: leave one of them out")
    }
}
