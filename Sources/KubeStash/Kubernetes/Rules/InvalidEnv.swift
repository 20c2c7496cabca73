internal import Document
internal import Schema

/// A variable must get its value from one place (`validateEnvVarValueFrom` in Kubernetes).
struct InvalidEnv: ObjectRule {
    var id: RuleID { .invalidEnv }
    private static let value: Key = "value"
    private static let valueFrom: Key = "valueFrom"
    private static let sources: [Key] = [
        "fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef",
    ]

    /// Counts the places.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let source = document.present(Self.valueFrom, of: object), document.kind(of: source) == .object else {
            return
        }
        switch Self.sources.count(where: { document.present($0, of: source) != nil }) {
        case 0:
            findings.report(
                id, .invalid, source,
                "must be one of configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef and fileKeyRef")
        case _ where document.text(Self.value, of: object) != nil:
            findings.report(id, .invalid, source, "must not be set beside a value that is not empty")
        case 1: break
        default: findings.report(id, .invalid, source, "must not take the value from more than one place")
        }
    }
}

/// Variables must be made of one object (`ValidateEnvFrom` in Kubernetes).
struct InvalidEnvFrom: ObjectRule {
    var id: RuleID { .invalidEnv }
    private static let configMap: Key = "configMapRef"
    private static let secret: Key = "secretRef"

    /// Counts the objects.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        switch (document.present(Self.configMap, of: object), document.present(Self.secret, of: object)) {
        case (nil, nil): findings.report(id, .invalid, object, "must have a configMapRef or a secretRef")
        case (.some, .some): findings.report(id, .invalid, object, "must not have both a configMapRef and a secretRef")
        default: break
        }
    }
}

/// A key must be that of a named object; Kubernetes takes a missing name for an empty one, which is no name.
struct MissingKeyOwner: ObjectRule {
    var id: RuleID { .invalidEnv }
    private static let name: Key = "name"

    /// Looks for the name.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard document.present(Self.name, of: object) == nil else { return }
        findings.report(id, .invalid, missing: Self.name, of: object, "must name the ConfigMap or Secret")
    }
}
