internal import Document
public import Schema

/// A backend that no repository is in gets no data.
public struct UnusedBackend: Rule {
    /// `unused-backend`.
    public var id: RuleID { .unusedBackend }

    /// Makes the rule.
    public init() {}

    /// Warns of every backend that no repository is in, unless it is not to be told which one a repository is in.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        guard let used = usedBackends(configuration) else { return }
        for backend in configuration.backends {
            if let name = backend.name {
                guard used.names.first(like: name, of: document) == nil else { continue }
                findings.report(id, .invalid, name, "no repository is in this backend", severity: .warning)
            } else if !used.hasUnnamed {
                findings.report(
                    id, .invalid, backend.node, "every repository names another backend, so none is in this one",
                    severity: .warning)
            }
        }
    }

    private func usedBackends(_ configuration: BackupConfiguration) -> (names: NodeTable, hasUnnamed: Bool)? {
        let document = configuration.document
        guard !configuration.hasMalformedBackends, !configuration.sessions.isEmpty,
            let list = configuration.spec.flatMap({ document.present(Names.sessions, of: $0) }),
            document.elements(of: list).allSatisfy({ document.kind(of: $0) == .object })
        else { return nil }
        var names = NodeTable()
        var hasUnnamed = false
        for session in configuration.sessions {
            guard !session.repositories.isEmpty else { return nil }
            for repository in configuration.repositories(of: session) {
                guard let name = repository.backend else {
                    hasUnnamed = true
                    continue
                }
                guard configuration.backend(of: repository) != nil else { return nil }
                _ = names.insert(name, of: document)
            }
        }
        return (names, hasUnnamed)
    }
}
