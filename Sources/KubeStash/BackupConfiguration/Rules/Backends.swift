internal import Document
internal import Kubernetes
internal import Schema

/// A repository must name a backend in `spec.backends`; if every backend there has a name, it must name one.
///
/// Without it KubeStash finds no storage for the repository, and no backup is ever taken.
struct UnknownBackend: Rule {
    /// A repository in an unknown backend.
    static let info = RuleInfo(
        "unknown-backend", .error, "a repository names a backend that spec.backends does not have")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.backend"]

    /// The most findings that get a suggestion: each costs a comparison with many names, and an object with more
    /// mistakes than this usually repeats one.
    private static let mostSuggestions = 64
    /// The most names that a message lists.
    private static let mostListed = 5

    /// Reports every repository whose backend is unknown.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard !configuration.hasMalformedBackends else { return }
        let document = configuration.document
        let mustName = !configuration.backends.isEmpty && configuration.unnamedBackend == nil
        let wrong = configuration.repositories.filter { repository in
            repository.backend.map { configuration.backendNames.first(like: $0, of: document) == nil }
                ?? (mustName && isLeftOut(repository, document))
        }
        guard !wrong.isEmpty else { return }
        let names = configuration.backends.compactMap(\.name)
        // The text is the same for every repository, and names may be long: made once, and only if there is a mistake.
        lazy var choice = choice(of: names, configuration)
        lazy var demand = "every backend has a name, so the repository must name one: \(list(names, document))"
        var reported = 0
        for repository in wrong {
            if let backend = repository.backend {
                let nearest = reported < Self.mostSuggestions ? nearest(to: backend, among: names, document) : nil
                findings.report(
                    Self.info, .notFound, backend,
                    nearest.map { "\(configuration.form.backendsPath) has \(Quoted.text($0))" } ?? choice,
                    suggestion: nearest.map { .replace(with: $0) })
                reported += 1
            } else {
                findings.report(Self.info, .required, missing: Names.backend, of: repository.node, demand)
            }
        }
    }

    /// Whether the backend is missing, null or empty, rather than of the wrong type.
    private func isLeftOut(_ repository: BackupConfiguration.Repository, _ document: Document) -> Bool {
        document.present(Names.backend, of: repository.node).map { document.isEmptyString($0) } ?? true
    }

    private func nearest(
        to backend: Document.Node, among names: [Document.Node], _ document: Document
    ) -> String? {
        // A backend whose own name is wrong is not what was meant.
        let fit = names.lazy.compactMap { document.string($0) }.filter {
            Format.anyName.problem(with: $0.utf8.span) == nil
        }
        return document.string(backend).flatMap { NearestName.of($0, among: fit) }
    }

    private func choice(of names: [Document.Node], _ configuration: BackupConfiguration) -> String {
        if configuration.backends.isEmpty {
            return "\(configuration.form.backendsPath) is empty; leave the backend out to use the default BackupStorage"
        }
        if names.isEmpty {
            return "the backend in \(configuration.form.backendsPath) has no name; leave the backend out to use it"
        }
        return "\(configuration.form.backendsPath) has \(list(names, configuration.document))"
    }

    private func list(_ names: [Document.Node], _ document: Document) -> String {
        let shown = names.prefix(Self.mostListed).map { Quoted.text(document.string($0) ?? "", limit: 253) }
        let rest = names.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

/// A backend without a repository gets no data.
struct UnusedBackend: Rule {
    /// A backend that gets no data.
    static let info = RuleInfo(
        "unused-backend", .warning, "a backend that no repository is in")
    /// The fields that the rule reports.
    static let fields = ["spec.backends", "spec.backends.name"]

    /// Warns of every backend without a repository, unless the backend of some repository is not known.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        guard let used = usedBackends(configuration) else { return }
        for backend in configuration.backends {
            if let name = backend.name {
                guard used.names.first(like: name, of: document) == nil else { continue }
                findings.report(Self.info, .invalid, name, "no repository is in this backend")
            } else if !used.hasUnnamed {
                findings.report(
                    Self.info, .invalid, backend.node, "every repository names another backend, so none is in this one")
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
        for backup in configuration.backups {
            guard !backup.repositories.isEmpty else { return nil }
            for repository in configuration.repositories(of: backup) {
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

/// Two backends with one BackupStorage are one place under two names.
///
/// Data that seems to be stored twice is stored once, and two repositories can use one directory.
struct SharedStorage: Rule {
    /// Two backends that are the same place.
    static let info = RuleInfo(
        "shared-storage", .warning, "two backends are on one BackupStorage")
    /// The fields that the rule reports.
    static let fields = ["spec.backends.storageRef"]

    /// Warns of every backend of a storage except the first.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard configuration.backends.count > 1 else { return }
        let document = configuration.document
        let references = configuration.backends.map { configuration.reference(Names.storageRef, of: $0.node) }
        Repetitions.forEach(
            among: references.count,
            hash: { index, hasher in
                references[index]?.hash(into: &hasher, in: document)
                return references[index] != nil
            },
            isSame: { one, other in
                guard let one = references[one], let other = references[other] else { return false }
                return one.isSame(as: other, in: document)
            }
        ) { first, other in
            guard let reference = document.present(Names.storageRef, of: configuration.backends[other].node)
            else { return }
            let name = configuration.backends[first].name.flatMap { document.quotedText(of: $0, limit: 63) }
            findings.report(
                Self.info, .duplicate, reference,
                "\(name.map { "backend \($0)" } ?? "the backend without a name") is on this storage, too")
        }
    }
}

/// If no backend or no retention policy is named, KubeStash looks for a default one in the cluster.
///
/// The result, or whether there is one, can change with every BackupStorage and RetentionPolicy that is marked as the
/// default.
struct ReliesOnDefault: Rule {
    /// A setting that depends on what is marked as the default in the cluster.
    static let info = RuleInfo(
        "relies-on-default", .warning,
        "a backend has no retentionPolicy, or there are no backends, so that a default is looked up")
    /// The fields that the rule reports.
    static let fields = ["spec.backends", "spec.backends.retentionPolicy"]

    /// Warns if KubeStash will look up a default.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        let lacking = configuration.backends.filter { document.present(Names.retentionPolicy, of: $0.node) == nil }
        if !lacking.isEmpty, let problem = problem("RetentionPolicy", configuration, in: context) {
            for backend in lacking {
                findings.report(
                    Self.info, .required, missing: Names.retentionPolicy, of: backend.node, "without it \(problem)")
            }
        }
        guard let spec = configuration.specWithoutBackends,
            let problem = problem("BackupStorage", configuration, in: context)
        else { return }
        findings.report(Self.info, .required, missing: Names.backends, of: spec, "without one \(problem)")
    }

    /// The consequence of a missing reference; nil if a missing default is an error.
    private func problem(_ kind: String, _ configuration: BackupConfiguration, in context: Context) -> String? {
        let unknown = "the default \(kind) is looked up, and no backup is taken where there is none"
        guard context.inventory.isCluster, configuration.form == .configuration else { return unknown }
        switch DefaultChoice(kind, for: context.namespace, among: context.inventory) {
        case .found(let object): return "the default is used, which is \(object.name.title) at the moment"
        case .missing: return nil
        case .unknown: return unknown
        }
    }
}
