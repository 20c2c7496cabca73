internal import Document
public import Schema

/// Names that must be the only ones of their list: of backends, of sessions, of the repositories of one session.
///
/// KubeStash finds all three by name and would take the first one.
public struct DuplicateName: Rule {
    /// `duplicate-name`.
    public var id: RuleID { .duplicateName }

    /// Makes the rule.
    public init() {}

    /// Reports every name but the first of its kind.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        checkBackends(configuration, &findings)
        checkNames(of: configuration.sessions, \.name, configuration, &findings)
        for session in configuration.sessions {
            checkNames(of: session.repositories, \.name, configuration, &findings)
        }
    }

    private func checkNames<Item>(
        of items: [Item], _ name: (Item) -> Document.Node?, _ configuration: BackupConfiguration,
        _ findings: inout Findings
    ) {
        guard items.count > 1 else { return }
        var seen = NodeTable()
        for item in items {
            guard let name = name(item), seen.insert(name, of: configuration.document) != nil else { continue }
            findings.report(id, .duplicate, name)
        }
    }

    /// A backend may go without a name, but only one: no name is a name, too.
    private func checkBackends(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        checkNames(of: configuration.backends, \.name, configuration, &findings)
        for backend in configuration.backends where backend.name == nil && backend.node != configuration.unnamedBackend
        {
            findings.report(
                id, .duplicate, missing: Names.name, of: backend.node, "only one backend may go without a name")
        }
    }
}
