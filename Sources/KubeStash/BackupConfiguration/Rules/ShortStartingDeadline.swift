internal import Document
internal import Schema

/// A deadline under ten seconds is shorter than the time after which Kubernetes looks again what is due.
///
/// The CronJob controller does so every ten seconds (Kubernetes, CronJob limitations), and skips what is too late by then.
struct ShortStartingDeadline: ObjectRule {
    /// `short-starting-deadline`.
    var id: RuleID { .shortStartingDeadline }

    private static let shortest: Int64 = 10

    /// Warns of a deadline that a run can miss by chance.
    func check(_ scheduler: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Names.startingDeadlineSeconds, of: scheduler),
            let seconds = document.integer(node), 0..<Self.shortest ~= seconds
        else { return }
        findings.report(
            id, .invalid, node,
            "is under \(Self.shortest), and Kubernetes looks for due runs every \(Self.shortest) seconds: some would be skipped",
            severity: .warning)
    }
}
