internal import Document
internal import Kubernetes
internal import Schema

/// A task that restores data needs to know where to.
///
/// Tasks that restore manifests or volumes make their target, and manifest options can choose another one.
struct MissingRestoreTarget: Rule {
    static var info: RuleInfo { MissingTarget.info }
    /// The fields that the rule reports.
    static let fields = ["spec.target"]

    /// The tasks of official Addons that restore data into what exists; the second name is from older releases.
    private static let intoTargets: [Key] = [
        "logical-backup-restore", "LogicalBackupRestore", "incremental-restore", "dashboard-restore", "vault-restore",
        "mysql-metadata-storage-restore", "postgres-metadata-storage-restore",
    ]

    /// Warns of a missing target if every task needs one.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = session.spec, session.target == nil, session.manifestOptions == nil, let addon = session.addon,
            AddonCatalogue.official.needsTarget(addon, in: document),
            let tasks = session.tasks, !document.isEmptyContainer(tasks),
            document.elements(of: tasks).allSatisfy({ task in
                document.text(Names.name, of: task).map { name in
                    Self.intoTargets.contains { document.isString(name, $0) }
                } ?? false
            })
        else { return }
        findings.report(
            Self.info, .required, missing: Names.target, of: spec,
            "the tasks restore data into what exists; without a target it goes into what it was backed up from, if at all"
        )
    }
}

/// An official Addon should be one for the kind of the target.
struct UnfitRestoreAddon: Rule {
    static var info: RuleInfo { UnfitAddon.info }
    /// The fields that the rule reports.
    static let fields = ["spec.addon.name", "spec.target.kind"]

    /// Compares the Addon with the target.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        UnfitAddon.check(session.addon, with: session.target, in: context.document, &findings)
    }
}

/// The options for restored manifests should be those of what the Addon restores, and there should be a use for them.
struct UnusedManifestOptions: Rule {
    static var info: RuleInfo { .noEffect }
    /// The fields that the rule reports.
    static let fields = ["spec.manifestOptions"] + kinds.map { "spec.manifestOptions.\($0.field.text)" }

    /// The options for databases, and the kinds that they are for; those of a workload have an effect on any kind.
    private static let kinds: [(field: Key, kind: Key)] = [
        ("mongoDB", "MongoDB"), ("postgres", "Postgres"), ("mySQL", "MySQL"), ("clickhouse", "ClickHouse"),
        ("mariaDB", "MariaDB"), ("msSQLServer", "MSSQLServer"), ("druid", "Druid"), ("zooKeeper", "ZooKeeper"),
        ("singlestore", "Singlestore"), ("redis", "Redis"), ("redisSentinel", "RedisSentinel"),
    ]

    /// Warns of options without a task that reads them, and of those for another kind.
    ///
    /// Nothing is known of Addons that are not official, nor of those without kinds of their own.
    func check(_ session: RestoreSession, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let options = session.manifestOptions, let name = session.addon,
            let addon = AddonCatalogue.official.addon(name, in: document), let tasks = session.tasks
        else { return }
        if session.target != nil, !document.elements(of: tasks).contains(where: { mayReadOptions($0, document) }) {
            findings.report(
                Self.info, .invalid, options, "has no effect: no task restores manifests, and a target is named")
            return
        }
        let kinds = AddonCatalogue.official.kinds[addon.kinds]
        guard !kinds.isEmpty else { return }
        for (field, kind) in Self.kinds where !kinds.contains(where: { $0.text == kind.text }) {
            guard let value = document.present(field, of: options) else { continue }
            findings.report(
                Self.info, .invalid, value,
                "has no effect: it is for the manifests of a \(kind.text), and \(document.string(name) ?? "") restores "
                    + "none of these")
        }
    }

    /// Whether a task may be one that restores manifests, under its name today or an older or misspelt one.
    private func mayReadOptions(_ task: Document.Node, _ document: Document) -> Bool {
        guard let name = document.text(Names.name, of: task), let text = document.string(name, upTo: 64) else {
            return true
        }
        return text.lowercased().contains("manif") || CatalogueNames.isVariable(text)
    }
}
