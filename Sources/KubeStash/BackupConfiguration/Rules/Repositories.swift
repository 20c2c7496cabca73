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
                let directory = repositories[other].directory, !document.haveSameText(first, name)
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

/// Two sessions that name one repository must agree on its backend, directory, secret and deletion policy.
///
/// KubeStash creates one Repository of the name; which of the two it is depends on which session comes first.
struct RepositoryConflict: Rule {
    /// One name for two repositories.
    static let info = RuleInfo(
        "repository-conflict", .error, "one repository name means different repositories in two sessions")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.name"]

    /// Reports every repository that differs from that of an earlier session.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard configuration.sessions.count > 1, configuration.hasRepeatedRepositories else { return }
        let document = configuration.document
        for repository in configuration.repositories {
            guard let name = repository.name, let first = configuration.firstName(like: repository), first != name,
                let earlier = document.parent(of: first), !isSibling(earlier, repository.node, document)
            else { continue }
            let differences = self.differences(earlier, repository.node, configuration)
            guard !differences.isEmpty else { continue }
            findings.report(
                Self.info, .invalid, name, explain(differences, earlier: earlier, later: repository.node, document))
        }
    }

    /// Whether both are in one session, where a duplicate name is reported anyway.
    private func isSibling(_ one: Document.Node, _ other: Document.Node, _ document: Document) -> Bool {
        document.parent(of: one) == document.parent(of: other)
    }

    /// The fields in which two repositories differ.
    private func differences(
        _ one: Document.Node, _ other: Document.Node, _ configuration: BackupConfiguration
    ) -> [Key] {
        let document = configuration.document
        var keys: [Key] = []
        if !isSameText(Names.backend, one, other, document) { keys.append(Names.backend) }
        if let path = document.text(Names.directory, of: one),
            let otherPath = document.text(Names.directory, of: other),
            !document.isSameDirectory(path, otherPath)
        {
            keys.append(Names.directory)
        }
        if !isSameSecret(one, other, configuration) { keys.append(Names.encryptionSecret) }
        if !isSameText(Names.deletionPolicy, one, other, document, default: "Delete") {
            keys.append(Names.deletionPolicy)
        }
        return keys
    }

    private func isSameText(
        _ key: Key, _ one: Document.Node, _ other: Document.Node, _ document: Document, default text: String? = nil
    ) -> Bool {
        switch (document.text(key, of: one), document.text(key, of: other)) {
        case (let one?, let other?): document.haveSameText(one, other)
        case (nil, nil): true
        case (let node?, nil), (nil, let node?): text.map { document.isString(node, $0) } ?? false
        }
    }

    private func isSameSecret(
        _ one: Document.Node, _ other: Document.Node, _ configuration: BackupConfiguration
    ) -> Bool {
        let one = configuration.reference(Names.encryptionSecret, of: one)
        let other = configuration.reference(Names.encryptionSecret, of: other)
        switch (one, other) {
        case (let one?, let other?): return one.isSame(as: other, in: configuration.document)
        case (nil, nil): return true
        default: return false
        }
    }

    private func explain(
        _ differences: [Key], earlier: Document.Node, later: Document.Node, _ document: Document
    ) -> String {
        let session = document.parent(of: earlier).flatMap { document.parent(of: $0) }
        let name = session.flatMap { document.text(Names.name, of: $0) }
            .flatMap { document.quotedText(of: $0, limit: 63) }
        let place = name.map { "session \($0)" } ?? "an earlier session"
        let list = differences.map { key in
            "\(key.text) \(shown(key, of: earlier, document)), here \(shown(key, of: later, document))"
        }
        return "in \(place) the repository of this name has \(list.joined(separator: "; ")); give it another name or "
            + "the same fields"
    }

    private func shown(_ key: Key, of repository: Document.Node, _ document: Document) -> String {
        document.present(key, of: repository).map { document.compactText(of: $0, limit: 64) } ?? "none"
    }
}

/// A repository without a secret keeps its data unencrypted, in a storage that others may read.
///
/// KubeStash encrypts all data that its Addons write; only volume snapshots, which the storage driver takes, need no
/// secret.
struct MissingEncryption: Rule {
    /// A repository that is not encrypted.
    static let info = RuleInfo(
        "missing-encryption", .warning,
        "a repository has no encryptionSecret, and not all of the session's tasks are volume snapshots")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.encryptionSecret"]

    /// Warns of every repository without a secret, except in sessions that take only volume snapshots.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        for session in configuration.sessions {
            var isExempt: Bool?
            for repository in configuration.repositories(of: session) where !repository.isEncrypted {
                let exempt = isExempt ?? session.takesOnlySnapshots(in: document)
                isExempt = exempt
                guard !exempt else { break }
                findings.report(
                    Self.info, .required, missing: Names.encryptionSecret, of: repository.node,
                    "without it the backed up data is not encrypted")
            }
        }
    }
}

/// `WipeOut` deletes the backed up data together with the Repository.
struct WipeOut: ObjectRule {
    /// A deletion policy that deletes data.
    static let info = RuleInfo(
        "wipe-out", .warning, "a deletionPolicy deletes the backed up data together with the Repository")

    var triggers: [Key] { [Names.deletionPolicy] }

    /// Warns of the deletion policy `WipeOut`.
    func check(_ repository: Document.Node, in document: Document, _ findings: inout Findings) {
        guard let policy = document.present(Names.deletionPolicy, of: repository), document.isString(policy, "WipeOut")
        else { return }
        findings.report(
            Self.info, .invalid, policy, "deletes the backed up data together with the Repository")
    }
}

/// Iterates over the parts of a path between slashes.
///
/// Parts without an effect are skipped: `/d`, `d/`, `//d` and `/d/.` are the same.
struct DirectoryPath {
    /// The longest path that is split into parts, in bytes as it is written; longer ones are compared as texts.
    ///
    /// Linux accepts no longer path, and object storages a quarter of it. A path of a million slashes must not be read
    /// again for every other path that it is compared with.
    static let longest = 4096

    private var start = 0

    /// The range of the next part, nil if there is none left; the text must be the same at every call.
    mutating func next(in text: Span<UInt8>) -> Range<Int>? {
        while start < text.count {
            let rest = text.extracting(start...)
            let part = start..<start + (rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.count)
            start = part.upperBound + 1
            if !part.isEmpty, !text.extracting(part).equals(".") { return part }
        }
        return nil
    }

    /// Whether two paths lead to one directory.
    static func areSame(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        var (inLeft, inRight) = (DirectoryPath(), DirectoryPath())
        while true {
            switch (inLeft.next(in: left), inRight.next(in: right)) {
            case (nil, nil): return true
            case (let one?, let other?) where left.extracting(one).equals(right.extracting(other)): continue
            default: return false
            }
        }
    }
}
