package import Document
package import Schema

/// A claim that is made of a template must have a name, by which Pods find it.
struct UnnamedClaim: ObjectRule {
    static var info: RuleInfo { .invalidVolumeClaim }
    private static let metadata: Key = "metadata"
    private static let name: Key = "name"
    private static let generateName: Key = "generateName"

    var fields: [String] { ["metadata.name"] }

    /// Reports a missing name.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let detail = "it names the claim that is made"
        guard let metadata = document.present(Self.metadata, of: object) else {
            findings.report(Self.info, .required, missing: Self.name, within: Self.metadata, of: object, detail)
            return
        }
        guard document.kind(of: metadata) == .object, document.text(Self.generateName, of: metadata) == nil,
            document.present(Self.name, of: metadata).map({ document.isEmptyString($0) }) ?? true
        else { return }
        findings.report(Self.info, .required, missing: Self.name, of: metadata, detail)
    }
}

/// Two claims of one list must not have one name: the second one cannot be made.
package struct DuplicateClaim: ObjectRule {
    package static var info: RuleInfo { .duplicateName }
    private let templates: Key
    private static let metadata: Key = "metadata"
    private static let name: Key = "name"

    /// Makes the rule.
    ///
    /// - Parameter templates: The field with the templates of the claims.
    package init(_ templates: Key) {
        self.templates = templates
    }

    package var fields: [String] { ["\(templates.text).metadata.name"] }
    package var triggers: [Key] { [templates] }

    /// Compares the names.
    package func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let templates = document.list(templates, of: object), document.hasManyItems(templates) else { return }
        var seen = NodeTable()
        for template in document.elements(of: templates) {
            guard let metadata = document.present(Self.metadata, of: template),
                let name = document.text(Self.name, of: metadata), seen.insert(name, of: document) != nil
            else { continue }
            findings.report(Self.info, .duplicate, name)
        }
    }
}

/// A field that Go's types write as null where it is missing must be set.
///
/// KubeStash's mutating webhook reads an object into these types and writes it again. The API server then refuses the
/// null, as the field's type in the definition of the resource does not allow one.
struct RewrittenToNull: ObjectRule {
    /// A missing field that becomes an invalid null.
    static let info = RuleInfo(
        "rewritten-to-null", .warning,
        "a missing field that KubeStash's webhook writes as null, which the API server refuses")

    private let field: Key
    private let kind: String?
    private static let kindField: Key = "kind"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - kind: The kind that the object must name, nil for any object.
    init(_ field: Key, forKind kind: String? = nil) {
        self.field = field
        self.kind = kind
    }

    var fields: [String] { [field.text] }

    /// Reports the missing field.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(field, of: object) == nil else { return }
        if let kind {
            guard let named = document.present(Self.kindField, of: object), document.isString(named, kind) else {
                return
            }
        }
        let empty = kind == nil ? "[]" : "\"\""
        findings.report(
            Self.info, .required, missing: field, of: object,
            "KubeStash's webhook writes the missing field as null, which the API server refuses: write "
                + "\(field.text): \(empty)",
            suggestion: .insert(json: empty))
    }
}
