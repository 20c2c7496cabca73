internal import Document
internal import Schema
internal import Text

/// Two sessions that name one repository must agree on its backend, directory, secret and deletion policy.
///
/// KubeStash creates one Repository of the name; which of the two it is depends on which session comes first.
struct RepositoryConflict: Rule {
    /// One name for two repositories.
    static let info = RuleInfo(
        "repository-conflict", .error, "one repository name means different repositories in two sessions")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.name"]
    /// Fields with variables are compared as far as they differ for certain.
    static let judgesVariables = true

    /// Reports every repository that differs from that of an earlier session.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard configuration.backups.count > 1, configuration.hasRepeatedRepositories else { return }
        let document = configuration.document
        for repository in configuration.repositories {
            guard let name = repository.name, let first = configuration.firstName(like: repository),
                let earlier = document.parent(of: first), !isSibling(earlier, repository.node, document)
            else { continue }
            let differences = self.differences(earlier, repository.node, configuration)
            guard !differences.isEmpty else { continue }
            findings.report(
                Self.info, .invalid, name, explain(differences, earlier: earlier, later: repository.node, configuration)
            )
        }
    }

    /// Whether both are in one session, where a duplicate name is reported anyway, or the same.
    private func isSibling(_ one: Document.Node, _ other: Document.Node, _ document: Document) -> Bool {
        document.parent(of: one) == document.parent(of: other)
    }

    /// The fields in which two repositories differ.
    private func differences(
        _ one: Document.Node, _ other: Document.Node, _ configuration: BackupConfiguration
    ) -> [Key] {
        let document = configuration.document
        var keys: [Key] = []
        if !isSameText(Names.backend, one, other, configuration) { keys.append(Names.backend) }
        if let path = document.text(Names.directory, of: one),
            let otherPath = document.text(Names.directory, of: other),
            !document.isSameDirectory(path, otherPath), configuration.differ(path, otherPath)
        {
            keys.append(Names.directory)
        }
        if !isSameSecret(one, other, configuration) { keys.append(Names.encryptionSecret) }
        if !isSameText(Names.deletionPolicy, one, other, configuration, default: "Delete") {
            keys.append(Names.deletionPolicy)
        }
        return keys
    }

    private func isSameText(
        _ key: Key, _ one: Document.Node, _ other: Document.Node, _ configuration: BackupConfiguration,
        default text: String? = nil
    ) -> Bool {
        let document = configuration.document
        switch (document.text(key, of: one), document.text(key, of: other)) {
        case (let one?, let other?): return !configuration.differ(one, other)
        case (nil, nil): return true
        case (let node?, nil), (nil, let node?): return text.map { document.isString(node, $0) } ?? false
        }
    }

    private func isSameSecret(
        _ one: Document.Node, _ other: Document.Node, _ configuration: BackupConfiguration
    ) -> Bool {
        let one = configuration.reference(Names.encryptionSecret, of: one)
        let other = configuration.reference(Names.encryptionSecret, of: other)
        switch (one, other) {
        case (let one?, let other?): return configuration.mayBeSame(one, other)
        case (nil, nil): return true
        default: return false
        }
    }

    private func explain(
        _ differences: [Key], earlier: Document.Node, later: Document.Node, _ configuration: BackupConfiguration
    ) -> String {
        let document = configuration.document
        let name = configuration.session(of: earlier).flatMap { document.text(Names.name, of: $0) }
            .flatMap { document.quotedText(of: $0, limit: 63) }
        let place = name.map { "session \($0)" } ?? "an earlier session"
        let list = differences.map { key in
            "\(key.text) \(shown(key, of: earlier, document)), here \(shown(key, of: later, document))"
        }
        return "in \(place) the repository of this name has \(list.joined(separator: "; ")); give it another name or "
            + "the same fields"
    }

    private func shown(_ key: Key, of repository: Document.Node, _ document: Document) -> String {
        document.present(key, of: repository).map { document.visibleText(of: $0, limit: 64) } ?? "none"
    }
}

/// A repository without a secret keeps its data unencrypted, in a storage that others may read.
///
/// Volume snapshots and the backups of some databases are not encrypted with the secret, and need none.
struct MissingEncryption: Rule {
    /// A repository that is not encrypted.
    static let info = RuleInfo(
        "missing-encryption", .warning,
        "a repository has no encryptionSecret, and not all of the session's tasks go without")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.encryptionSecret"]

    /// Warns of every repository without a secret, except in sessions whose tasks do not encrypt with it.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        for backup in configuration.backups {
            var isExempt: Bool?
            for repository in configuration.repositories(of: backup) where !repository.isEncrypted {
                let exempt = isExempt ?? configuration.ignoresSecret(backup)
                isExempt = exempt
                guard !exempt else { break }
                findings.report(
                    Self.info, .required, missing: Names.encryptionSecret, of: repository.node,
                    "without it the backed up data is not encrypted")
            }
        }
    }
}
