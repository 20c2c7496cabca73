internal import Document
internal import Schema

/// A secret to pull images with should have a name, and be named once; Kubernetes takes the others and ignores them.
struct DoubtfulPullSecret: ObjectRule {
    var id: RuleID { .noEffect }
    private static let secrets: Key = "imagePullSecrets"
    private static let name: Key = "name"

    /// Compares the names.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let secrets = document.list(Self.secrets, of: object) else { return }
        var seen = NodeTable()
        for secret in document.elements(of: secrets) where document.kind(of: secret) == .object {
            if let name = document.text(Self.name, of: secret) {
                guard seen.insert(name, of: document) != nil else { continue }
                findings.report(id, .duplicate, name, "the secret is listed already", severity: .warning)
            } else if document.present(Self.name, of: secret).map(document.isEmptyString) ?? true {
                findings.report(
                    id, .required, missing: Self.name, of: secret, "without it no secret is used", severity: .warning)
            }
        }
    }
}
