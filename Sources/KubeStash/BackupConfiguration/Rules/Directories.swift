internal import Document
internal import Schema
internal import Text

/// Two repositories must not write to one directory of one storage.
///
/// Each would treat the other's files as its own, and delete them. Directories are compared as paths and backends by
/// their BackupStorage, so one directory on two storages is fine.
struct DirectoryConflict: Rule {
    /// Two repositories in one directory.
    static let info = RuleInfo(
        "directory-conflict", .error, "two repositories write to one directory of one storage")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.directory"]
    /// One text is one directory, whatever the values of variables in it.
    static let judgesVariables = true

    /// Reports every repository whose directory belongs to a repository of another name.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let (document, repositories) = (configuration.document, configuration.repositories)
        guard !configuration.hasMalformedBackends, repositories.count > 1 else { return }
        // A few repositories are compared only if they have one directory; of more, each is hashed and its storage is
        // read once.
        let storages = repositories.count > Repetitions.few ? Self.storages(configuration) : []
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
                guard isSame(repositories[$0], repositories[$1], document) else { return false }
                return storages.isEmpty
                    ? configuration.haveSameStorage(repositories[$0], repositories[$1])
                    : storages[$0] != nil && storages[$0] == storages[$1]
            }
        ) { first, other in
            guard let first = repositories[first].name, let name = repositories[other].name,
                let directory = repositories[other].directory, configuration.differ(first, name)
            else { return }
            findings.report(
                Self.info, .invalid, directory,
                "repository \(document.quotedText(of: first, limit: 64) ?? Quoted.text("")) writes to this directory of the "
                    + "same storage; every repository needs a directory of its own")
        }
    }

    /// The storages of all repositories, as numbers.
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

/// A directory should not be inside that of another repository on the same storage.
///
/// If the outer repository is wiped out, so is the data of the inner one.
struct NestedDirectory: Rule {
    /// A directory inside another one.
    static let info = RuleInfo(
        "nested-directory", .warning, "the directory of a repository is inside that of another one on the same storage")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.directory"]
    /// A directory is inside another one whatever the values of variables in both.
    static let judgesVariables = true

    /// Warns of every directory that is inside another one, once for each repository.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard !configuration.hasMalformedBackends, configuration.repositories.count > 1 else { return }
        if configuration.repositories.count <= Repetitions.few {
            checkFew(configuration, &findings)
        } else {
            checkMany(configuration, &findings)
        }
    }

    private func checkFew(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let repositories = configuration.repositories
        // Usually none is inside another one, and each pair is compared once.
        let hasNested = repositories.indices.contains { later in
            repositories.indices.prefix(later).contains { isEitherInside($0, later, configuration) }
        }
        guard hasNested else { return }
        for inner in repositories where isFirst(inner, configuration) {
            var nearest: BackupConfiguration.Repository?
            for outer in repositories
            where isInside(inner, outer, configuration) && nearest.map({ !wipesOut($0, configuration) }) ?? true {
                if nearest == nil || wipesOut(outer, configuration) { nearest = outer }
            }
            if let nearest { report(inner, inside: nearest, configuration, &findings) }
        }
    }

    private func isEitherInside(_ one: Int, _ other: Int, _ configuration: BackupConfiguration) -> Bool {
        guard let directory = configuration.repositories[one].directory,
            let otherDirectory = configuration.repositories[other].directory
        else { return false }
        return configuration.document.isEitherInside(directory, otherDirectory)
    }

    private func isInside(
        _ inner: BackupConfiguration.Repository, _ outer: BackupConfiguration.Repository,
        _ configuration: BackupConfiguration
    ) -> Bool {
        guard let directory = inner.directory, let other = outer.directory, inner.namePlace != outer.namePlace else {
            return false
        }
        return configuration.document.isInside(directory, other) && isFirst(outer, configuration)
            && configuration.haveSameStorage(inner, outer)
    }

    /// Looks up each of the directories above one by its hash.
    private func checkMany(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        let document = configuration.document
        let repositories = configuration.repositories
        var storages = StoragePlaces(configuration)
        let places = repositories.map { isFirst($0, configuration) ? storages.place(of: $0) : nil }
        var directories: [Int: Int] = [:]
        for (index, repository) in repositories.enumerated() {
            guard let place = places[index], let directory = repository.directory else { continue }
            var last = 0
            document.forEachDirectory(above: directory, on: place) { _, hash in last = hash }
            if directories[last] == nil { directories[last] = index }
        }
        for (index, repository) in repositories.enumerated() {
            guard let place = places[index], let directory = repository.directory else { continue }
            var nearest: Int?
            document.forEachDirectory(above: directory, on: place) { isLast, hash in
                guard !isLast, let outer = directories[hash], repositories[outer].namePlace != repository.namePlace
                else { return }
                if nearest == nil || wipesOut(repositories[outer], configuration) { nearest = outer }
            }
            if let nearest { report(repository, inside: repositories[nearest], configuration, &findings) }
        }
    }

    /// Whether it is the first repository of its name: one that several sessions use is judged once.
    private func isFirst(_ repository: BackupConfiguration.Repository, _ configuration: BackupConfiguration) -> Bool {
        guard let name = repository.name else { return false }
        return !configuration.hasRepeatedRepositories || configuration.firstName(like: repository) == name
    }

    private func wipesOut(_ repository: BackupConfiguration.Repository, _ configuration: BackupConfiguration) -> Bool {
        let document = configuration.document
        return document.present(Names.deletionPolicy, of: repository.node).map { document.isString($0, "WipeOut") }
            ?? false
    }

    private func report(
        _ inner: BackupConfiguration.Repository, inside outer: BackupConfiguration.Repository,
        _ configuration: BackupConfiguration, _ findings: inout Findings
    ) {
        guard let directory = inner.directory else { return }
        let document = configuration.document
        func quoted(_ node: Document.Node?) -> String {
            node.flatMap { document.quotedText(of: $0, limit: 64) } ?? Quoted.text("")
        }
        let place =
            "is inside \(quoted(outer.directory)), the directory of repository \(quoted(outer.name)) on the same storage"
        findings.report(
            Self.info, .invalid, directory,
            wipesOut(outer, configuration)
                ? "\(place): its deletionPolicy WipeOut deletes the data of this repository, too"
                : "\(place); every repository needs a directory of its own")
    }
}

extension Document {
    /// Calls a closure for a directory and each one above it, from the root on, with the hash of its path on a storage.
    ///
    /// A path that is too long to be split into parts is left out.
    fileprivate func forEachDirectory(above node: Node, on storage: Int, _ body: (_ isLast: Bool, _ hash: Int) -> Void)
    {
        guard writtenLength(of: node) <= DirectoryPath.longest else { return }
        withUTF8(of: node) { text in
            var hasher = Hasher()
            hasher.combine(storage)
            var path = DirectoryPath()
            var part = path.next(in: text)
            while true {
                let hash = hasher
                body(part == nil, hash.finalize())
                guard let next = part else { return }
                hasher.combine(text.extracting(next))
                part = path.next(in: text)
            }
        }
    }
}
