internal import Document
internal import Schema

/// A preferred node term should compare labels with values that labels can have.
///
/// Kubernetes takes any text there, unlike in required terms, but no node can have such a label.
struct UnmatchableValue: ObjectRule {
    var id: RuleID { .noEffect }
    private static let values: Key = "values"

    /// Reports every value that no label can have.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let values = document.list(Self.values, of: object) else { return }
        for value in document.elements(of: values) where document.kind(of: value) == .string {
            guard document.withUTF8(of: value, { Format.labelValue.problem(with: $0) }) != nil else { continue }
            findings.report(
                id, .invalid, value, "no label can have this value, so no node is preferred for it", severity: .warning)
        }
    }
}
