internal import Document
public import Schema
internal import Text

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
        let storages = Self.storages(configuration)
        Repetitions.forEach(
            among: repositories.count,
            hash: { index, hasher in
                let repository = repositories[index]
                guard repository.name != nil, let directory = repository.directory, let storage = storages[index]
                else { return false }
                hasher.combine(storage)
                document.hashDirectory(directory, into: &hasher)
                return true
            },
            isSame: {
                storages[$0] != nil && storages[$0] == storages[$1]
                    && isSame(repositories[$0], repositories[$1], document)
            }
        ) { first, other in
            guard let first = repositories[first].name, let name = repositories[other].name,
                let directory = repositories[other].directory, !document.haveSameText(first, name)
            else { return }
            findings.report(
                id, .invalid, directory,
                "repository \(document.quotedText(of: first, limit: 64) ?? Quoted.text("")) writes to this directory of the "
                    + "same storage; every repository needs a directory of its own")
        }
    }

    /// The numbers of the storages behind all repositories.
    private static func storages(_ configuration: BackupConfiguration) -> [Int?] {
        var places = StoragePlaces(configuration)
        return configuration.repositories.map { places.place(of: $0) }
    }

    private func isSame(
        _ one: BackupConfiguration.Repository, _ other: BackupConfiguration.Repository, _ document: Document
    ) -> Bool {
        guard one.name != nil, other.name != nil, let directory = one.directory, let otherDirectory = other.directory
        else { return false }
        return document.isSameDirectory(directory, otherDirectory)
    }
}

extension Document {
    /// Hashes a path, so that paths that lead to one directory have one hash.
    fileprivate func hashDirectory(_ node: Node, into hasher: inout Hasher) {
        let isTakenApart = writtenLength(of: node) <= DirectoryPath.longest
        withUTF8(of: node) { text in
            guard isTakenApart else { return hasher.combine(text) }
            var path = DirectoryPath()
            while let part = path.next(in: text) { hasher.combine(text.extracting(part)) }
        }
    }

    /// Whether two paths lead to one directory.
    func isSameDirectory(_ one: Node, _ other: Node) -> Bool {
        guard writtenLength(of: one) <= DirectoryPath.longest, writtenLength(of: other) <= DirectoryPath.longest
        else { return haveSameText(one, other) }
        return withUTF8(of: one) { one in
            withUTF8(of: other) { other in DirectoryPath.areSame(one, other) }
        }
    }
}
