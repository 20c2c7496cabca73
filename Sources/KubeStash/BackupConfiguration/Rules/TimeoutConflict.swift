internal import Document
internal import Schema

/// A session must not have both names of its time-out: `timeout`, of older releases, and `backupTimeout`.
struct TimeoutConflict: ObjectRule {
    /// `invalid-duration`.
    var id: RuleID { .invalidDuration }

    /// Reports the older name.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let timeout = document.present(Names.timeout, of: session),
            document.present(Names.backupTimeout, of: session) != nil
        else { return }
        findings.report(
            id, .forbidden, timeout, "must not be set together with backupTimeout, which is the same under its new name"
        )
    }
}
