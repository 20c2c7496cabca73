internal import Document
public import Schema

/// Claim templates are for the Pods of a StatefulSet; KubeStash does nothing with them for any other target.
public struct UnusedClaimTemplates: Rule {
    /// `unused-claim-templates`.
    public var id: RuleID { .unusedClaimTemplates }

    /// Makes the rule.
    public init() {}

    /// Warns of the claim templates of every task, unless the target is a StatefulSet.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        let target = configuration.spec.flatMap { document.present(Names.target, of: $0) }
        let kind = target.flatMap { document.present(Names.kind, of: $0) }
        if let kind, document.isString(kind, "StatefulSet") { return }
        for session in configuration.sessions {
            guard let tasks = session.tasks else { continue }
            for task in document.elements(of: tasks) {
                guard let volumes = document.present(Names.targetVolumes, of: task),
                    let templates = document.present(Names.volumeClaimTemplates, of: volumes),
                    document.kind(of: templates) == .array, !document.isEmptyContainer(templates)
                else { continue }
                findings.report(
                    id, .forbidden, templates, "only a StatefulSet has claims of its own for every Pod",
                    severity: .warning)
            }
        }
    }
}
