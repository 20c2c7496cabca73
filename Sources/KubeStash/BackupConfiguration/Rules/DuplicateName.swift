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
        checkRepositories(configuration, &findings)
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

    private func checkRepositories(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard configuration.hasRepeatedRepositories else { return }
        // By the place of a name: the last session with a repository of that name.
        var owners = [Int?](repeating: nil, count: configuration.repositoryNames.count)
        for (index, session) in configuration.sessions.enumerated() {
            for repository in configuration.repositories(of: session) {
                guard let name = repository.name, let place = repository.namePlace.map({ Int($0) }) else { continue }
                if owners[place] == index { findings.report(id, .duplicate, name) }
                owners[place] = index
            }
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
