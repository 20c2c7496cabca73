internal import Document
public import Schema

/// Names that must be the only ones of their list: of backends, of sessions, of the repositories of one session.
///
/// KubeStash finds all three by name and would take the first one.
public struct DuplicateName: Rule {
    /// `duplicate-name`.
    public let id = RuleID(rawValue: "duplicate-name")

    /// Makes the rule.
    public init() {}

    /// Reports every name but the first of its kind.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        checkBackends(configuration, &findings)
        checkNames(configuration.sessions.lazy.compactMap(\.name), configuration, &findings)
        for session in configuration.sessions {
            checkNames(session.repositories.lazy.compactMap(\.name), configuration, &findings)
        }
    }

    private func checkNames(
        _ names: some Sequence<Document.Node>, _ configuration: BackupConfiguration, _ findings: inout Findings
    ) {
        var seen = NodeTable()
        for name in names where seen.insert(name, of: configuration.document) != nil {
            findings.report(id, .duplicate, name)
        }
    }

    /// A backend may go without a name, but only one: no name is a name, too.
    private func checkBackends(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        checkNames(configuration.backends.lazy.compactMap(\.name), configuration, &findings)
        for backend in configuration.backends.filter({ $0.name == nil }).dropFirst() {
            findings.report(
                id, .duplicate, missing: Names.name, of: backend.node, "only one backend may go without a name")
        }
    }
}
