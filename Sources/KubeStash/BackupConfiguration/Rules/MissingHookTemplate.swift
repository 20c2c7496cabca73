internal import Document
internal import Schema

/// A hook without a HookTemplate runs nothing.
struct MissingHookTemplate: ObjectRule {
    /// `missing-hook-template`.
    var id: RuleID { .missingHookTemplate }

    /// Warns of every hook that does not say what is run.
    func check(_ hooks: Document.Node, in document: Document, _ findings: inout Findings) {
        for key in Names.hookLists {
            guard let list = document.present(key, of: hooks) else { continue }
            for hook in document.elements(of: list)
            where document.kind(of: hook) == .object && document.present(Names.hookTemplate, of: hook) == nil {
                findings.report(
                    id, .required, missing: Names.hookTemplate, of: hook, "the hook has nothing to run without it",
                    severity: .warning)
            }
        }
    }
}
