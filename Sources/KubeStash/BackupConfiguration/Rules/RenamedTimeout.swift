internal import Document
internal import Schema

/// A session's time-out is called `backupTimeout` now.
///
/// Releases that know only the new name drop the old one, and the backup then runs without a limit.
struct RenamedTimeout: ObjectRule {
    /// `renamed-timeout`.
    var id: RuleID { .renamedTimeout }

    /// Warns of the older name where it stands alone.
    func check(_ session: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let timeout = document.present(Names.timeout, of: session), document.kind(of: timeout) == .string,
            document.present(Names.backupTimeout, of: session) == nil
        else { return }
        findings.report(
            id, .invalid, timeout, "current releases of KubeStash call it backupTimeout and drop timeout",
            severity: .warning)
    }
}
