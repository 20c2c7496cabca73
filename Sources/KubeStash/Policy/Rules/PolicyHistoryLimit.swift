internal import Document
internal import Schema

/// No more finished sessions and Jobs may be kept than the policy allows.
///
/// Each stays in etcd with its Pods, and thousands of them slow the API server down for everybody.
struct PolicyHistoryLimit: Rule {
    /// More finished sessions or Jobs are kept than the policy allows.
    static let info = RuleInfo(
        "policy-history-limit", .error, "more finished sessions or Jobs are kept than the policy's historyLimit")

    private static let ofSession: Key = "sessionHistoryLimit"
    /// What a session has that says nothing.
    private static let assumedOfSession: Int64 = 1
    /// The limits of the CronJob, and what Kubernetes takes a missing one for.
    private static let ofScheduler: [(key: Key, assumed: Int64)] = [
        ("successfulJobsHistoryLimit", 3), ("failedJobsHistoryLimit", 1),
    ]

    /// Reports every limit that is higher, and every missing one that would be higher.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let limit = context.settings.parameters.historyLimit else { return }
        let document = configuration.document
        for session in configuration.sessions {
            if let value = document.present(Self.ofSession, of: session.node) {
                checkValue(value, limit, in: document, &findings)
            } else if Self.assumedOfSession > limit {
                findings.report(
                    Self.info, .required, missing: Self.ofSession, of: session.node,
                    assumed: "\(Self.assumedOfSession)",
                    "\(Self.assumedOfSession) would be added, and the policy allows at most \(limit)")
            }
            guard let scheduler = document.present(Names.scheduler, of: session.node),
                document.kind(of: scheduler) == .object
            else { continue }
            for (key, assumed) in Self.ofScheduler {
                if let value = document.present(key, of: scheduler) {
                    checkValue(value, limit, in: document, &findings)
                } else if assumed > limit {
                    findings.report(
                        Self.info, .required, missing: key, of: scheduler, assumed: "\(assumed)",
                        "Kubernetes keeps \(assumed) where nothing is said, and the policy allows at most \(limit)")
                }
            }
        }
    }

    private func checkValue(_ node: Document.Node, _ limit: Int64, in document: Document, _ findings: inout Findings) {
        guard let value = document.integer(node), value > limit else { return }
        findings.report(Self.info, .invalid, node, "the policy allows at most \(limit)")
    }
}
