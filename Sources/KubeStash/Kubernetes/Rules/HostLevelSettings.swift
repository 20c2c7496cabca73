internal import Document
internal import Schema

/// A privileged container may do on its node what root may do.
struct PrivilegedContainer: ObjectRule {
    var id: RuleID { .hostAccess }
    private static let privileged: Key = "privileged"

    /// Warns of one.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let privileged = document.present(Self.privileged, of: object), document.boolean(privileged) == true
        else {
            return
        }
        findings.report(
            id, .invalid, privileged, "a privileged container may do on its node whatever root may do",
            severity: .warning)
    }
}

/// A volume of the node's own files ties a pod to the node and reaches past its container.
struct HostPathVolume: ObjectRule {
    var id: RuleID { .hostAccess }
    private static let hostPath: Key = "hostPath"

    /// Warns of one.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let volume = document.present(Self.hostPath, of: object), document.kind(of: volume) == .object else {
            return
        }
        findings.report(
            id, .invalid, volume, "a hostPath volume reaches the files of whatever node the pod runs on",
            severity: .warning)
    }
}
