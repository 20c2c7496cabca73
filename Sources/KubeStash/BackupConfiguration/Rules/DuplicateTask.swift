internal import Document
internal import Schema

/// A task that a session names twice is done twice into the same repositories.
struct DuplicateTask: ObjectRule {
    /// `duplicate-task`.
    var id: RuleID { .duplicateTask }

    /// Warns of every task but the first of its name.
    func check(_ addon: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let tasks = document.present(Names.tasks, of: addon) else { return }
        document.forEachRepeatedName(in: tasks) { name in
            findings.report(
                id, .duplicate, name, "the session has this task already and would do it twice", severity: .warning)
        }
    }
}
