package import Document
package import Schema

/// Of two environment variables with one name, the last counts.
///
/// Kubernetes accepts them with a warning, because a client-side apply may drop one of them (`podSpecWarnings` in
/// Kubernetes' `pkg/api/pod`). A value that is made of the earlier one, as in `$(PATH):/opt/bin`, is meant.
package struct HiddenVariable: ObjectRule {
    /// A variable that hides an earlier one.
    package static let info = RuleInfo(
        "hidden-variable", .warning, "an environment variable that hides an earlier one with the same name")

    private let list: Key
    private static let name: Key = "name"
    private static let value: Key = "value"
    private static let valueFrom: Key = "valueFrom"

    /// Makes the rule.
    ///
    /// - Parameter list: The field with the variables.
    package init(_ list: Key) {
        self.list = list
    }

    package var fields: [String] { ["\(list.text).\(Self.name.text)"] }
    package var triggers: [Key] { [list] }

    /// Warns of every variable that has the name of an earlier one.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let list = document.list(list, of: object), document.hasManyItems(list) else { return }
        var seen = NodeTable()
        for item in document.elements(of: list) {
            guard let name = document.text(Self.name, of: item), seen.insert(name, of: document) != nil,
                !extends(item, name, in: document)
            else { continue }
            findings.report(
                Self.info, .duplicate, name,
                "hides an earlier variable of this name, which kubectl apply may drop")
        }
    }

    /// Whether a variable is made of the earlier one.
    private func extends(_ item: Document.Node, _ name: Document.Node, in document: Document) -> Bool {
        guard document.present(Self.valueFrom, of: item) == nil, let value = document.text(Self.value, of: item),
            let name = document.string(name), let text = document.string(value)
        else { return false }
        let earlier = "$(\(name))"
        return text != earlier && text.contains(earlier)
    }
}
