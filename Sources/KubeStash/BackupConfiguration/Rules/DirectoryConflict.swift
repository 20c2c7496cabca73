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

    private struct Place {
        let repository: BackupConfiguration.Repository
        let name: Document.Node
        let directory: Document.Node
    }

    /// Reports every repository whose directory belongs to one of another name.
    public func check(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard !configuration.hasMalformedBackends, configuration.repositories.count > 1 else { return }
        let document = configuration.document
        var places: [Place] = []
        places.reserveCapacity(configuration.repositories.count)
        for repository in configuration.repositories {
            guard let name = repository.name, let directory = document.text(Names.directory, of: repository.node)
            else { continue }
            places.append(Place(repository: repository, name: name, directory: directory))
        }
        Repetitions.forEach(
            among: places.count,
            hash: { index, hasher in
                guard let storage = configuration.storage(of: places[index].repository) else { return false }
                storage.hash(into: &hasher, in: document)
                document.withUTF8(of: places[index].directory) { text in
                    var path = DirectoryPath()
                    while let part = path.next(in: text) { hasher.combine(text.extracting(part)) }
                }
                return true
            },
            isSame: { isSame(places[$0], places[$1], configuration) }
        ) { first, other in
            let (first, other) = (places[first], places[other])
            guard !document.haveSameText(first.name, other.name) else { return }
            findings.report(
                id, .invalid, other.directory,
                "repository \(Quoted.text(document.string(first.name) ?? "", limit: 64)) writes to this directory of "
                    + "the same storage; every repository needs a directory of its own")
        }
    }

    private func isSame(_ one: Place, _ other: Place, _ configuration: BackupConfiguration) -> Bool {
        guard configuration.document.isSameDirectory(one.directory, other.directory),
            let storage = configuration.storage(of: one.repository),
            let otherStorage = configuration.storage(of: other.repository)
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
