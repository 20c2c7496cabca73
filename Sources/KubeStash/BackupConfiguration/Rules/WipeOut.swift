internal import Document
internal import Schema

/// `WipeOut` deletes the backed up data together with the Repository.
struct WipeOut: ObjectRule {
    /// `wipe-out`.
    var id: RuleID { .wipeOut }

    /// Warns of the deletion policy.
    func check(_ repository: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let policy = document.present(Names.deletionPolicy, of: repository), document.isString(policy, "WipeOut")
        else { return }
        findings.report(
            id, .invalid, policy, "deletes the backed up data together with the Repository", severity: .warning)
    }
}
