internal import Document
internal import Schema

/// A Function whose name is nearly that of an official one is probably that one.
///
/// Every cluster can have Functions of its own, so other names are not reported.
struct UnknownFunction: ObjectRule {
    /// A Function that is probably a misspelt one.
    static let info = RuleInfo(
        "unknown-function", .warning, "a Function whose name is nearly that of an official one")

    /// The field with the name.
    let field: Key

    var fields: [String] { [field.text] }
    var triggers: [Key] { [field] }

    /// Looks for an official Function with nearly the same name.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let name = document.text(field, of: object), findings.all.count < AddonTasks.mostFindings,
            let nearest = CatalogueNames.functions.nearest(to: name, in: document)
        else { return }
        findings.report(
            Self.info, .notFound, name, "is not a Function of KubeStash's or KubeDB's own",
            suggestion: .replace(with: nearest))
    }
}
