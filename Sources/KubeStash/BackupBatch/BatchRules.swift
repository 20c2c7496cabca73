internal import Document
internal import Schema

/// The names of targets must be unique: in the batch, and in each of its sessions.
struct DuplicateTarget: Rule {
    static var info: RuleInfo { .duplicateName }
    /// The fields that the rule reports.
    static let fields = ["spec.targets.name", "spec.sessions.targets.name"]

    /// Reports every name that repeats an earlier one.
    func check(_ batch: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = batch.document
        func check(_ list: Document.Node?, _ findings: inout Findings) {
            guard let list else { return }
            document.forEachRepeatedName(in: list) { findings.report(Self.info, .duplicate, $0) }
        }
        check(batch.spec.flatMap { document.list(Names.targets, of: $0) }, &findings)
        for session in batch.sessions { check(document.list(Names.targets, of: session.node), &findings) }
    }
}

/// A session can only back up targets of the batch.
struct UnknownTarget: Rule {
    /// A target that the batch does not have.
    static let info = RuleInfo(
        "unknown-target", .error, "a session of a BackupBatch names a target that spec.targets does not have")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.targets.name"]

    /// The most findings that get a suggestion: each costs a comparison with all names.
    private static let mostSuggestions = 64

    /// Reports every target of a session that has no match.
    func check(_ batch: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = batch.document
        guard let targets = batch.knownTargets else { return }
        var reported = 0
        for backup in batch.backups {
            guard let name = document.text(Names.name, of: backup.node),
                batch.targetNames.first(like: name, of: document) == nil
            else { continue }
            let names = targets.lazy.compactMap { document.text(Names.name, of: $0) }
                .compactMap { document.string($0, upTo: Quoted.limit) }
            let nearest =
                reported < Self.mostSuggestions
                ? document.string(name, upTo: Quoted.limit).flatMap { NearestName.of($0, among: names) } : nil
            findings.report(
                Self.info, .notFound, name, "spec.targets has no target of this name",
                suggestion: nearest.map { .replace(with: $0) })
            reported += 1
        }
    }
}

/// The targets of a batch should be ones that the Addons of its sessions back up, like those of a BackupConfiguration.
struct UnfitBatchTarget: Rule {
    static var info: RuleInfo { UnfitTarget.info }
    /// The fields that the rule reports.
    static let fields = ["spec.targets.appRef.kind"]

    /// Warns of every target that an Addon does not back up, once.
    func check(_ batch: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = batch.document
        var reported: Set<Document.Node> = []
        for backup in batch.backups where findings.all.count < AddonTasks.mostFindings {
            guard let addon = backup.addon(in: document), let target = batch.target(of: backup),
                !reported.contains(target), UnfitTarget.check(target, of: addon, in: document, &findings)
            else { continue }
            reported.insert(target)
        }
    }
}

/// A target that no session backs up has no backups.
struct UnusedTarget: Rule {
    /// A target without backups.
    static let info = RuleInfo(
        "unused-target", .warning, "a target of a BackupBatch that no session backs up")
    /// The fields that the rule reports.
    static let fields = ["spec.targets.name"]

    /// Warns of every target that no session names, unless a session names one that is not known.
    func check(_ batch: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = batch.document
        guard let targets = batch.knownTargets, !batch.backups.isEmpty else { return }
        var used = NodeTable()
        for backup in batch.backups {
            guard let name = document.text(Names.name, of: backup.node),
                batch.targetNames.first(like: name, of: document) != nil
            else { return }
            _ = used.insert(name, of: document)
        }
        for target in targets {
            guard let name = document.text(Names.name, of: target), used.first(like: name, of: document) == nil
            else { continue }
            findings.report(Self.info, .invalid, name, "no session backs up this target")
        }
    }
}

/// A repository should have the backups of one target.
///
/// A Repository names the one that its backups are of.
struct SharedRepository: Rule {
    /// A repository of two targets.
    static let info = RuleInfo(
        "shared-repository", .warning, "two targets of a BackupBatch are backed up into one repository")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.targets.repositories.name"]

    /// Warns of every repository that an earlier target has.
    func check(_ batch: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard batch.hasRepeatedRepositories else { return }
        let document = batch.document
        for backup in batch.backups {
            guard let target = document.text(Names.name, of: backup.node) else { continue }
            for repository in batch.repositories(of: backup) {
                guard let name = repository.name, let owner = batch.firstOwner(of: repository),
                    !document.haveSameText(owner, target)
                else { continue }
                findings.report(
                    Self.info, .duplicate, name,
                    "target \(document.quotedText(of: owner, limit: 63) ?? "") is backed up into it, and a Repository has the "
                        + "backups of one target")
            }
        }
    }
}

extension BackupConfiguration {
    /// The targets of a batch, nil if one of them has no name, so that missing ones cannot be told.
    fileprivate var knownTargets: [Document.Node]? {
        guard let list = spec.flatMap({ document.list(Names.targets, of: $0) }), !document.isEmptyContainer(list),
            document.elements(of: list).allSatisfy({ document.text(Names.name, of: $0) != nil })
        else { return nil }
        return Array(document.elements(of: list))
    }

    /// The name of the first target with a repository of this name.
    fileprivate func firstOwner(of repository: Repository) -> Document.Node? {
        firstName(like: repository).flatMap { document.parent(of: $0) }
            .flatMap { document.parent(of: $0) }.flatMap { document.parent(of: $0) }
            .flatMap { document.text(Names.name, of: $0) }
    }
}
