internal import Document
internal import Schema

/// A topology spread constraint should say which Pods it counts: without a selector it counts none and spreads nothing.
struct UnselectiveSpread: ObjectRule {
    var id: RuleID { .noEffect }
    private static let selector: Key = "labelSelector"

    /// Reports a constraint without a selector.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.selector, of: object) == nil else { return }
        findings.report(
            id, .required, missing: Self.selector, of: object, "without it no Pod is counted and nothing is spread",
            severity: .warning)
    }
}
