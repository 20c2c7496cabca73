internal import Document
internal import Schema

/// Labels that are to be the same as those of the Pod itself are added to a selector, so there must be one, and they must
/// not be in it already (`ValidateMatchLabelKeysAndMismatchLabelKeys` in Kubernetes' core validation).
struct MatchLabelKeys: ObjectRule {
    var id: RuleID { .matchLabelKeys }

    private static let matching: Key = "matchLabelKeys"
    private static let mismatching: Key = "mismatchLabelKeys"
    private static let selector: Key = "labelSelector"
    private static let labels: Key = "matchLabels"
    private static let expressions: Key = "matchExpressions"
    private static let key: Key = "key"

    /// Compares the lists with the selector and with each other.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let matching = document.list(Self.matching, of: object)
        let mismatching = document.list(Self.mismatching, of: object)
        guard matching != nil || mismatching != nil else { return }
        let selector = document.present(Self.selector, of: object)
        if selector == nil {
            for list in [matching, mismatching] {
                guard let list else { continue }
                findings.report(id, .forbidden, list, "needs a labelSelector, to which the labels are added")
            }
        }
        guard let matching else { return }
        if let mismatching {
            let names = table(of: document.elements(of: mismatching), in: document)
            report(matching, alsoIn: names, "is in mismatchLabelKeys, too", document, &findings)
        }
        if let selector {
            report(matching, alsoIn: keys(of: selector, in: document), "is in labelSelector, too", document, &findings)
        }
    }

    private func report(
        _ list: Document.Node, alsoIn names: NodeTable, _ detail: String, _ document: Document,
        _ findings: inout Findings
    ) {
        for item in document.elements(of: list) where document.kind(of: item) == .string {
            guard names.first(like: item, of: document) != nil else { continue }
            findings.report(id, .invalid, item, "\(detail): leave it out of one")
        }
    }

    private func keys(of selector: Document.Node, in document: Document) -> NodeTable {
        var names = NodeTable()
        if let labels = document.present(Self.labels, of: selector) {
            for (key, _) in document.members(of: labels) { _ = names.insert(key, of: document) }
        }
        if let expressions = document.list(Self.expressions, of: selector) {
            for expression in document.elements(of: expressions) {
                guard let key = document.text(Self.key, of: expression) else { continue }
                _ = names.insert(key, of: document)
            }
        }
        return names
    }

    private func table(of items: some Sequence<Document.Node>, in document: Document) -> NodeTable {
        var names = NodeTable()
        for item in items where document.kind(of: item) == .string { _ = names.insert(item, of: document) }
        return names
    }
}
