internal import Document
internal import Kubernetes
internal import Schema

/// Two objects must not promise one directory of one storage, nor mean two things by one Repository.
///
/// Directories are compared by paths, with the prefixes of their storages. KubeStash's webhook compares a Repository with
/// those that exist.
struct PromisedRepositories: Rule {
    static var info: RuleInfo { DirectoryConflict.info }
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.directory"]
    static var others: [(rule: RuleInfo, fields: [String])] {
        [
            (NestedDirectory.info, fields), (RepositoryConflict.info, ["spec.sessions.repositories.name"]),
            (.unknownCluster, fields),
        ]
    }
    static let needsInventory = true

    /// The deepest directory that is compared with those around it; people write two or three names.
    private static let deepest = 32

    /// Reports every repository that is at odds with one of an earlier object.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard !context.inventory.isFarFromOthers(configuration, in: context.namespace),
            let own = context.ownName(configuration.form.kind, of: findings.root)
        else { return }
        // The inventory has the same facts, if it has the object.
        let known = context.inventory.repositories(of: own, at: context.order)
        var seen: Set<ObjectName> = []
        for repository in known ?? PromisedRepository.all(of: configuration, named: own.name, in: own.namespace)
        where seen.insert(repository.name).inserted {
            if let node = context.document.node(at: repository.directoryMark) {
                context.inventory.reportUnknown(ClusterState.repositoryKinds, node, &findings)
            }
            checkMeaning(of: repository, of: own, in: context, &findings)
            checkDirectory(of: repository, of: own, in: context, &findings)
        }
    }

    private func checkMeaning(
        of repository: PromisedRepository, of own: ObjectName, in context: Context, _ findings: inout Findings
    ) {
        let rank = ObjectRank(order: context.order, name: own)
        let other = context.inventory.contradiction(to: repository, before: rank) { context.isAtOdds(with: $0, own) }
        guard let other, let difference = repository.meaning.difference(from: other.repository.meaning),
            let node = context.document.node(at: repository.mark)
        else { return }
        findings.report(
            RepositoryConflict.info, .invalid, node,
            "\(other.object.name.title) has a repository of this name with \(difference)",
            related: [other.object.related("the other repository", at: other.repository.mark)])
    }

    private func checkDirectory(
        of repository: PromisedRepository, of own: ObjectName, in context: Context, _ findings: inout Findings
    ) {
        guard let ways = context.inventory.ways(to: repository),
            let node = context.document.node(at: repository.directoryMark)
        else { return }
        let rank = ObjectRank(order: context.order, name: own)
        let same = context.inventory.neighbour(of: repository, by: ways, to: ways.path.count, before: rank) {
            context.isAtOdds(with: $0, own)
        }
        if let same {
            return findings.report(
                Self.info, .invalid, node,
                "\(same.repository.name.title) of \(same.object.name.title) is in this directory of the same storage",
                related: [same.object.related("the other directory", at: same.repository.directoryMark)])
        }
        guard ways.path.count <= Self.deepest else { return }
        for depth in (0..<ways.path.count).reversed() {
            let outer = context.inventory.neighbour(of: repository, by: ways, to: depth) { context.isBeside($0, own) }
            guard let other = outer else { continue }
            return findings.report(
                NestedDirectory.info, .invalid, node,
                "is inside of the directory of \(other.repository.name.title) of \(other.object.name.title); "
                    + "if that is wiped out, so is this",
                related: [other.object.related("the outer directory", at: other.repository.directoryMark)])
        }
    }
}

/// Two Repositories should not have one directory of one storage.
///
/// KubeStash's documentation says so, and its webhook looks at updates only. It is a warning, as KubeStash makes
/// Repositories again from what is in a storage, also in a second namespace.
struct RepositoryDirectory: Rule {
    static var info: RuleInfo { DirectoryConflict.info }
    /// The fields that the rule reports.
    static let fields = ["spec.path"]
    static let needsInventory = true

    /// Warns of a Repository in the directory of an earlier one.
    func check(_ repository: Document.Node, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let own = context.ownName("Repository", of: findings.root),
            let stored = PromisedRepository.stored(repository, of: document, named: own.name, in: own.namespace).first,
            stored.directory?.isEmpty == false, let ways = context.inventory.ways(to: stored),
            let path = document.node(at: stored.directoryMark)
        else { return }
        let rank = ObjectRank(order: context.order, name: own)
        let same = context.inventory.neighbour(of: stored, by: ways, to: ways.path.count, before: rank) { other in
            guard case .repository = other.facts else { return false }
            return context.isLater(than: other, as: own)
        }
        guard let same else { return }
        findings.report(
            Self.info, .invalid, path, "\(same.object.name.title) is in this directory of the same storage",
            related: [same.object.related("the other directory", at: same.repository.directoryMark)], isMild: true)
    }
}

extension Context {
    /// Whether a mistake of the object that is judged and another one is its own: the other one is earlier, and is not a
    /// plan that is being deleted.
    ///
    /// A Repository of a cluster counts whatever its age: it is not compared with plans itself, and KubeStash makes it
    /// after its plan.
    func isAtOdds(with other: KnownObject, _ own: ObjectName) -> Bool {
        switch other.facts {
        case .plan where other.isBeingDeleted: false
        case .repository where other.source == KnownObject.liveSource: isBeside(other, own)
        default: isLater(than: other, as: own)
        }
    }
}

extension PromisedRepository.Meaning {
    /// The words for what makes another repository of the same name a different one, nil if they can be one.
    func difference(from other: Self) -> String? {
        if let target, let second = other.target, target != second { return "the target \(second.title)" }
        if let storage, let second = other.storage, storage != second { return "the storage \(second.title)" }
        if let directory, let second = other.directory, directory != second {
            return "the directory \(Quoted.text("/" + second.joined(separator: "/")))"
        }
        return nil
    }
}

/// A restore should fit what a BackupConfiguration promises: the secret that the data is encrypted with, and the Addon.
struct RestoreMismatch: Rule {
    /// A restore that does not fit the backup.
    static let info = RuleInfo(
        "restore-mismatch", .warning, "a restore with another Secret or Addon than the backups of its Repository")
    /// The fields that the rule reports.
    static let fields = [
        "spec.dataSource.encryptionSecret", "spec.dataSource.encryptionSecret.name", "spec.addon.name",
    ]
    static let needsInventory = true

    /// Warns of another Secret and of another Addon.
    func check(_ restore: RestoreSession, in context: Context, _ findings: inout Findings) {
        guard let (name, _) = restore.repository(in: context) else { return }
        let promises = context.inventory.promises(of: name)
        guard let promise = promises.first else { return }
        checkSecret(restore, promises, promise, context, &findings)
        let addons = Set(promises.compactMap(\.repository.addon))
        guard let node = restore.addon, let addon = context.document.string(node), !addons.isEmpty,
            !addons.contains(addon), let used = promises.first(where: { $0.repository.addon != nil })
        else { return }
        findings.report(
            Self.info, .invalid, node,
            "\(name.title) has backups of \(addons.sorted().map { Quoted.text($0) }.joined(separator: " and "))",
            related: [used.object.related("the backups", at: used.repository.mark)])
    }

    private func checkSecret(
        _ restore: RestoreSession, _ promises: [Inventory.Promise], _ promise: Inventory.Promise, _ context: Context,
        _ findings: inout Findings
    ) {
        let secrets = Set(promises.compactMap(\.repository.secret))
        guard let dataSource = restore.dataSource, let secret = secrets.first, secrets.count == 1 else { return }
        let document = context.document
        let given = document.present(Names.encryptionSecret, of: dataSource)
        // A dataSource in another namespace has its Secret there.
        let namespace = promise.repository.name.namespace
        guard let given else {
            return findings.report(
                Self.info, .required, missing: Names.encryptionSecret, of: dataSource,
                "the backups of \(promise.repository.name.title) are encrypted with \(secret.title)")
        }
        guard let named = document.text(Names.name, of: given),
            let other = ObjectName("Secret", given, of: document, in: namespace),
            other.name != secret.name
        else { return }
        findings.report(
            Self.info, .invalid, named,
            "the backups of \(promise.repository.name.title) are encrypted with \(secret.title)",
            related: [promise.object.related("the backups", at: promise.repository.mark)])
    }
}

/// A BackupVerifier that no repository names never runs.
struct UnusedVerifier: Rule {
    /// A verifier that is not named.
    static let info = RuleInfo(
        "unused-verifier", .warning, "a BackupVerifier that no repository names, so that it never runs")
    /// The fields that the rule reports.
    static let fields = ["metadata.name"]
    static let needsInventory = true

    /// Warns of a verifier that no repository names; one that is new to a cluster comes before its repositories.
    func check(_ verifier: BackupVerifier, in context: Context, _ findings: inout Findings) {
        guard let own = context.ownName("BackupVerifier", of: findings.root),
            context.inventory.users(of: own).isEmpty,
            let metadata = context.document.present(Names.metadata, of: findings.root),
            let name = context.document.text(Names.name, of: metadata)
        else { return }
        guard let cluster = context.inventory.cluster else {
            return findings.report(
                Self.info, .invalid, name, "no repository among the files names it as its backupVerifier")
        }
        guard cluster.knowsPlans, case .found = context.inventory.object(own)
        else { return }
        findings.report(Self.info, .invalid, name, "no repository names it as its backupVerifier")
    }
}
