internal import Document
internal import Schema

/// A Pod should keep to its own namespaces of the kernel; in those of the node it sees and reaches what is not its own.
struct HostNamespaces: ObjectRule {
    var id: RuleID { .hostAccess }

    private static let fields: [(key: Key, reach: String)] = [
        (
            "hostNetwork",
            "uses the node's network: it reaches what is meant for the node only, and takes the node's ports"
        ),
        ("hostPID", "sees all processes of the node, and may signal them as far as its user may"),
        ("hostIPC", "shares memory and semaphores with all processes of the node"),
    ]

    /// Reports every namespace of the node.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        for (key, reach) in Self.fields {
            guard let value = document.member(key, of: object), document.boolean(value) == true else { continue }
            findings.report(id, .invalid, value, "the Pod \(reach)", severity: .warning)
        }
    }
}
