internal import Document
internal import Schema

/// Security settings of a container must not contradict each other (`ValidateSecurityContext` in Kubernetes).
struct InvalidSecurityContext: ObjectRule {
    var id: RuleID { .invalidSecurityContext }
    private static let escalation: Key = "allowPrivilegeEscalation"
    private static let privileged: Key = "privileged"
    private static let capabilities: Key = "capabilities"
    private static let add: Key = "add"
    private static let procMount: Key = "procMount"

    /// Looks at what follows from a setting for others.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        if let mount = document.present(Self.procMount, of: object), document.isString(mount, "Unmasked") {
            findings.report(
                id, .invalid, mount,
                "Unmasked needs a pod with hostUsers false, and the pods of KubeStash cannot have that")
        }
        guard boolean(Self.escalation, of: object, in: document) == false else { return }
        if boolean(Self.privileged, of: object, in: document) == true {
            findings.report(
                id, .invalid, object,
                "allowPrivilegeEscalation cannot be false where privileged is true: root of the node may do anything")
        }
        let added = document.present(Self.capabilities, of: object).flatMap { document.present(Self.add, of: $0) }
        guard let added else { return }
        for capability in document.elements(of: added) where document.isString(capability, "CAP_SYS_ADMIN") {
            findings.report(
                id, .invalid, object, "allowPrivilegeEscalation cannot be false where CAP_SYS_ADMIN is added")
        }
    }

    private func boolean(_ key: Key, of object: Document.Node, in document: Document) -> Bool? {
        document.present(key, of: object).flatMap { document.boolean($0) }
    }
}
