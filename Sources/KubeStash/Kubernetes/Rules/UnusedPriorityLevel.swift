internal import Document
internal import Schema

/// A level of I/O priority means something in classes 1 and 2 only (ioprio_set(2)).
struct UnusedPriorityLevel: ObjectRule {
    var id: RuleID { .noEffect }
    private static let priorityClass: Key = "class"
    private static let level: Key = "classData"

    /// Compares the level with the class.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let level = document.present(Self.level, of: object), document.integer(level) != nil else { return }
        let priorityClass = document.present(Self.priorityClass, of: object)
        switch priorityClass.flatMap({ document.integer($0) }) {
        case 1, 2: return
        case nil where priorityClass != nil: return
        default:
            findings.report(
                id, .invalid, level, "has no effect: only classes 1 (real time) and 2 (best effort) have levels",
                severity: .warning)
        }
    }
}
