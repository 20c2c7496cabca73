internal import Document
internal import Kubernetes
internal import Schema

/// The values of parameters are texts.
///
/// KubeStash puts them into the arguments of a Function as they are (`ResolveWithInputs` in its apimachinery), and reads
/// them into a map of texts. The API server accepts any object.
struct ParameterText: ObjectRule {
    /// A parameter that is not a text.
    static let info = RuleInfo(
        "parameter-text", .warning, "a parameter of a task or a hook is a number, true, false, a list or an object")

    var fields: [String] { [Names.params.text] }
    var triggers: [Key] { [Names.params] }

    /// Warns of every value that is not a text.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let params = document.present(Names.params, of: object), document.kind(of: params) == .object else {
            return
        }
        for (_, value) in document.members(of: params) {
            switch document.kind(of: value) {
            case .string, .null: continue
            case .number, .boolean:
                findings.report(
                    Self.info, .invalid, value, "must be a text, in quotes",
                    suggestion: .replace(with: document.compactText(of: value)))
            case .array: report(list: value, in: document, &findings)
            case .object:
                findings.report(Self.info, .invalid, value, "must be one text")
            }
        }
    }

    /// Reports a list, which is meant as a text with commas.
    private func report(list: Document.Node, in document: Document, _ findings: inout Findings) {
        let items = document.elements(of: list).map { document.string($0) ?? "" }
        let isClear = !items.isEmpty && items.allSatisfy { !$0.isEmpty && !$0.contains(",") && !$0.contains(" ") }
        findings.report(
            Self.info, .invalid, list, "must be one text, with commas between the items",
            suggestion: isClear ? .replace(with: items.joined(separator: ",")) : nil)
    }
}
