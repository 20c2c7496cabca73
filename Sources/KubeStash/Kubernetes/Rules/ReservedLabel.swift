internal import Document
internal import Schema

/// Labels that tell the Pods of one Job from those of another are the Job controller's: it refuses a template that sets
/// them (`validateGeneratedSelector` in Kubernetes' batch validation).
struct ReservedLabel: ObjectRule {
    var id: RuleID { .reservedLabel }

    private static let metadata: Key = "metadata"
    private static let labels: Key = "labels"
    private static let reserved: [Key] = [
        "controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name",
    ]

    /// Looks for the labels.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let metadata = document.present(Self.metadata, of: object),
            let labels = document.present(Self.labels, of: metadata), !document.isEmptyContainer(labels)
        else { return }
        for name in Self.reserved {
            guard let value = document.member(name, of: labels), let key = document.key(of: value) else { continue }
            findings.report(
                id, .invalid, value, at: .entry(of: labels, key: key),
                "is set by Kubernetes for every Job: leave the label out")
        }
    }
}
