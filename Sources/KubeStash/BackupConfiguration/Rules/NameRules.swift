internal import Document
internal import Kubernetes
internal import Schema

/// Names that must be unique in their list: of backends, of sessions, of the repositories of one session.
///
/// KubeStash finds all three by name and would take the first one.
struct DuplicateName: Rule {
    static var info: RuleInfo { .duplicateName }
    /// The fields that the rule reports.
    static let fields = ["spec.backends.name", "spec.sessions.name", "spec.sessions.repositories.name"]

    /// Reports every name that repeats an earlier one.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        checkBackends(configuration, &findings)
        checkNames(of: configuration.sessions, \.name, configuration, &findings)
        checkRepositories(configuration, &findings)
    }

    private func checkNames<Item>(
        of items: [Item], _ name: (Item) -> Document.Node?, _ configuration: BackupConfiguration,
        _ findings: inout Findings
    ) {
        guard items.count > 1 else { return }
        var seen = NodeTable()
        for item in items {
            guard let name = name(item), seen.insert(name, of: configuration.document) != nil else { continue }
            findings.report(Self.info, .duplicate, name)
        }
    }

    private func checkRepositories(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        guard configuration.hasRepeatedRepositories else { return }
        // By the index of a name: the last backup with a repository of that name.
        var owners = [Int?](repeating: nil, count: configuration.repositoryNames.count)
        for (index, backup) in configuration.backups.enumerated() {
            for repository in configuration.repositories(of: backup) {
                guard let name = repository.name, let place = repository.namePlace.map({ Int($0) }) else { continue }
                if owners[place] == index { findings.report(Self.info, .duplicate, name) }
                owners[place] = index
            }
        }
    }

    /// A backend may have no name, but only one of them: a missing name counts as a name, too.
    private func checkBackends(_ configuration: BackupConfiguration, _ findings: inout Findings) {
        checkNames(of: configuration.backends, \.name, configuration, &findings)
        for backend in configuration.backends where backend.name == nil && backend.node != configuration.unnamedBackend
        {
            findings.report(
                Self.info, .duplicate, missing: Names.name, of: backend.node, "only one backend may go without a name")
        }
    }
}

/// The name of a BackupConfiguration or BackupBatch becomes the value of a label, and with that of a session the name of a CronJob.
///
/// KubeStash cuts characters out of the middle of longer names of CronJobs and BackupSessions, so that two can become
/// one (`ValidCronJobNameWithPrefixNSuffix` and `ValidNameWithPrefixNSuffix` in kmodules' client-go).
struct LongName: Rule {
    /// A name that is too long for a label or, with that of a session, for a CronJob.
    static let info = RuleInfo(
        "long-name", .warning,
        "a BackupConfiguration's name is over 63 characters, or with a session's too long for a CronJob")
    /// The fields that the rule reports.
    static let fields = ["metadata.name", "metadata.generateName", "spec.sessions.name"]

    /// The length of the suffix that Kubernetes appends to `generateName`.
    private static let suffixLength = 5
    /// The length of `trigger-` before and of the hyphen in the name of a CronJob.
    private static let triggerLength = 9
    /// The longest name of a CronJob, to which Kubernetes appends eleven characters for those of its Jobs.
    private static let longestCronJob = 52
    /// The length of two hyphens and the ten digits of a time in the name of a BackupSession.
    private static let sessionLength = 12

    /// Warns of a name that is too long for a label, given or to be generated, and of the session that it is too long
    /// with.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        guard let metadata = document.present(Names.metadata, of: configuration.node) else { return }
        if let name = document.text(Names.name, of: metadata) {
            check(name, suffix: 0, configuration, &findings)
        } else if let prefix = document.text(Names.generateName, of: metadata) {
            check(prefix, suffix: Self.suffixLength, configuration, &findings)
        }
    }

    private func check(
        _ name: Document.Node, suffix: Int, _ configuration: BackupConfiguration, _ findings: inout Findings
    ) {
        let document = configuration.document
        let count = document.withUTF8(of: name) { $0.count }
        let limit = NameShape.longestLabel - suffix
        if count > limit {
            findings.report(
                Self.info, .invalid, name,
                "has over \(limit) characters, and KubeStash puts the name into labels, which take no more")
        }
        for session in configuration.sessions {
            guard let name = session.name else { continue }
            let both = count + suffix + document.withUTF8(of: name) { $0.count }
            let cronJob = both + Self.triggerLength
            // A session's name that is too long by itself is an error already.
            guard cronJob > Self.longestCronJob, document.writtenLength(of: name) <= NameShape.longestLabel else {
                continue
            }
            let backup = both + Self.sessionLength
            let backups =
                backup > NameShape.longestLabel
                ? ", those of backups \(backup) (\(NameShape.longestLabel))" : ""
            findings.report(
                Self.info, .invalid, name,
                "is too long with the \(configuration.form.kind)'s name: that of the CronJob has \(cronJob) characters "
                    + "(\(Self.longestCronJob) are allowed)\(backups), so KubeStash cuts out the middle, and two can become one"
            )
        }
    }
}

/// Claim templates are for the Pods of a StatefulSet; KubeStash does nothing with them for any other target.
struct UnusedClaimTemplates: Rule {
    /// Claim templates that have no effect.
    static let info = RuleInfo(
        "unused-claim-templates", .warning, "volumeClaimTemplates where the target is no StatefulSet")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.addon.tasks.targetVolumes.volumeClaimTemplates"]

    /// Warns of the claim templates of every task, unless the target is a StatefulSet.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        for backup in configuration.backups {
            guard let tasks = backup.tasks else { continue }
            for task in document.elements(of: tasks) {
                guard let volumes = document.present(Names.targetVolumes, of: task),
                    let templates = document.present(Names.volumeClaimTemplates, of: volumes),
                    document.kind(of: templates) == .array, !document.isEmptyContainer(templates),
                    !isStatefulSet(configuration.target(of: backup), document)
                else { continue }
                findings.report(
                    Self.info, .forbidden, templates, "only a StatefulSet has claims of its own for every Pod")
            }
        }
    }

    private func isStatefulSet(_ target: Document.Node?, _ document: Document) -> Bool {
        target.flatMap { document.present(Names.kind, of: $0) }.map { document.isString($0, "StatefulSet") } ?? false
    }
}
