internal import Document
internal import Schema

/// Before a backup nobody knows whether it will succeed, so a hook cannot depend on it.
struct PreBackupPolicy: ObjectRule {
    /// `pre-backup-policy`.
    var id: RuleID { .preBackupPolicy }

    /// Warns of every hook before a backup that is to run after its success or failure only.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let list = document.present(Names.preBackup, of: hooks) else { return }
        for hook in document.elements(of: list) {
            guard let policy = document.present(Names.executionPolicy, of: hook),
                document.isString(policy, "OnSuccess") || document.isString(policy, "OnFailure")
            else { continue }
            findings.report(
                id, .invalid, policy,
                "before a backup it is not known how it will end; use Always, or move the hook to postBackup",
                severity: .warning)
        }
    }
}
