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
        // By the index of a name: the last session with a repository of that name.
        var owners = [Int?](repeating: nil, count: configuration.repositoryNames.count)
        for (index, session) in configuration.sessions.enumerated() {
            for repository in configuration.repositories(of: session) {
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

/// The name of a BackupConfiguration becomes the value of a label, which has at most 63 characters.
struct LongName: Rule {
    /// A name that is too long for a label.
    static let info = RuleInfo(
        "long-name", .warning, "the BackupConfiguration's name has over 63 characters, which is more than a label holds"
    )
    /// The fields that the rule reports.
    static let fields = ["metadata.name", "metadata.generateName"]

    /// The length of the suffix that Kubernetes appends to `generateName`.
    private static let suffixLength = 5

    /// Warns of a name that is too long for a label, given or to be generated.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        let document = configuration.document
        guard let metadata = document.present(Names.metadata, of: configuration.node) else { return }
        if let name = document.text(Names.name, of: metadata) {
            check(name, limit: NameShape.longestLabel, in: document, &findings)
        } else if let prefix = document.text(Names.generateName, of: metadata) {
            check(prefix, limit: NameShape.longestLabel - Self.suffixLength, in: document, &findings)
        }
    }

    private func check(_ name: Document.Node, limit: Int, in document: Document, _ findings: inout Findings) {
        guard document.withUTF8(of: name, { $0.count > limit }) else { return }
        findings.report(
            Self.info, .invalid, name,
            "has over \(limit) characters, and KubeStash puts the name into labels, which take no more")
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
        let target = configuration.spec.flatMap { document.present(Names.target, of: $0) }
        let kind = target.flatMap { document.present(Names.kind, of: $0) }
        if let kind, document.isString(kind, "StatefulSet") { return }
        for session in configuration.sessions {
            guard let tasks = session.tasks else { continue }
            for task in document.elements(of: tasks) {
                guard let volumes = document.present(Names.targetVolumes, of: task),
                    let templates = document.present(Names.volumeClaimTemplates, of: volumes),
                    document.kind(of: templates) == .array, !document.isEmptyContainer(templates)
                else { continue }
                findings.report(
                    Self.info, .forbidden, templates, "only a StatefulSet has claims of its own for every Pod")
            }
        }
    }
}
