internal import Document
internal import Schema

/// Hooks of one list should have different names, for whoever reads what became of them.
struct DuplicateHookName: ObjectRule {
    /// `duplicate-hook-name`.
    var id: RuleID { .duplicateHookName }

    /// Warns of every name but the first of its kind in a list.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        for key in Names.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            document.forEachRepeatedName(in: list) { name in
                findings.report(
                    id, .duplicate, name, "an earlier hook has this name, and nobody can tell the two apart",
                    severity: .warning)
            }
        }
    }
}
