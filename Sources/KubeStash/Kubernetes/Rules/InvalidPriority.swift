internal import Document
internal import Schema

/// The priority of a Pod is that of its class, and Kubernetes refuses a Pod that states another (`admitPod` in
/// `plugin/pkg/admission/priority`); what the classes of the system are worth, and what no other can be, is known.
struct InvalidPriority: ObjectRule {
    var id: RuleID { .invalidPriority }

    private static let priority: Key = "priority"
    private static let className: Key = "priorityClassName"

    /// Highest priority of a class that is not the system's.
    private static let highest: Int64 = 1_000_000_000
    private static let systemClasses: [(name: String, priority: Int64)] = [
        ("system-cluster-critical", 2 * highest), ("system-node-critical", 2 * highest + 1000),
    ]

    /// Compares the priority with the class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let node = document.present(Self.priority, of: object), let priority = document.integer(node) else {
            return
        }
        let className = document.present(Self.className, of: object)
        if let className, document.kind(of: className) != .string { return }
        let system = className.flatMap { name in Self.systemClasses.first { document.isString(name, $0.name) } }
        if let system {
            guard priority != system.priority else { return }
            findings.report(
                id, .invalid, node, "must be that of its class, \(system.priority), or better be left out")
        } else if priority > Self.highest {
            findings.report(
                id, .invalid, node, "no class but the system's has more than \(Self.highest); leave the priority out")
        }
    }
}
