internal import Document
internal import Schema

/// A Job whose Pods are numbered must say how many there are (`validateJobSpec` in Kubernetes' batch validation).
struct IndexedJob: ObjectRule {
    var id: RuleID { .indexedJob }

    private static let mode: Key = "completionMode"
    private static let completions: Key = "completions"
    private static let parallelism: Key = "parallelism"
    /// Most Pods of an Indexed Job at a time.
    private static let mostAtATime: Int64 = 100_000

    /// Looks at the counts.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let mode = document.text(Self.mode, of: object), document.isString(mode, "Indexed") else { return }
        if document.present(Self.completions, of: object) == nil {
            findings.report(
                id, .required, missing: Self.completions, of: object,
                "completionMode Indexed needs to know how many indices there are")
        }
        if let parallelism = document.present(Self.parallelism, of: object),
            let count = document.integer(parallelism), count > Self.mostAtATime
        {
            findings.report(
                id, .invalid, parallelism,
                "must be less than or equal to \(Self.mostAtATime) where completionMode is Indexed")
        }
    }
}
