internal import Document
public import Schema

/// A repository must name a backend that `spec.backends` has; where every backend there has a name, it must name one.
///
/// Without it KubeStash finds no storage for the repository, and no backup is ever taken.
public struct UnknownBackend: Rule {
    /// `unknown-backend`.
    public var id: RuleID { .unknownBackend }

    /// Most findings that are given a suggestion: each costs a comparison with many names, and who has more mistakes
    /// than these has one mistake many times.
    private static let mostSuggestions = 64
    /// Most names that a message lists.
    private static let mostListed = 5

    /// Makes the rule.
    public init() {}

    /// Reports every repository whose backend is not there.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard !configuration.hasMalformedBackends else { return }
        let document = configuration.document
        let names = configuration.backends.compactMap(\.name)
        let mustName = !names.isEmpty && names.count == configuration.backends.count
        // The same for every repository, and names may be long: put together once, and not at all where all is well.
        lazy var choice = choice(of: names, configuration)
        lazy var demand = "every backend has a name, so the repository must name one: \(list(names, document))"
        var reported = 0
        for repository in configuration.repositories {
            if let backend = repository.backend {
                guard configuration.backendNames.first(like: backend, of: document) == nil else { continue }
                let nearest = reported < Self.mostSuggestions ? suggestion(for: backend, among: names, document) : nil
                findings.report(id, .notFound, backend, nearest ?? choice)
                reported += 1
            } else if mustName, isLeftOut(repository, document) {
                findings.report(id, .required, missing: Names.backend, of: repository.node, demand)
            }
        }
    }

    /// Whether the backend is missing, null or empty, rather than of the wrong type.
    private func isLeftOut(_ repository: BackupConfiguration.Repository, _ document: Document) -> Bool {
        document.present(Names.backend, of: repository.node).map { document.isEmptyString($0) } ?? true
    }

    private func suggestion(
        for backend: Document.Node, among names: [Document.Node], _ document: Document
    ) -> String? {
        guard let name = document.string(backend),
            let nearest = NearestName.of(name, among: names.lazy.compactMap { document.string($0) })
        else { return nil }
        return "spec.backends has \(Quoted.text(nearest)); did you mean that?"
    }

    private func choice(of names: [Document.Node], _ configuration: BackupConfiguration) -> String {
        if configuration.backends.isEmpty {
            return "spec.backends is empty; leave the backend out to use the default BackupStorage"
        }
        if names.isEmpty {
            return "the backend in spec.backends has no name; leave the backend out to use it"
        }
        return "spec.backends has \(list(names, configuration.document))"
    }

    private func list(_ names: [Document.Node], _ document: Document) -> String {
        let shown = names.prefix(Self.mostListed).map { Quoted.text(document.string($0) ?? "", limit: 253) }
        let rest = names.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
