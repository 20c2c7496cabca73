internal import Document
public import Schema

/// No two repositories may write to one directory of one storage.
///
/// Each would take the other's files for its own, and clean up after them. Directories are compared as paths and backends
/// by the BackupStorage that they name, so one directory on two storages is fine.
public struct DirectoryConflict: Rule {
    /// `directory-conflict`.
    public var id: RuleID { .directoryConflict }

    /// Makes the rule.
    public init() {}

    /// Reports every repository whose directory belongs to one of another name.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let (document, repositories) = (configuration.document, configuration.repositories)
        guard !configuration.hasMalformedBackends, repositories.count > 1 else { return }
        Repetitions.forEach(
            among: repositories.count,
            hash: { index, hasher in
                let repository = repositories[index]
                guard repository.name != nil, let directory = repository.directory,
                    let storage = configuration.storage(of: repository)
                else { return false }
                storage.hash(into: &hasher, in: document)
                document.withUTF8(of: directory) { text in
                    var path = DirectoryPath()
                    while let part = path.next(in: text) { hasher.combine(text.extracting(part)) }
                }
                return true
            },
            isSame: { isSame(repositories[$0], repositories[$1], configuration) }
        ) { first, other in
            guard let first = repositories[first].name, let name = repositories[other].name,
                let directory = repositories[other].directory, !document.haveSameText(first, name)
            else { return }
            findings.report(
                id, .invalid, directory,
                "repository \(Quoted.text(document.string(first) ?? "", limit: 64)) writes to this directory of "
                    + "the same storage; every repository needs a directory of its own")
        }
    }

    private func isSame(
        _ one: BackupConfiguration.Repository, _ other: BackupConfiguration.Repository,
        _ configuration: BackupConfiguration
    ) -> Bool {
        guard one.name != nil, other.name != nil, let directory = one.directory, let otherDirectory = other.directory,
            configuration.document.isSameDirectory(directory, otherDirectory),
            let storage = configuration.storage(of: one), let otherStorage = configuration.storage(of: other)
        else { return false }
        return storage.isSame(as: otherStorage, in: configuration.document)
    }
}

extension Document {
    /// Whether two paths lead to one directory.
    func isSameDirectory(_ one: Node, _ other: Node) -> Bool {
        withUTF8(of: one) { one in
            withUTF8(of: other) { other in DirectoryPath.areSame(one, other) }
        }
    }
}
