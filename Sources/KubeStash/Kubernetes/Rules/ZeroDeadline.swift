internal import Document
internal import Schema

/// A deadline should leave time: the documentation wants it positive, and although Kubernetes takes 0, it then ends the
/// Job before its Pod has run.
struct ZeroDeadline: ObjectRule {
    var id: RuleID { .zeroDeadline }
    private static let deadline: Key = "activeDeadlineSeconds"

    /// Looks for a deadline of 0.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let deadline = document.present(Self.deadline, of: object), document.integer(deadline) == 0 else {
            return
        }
        findings.report(
            id, .invalid, deadline, "ends every Job as soon as it starts: leave it out for no deadline",
            severity: .warning)
    }
}
