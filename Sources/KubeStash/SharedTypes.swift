internal import Document
internal import Kubernetes
internal import Schema

extension ObjectType {
    /// A reference to an object by name and namespace; the field determines the kind (kmodules `ObjectReference`).
    static let objectReference = ObjectType(
        "ObjectReference", "An object of this namespace or another.",
        [
            Field("name", .string(.referenceName), "Name of the object.", need: "it names the object that is meant"),
            Field(
                "namespace", .string(.labelReference), "Namespace of the object.",
                assumed: "that of the object that refers to it, by KubeStash"),
        ],
        mainField: "name", formerFields: FormerFields.reference)

    /// A reference to an object of any kind (kmodules `TypedObjectReference`).
    static let typedObjectReference = ObjectType(
        "TypedObjectReference", "An object of any kind.",
        [
            Field("apiGroup", .string(.apiGroup), "API group of the object's kind; empty for the core group."),
            Field("kind", .string(.kindName), "Kind of the object.", need: "it says of which kind the object is"),
            Field("name", .string(.referenceName), "Name of the object.", need: "it names the object that is meant"),
            Field("namespace", .string(.labelReference), "Namespace of the object."),
        ],
        rules: [UnlikelyTarget()], formerFields: FormerFields.target)
}

extension ObjectType {
    /// The namespaces that may refer to an object (KubeStash `UsagePolicy`).
    static let usagePolicy = ObjectType(
        "UsagePolicy", "Which namespaces may refer to the object.",
        [
            Field(
                "allowedNamespaces", .object(allowedNamespaces), "Namespaces whose objects may refer to this one.",
                default: .object)
        ], formerFields: FormerFields.usagePolicy)

    private static let allowedNamespaces = ObjectType(
        "AllowedNamespaces", "The namespaces that are meant.",
        [
            Field(
                "from", .string(allowed: ["All", "Selector", "Same"]),
                "All namespaces, those that the selector matches, or the object's own.", default: .string("Same")),
            Field("selector", .object(.labelSelector), "Labels of the namespaces, where from is Selector."),
        ],
        rules: [MissingNamespaceSelector(), UnusedNamespaceSelector()], mainField: "from",
        formerFields: FormerFields.allowedNamespaces)
}

/// A usage policy that selects namespaces by labels must have a selector (`validateUsagePolicy` in KubeStash's
/// webhooks).
struct MissingNamespaceSelector: ObjectRule {
    /// A usage policy without the selector that it needs.
    static let info = RuleInfo(
        "missing-namespace-selector", .error, "a usagePolicy from Selector without a selector", isMandatory: true)
    fileprivate static let from: Key = "from"
    fileprivate static let selector: Key = "selector"

    var fields: [String] { [Self.selector.text] }
    var triggers: [Key] { [Self.from] }

    /// Reports a missing selector.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let from = document.present(Self.from, of: object), document.isString(from, "Selector"),
            document.present(Self.selector, of: object) == nil
        else { return }
        findings.report(
            Self.info, .required, missing: Self.selector, of: object, "from Selector needs it to choose namespaces")
    }
}

/// A selector in a usage policy that selects namespaces in another way has no effect.
struct UnusedNamespaceSelector: ObjectRule {
    static var info: RuleInfo { .noEffect }

    var fields: [String] { [MissingNamespaceSelector.selector.text] }
    var triggers: [Key] { [MissingNamespaceSelector.selector] }

    /// Reports a selector that has no effect.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let from = document.present(MissingNamespaceSelector.from, of: object)
        guard let selector = document.present(MissingNamespaceSelector.selector, of: object),
            document.kind(of: selector) == .object,
            from.map({ document.isString($0, "All") || document.isString($0, "Same") }) ?? true
        else { return }
        findings.report(Self.info, .invalid, selector, "has no effect unless from is Selector")
    }
}
