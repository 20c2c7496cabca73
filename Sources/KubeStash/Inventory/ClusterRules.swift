internal import Cron
internal import Document
internal import Kubernetes
package import Schema

extension RuleInfo {
    /// A reference to an object that cannot be used for now, or soon.
    static let unreadyObject = RuleInfo(
        "unready-object", .warning, "a reference to an object that is not ready, or is being deleted")
    /// A check that needs objects of the cluster that are not known.
    package static let unknownCluster = RuleInfo(
        "unknown-cluster", .warning,
        "a field that is not compared with the cluster, whose objects are not known at the moment")
}

extension Inventory {
    /// Reports that a field is not compared with objects of the cluster, if these should be known and are not.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of the objects.
    ///   - node: The field.
    ///   - findings: The list to report to.
    func reportUnknown(_ kinds: [String], _ node: Document.Node, _ findings: inout Findings) {
        guard let cluster, let kind = kinds.first(where: { cluster.lacks($0) }),
            findings.all.count < AddonTasks.mostFindings
        else { return }
        findings.report(
            .unknownCluster, .forbidden, node,
            "it is not compared with the objects of kind \(kind) in the cluster, which are not known at the moment")
    }
}

/// A Secret of another namespace is not guarded: no usagePolicy says who may use it.
struct ForeignSecret: Rule {
    /// An encryption secret of another namespace.
    static let info = RuleInfo(
        "foreign-secret", .warning, "a repository whose encryptionSecret is in another namespace")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.encryptionSecret.namespace"]
    static let needsInventory = true

    /// Warns of every Secret in another namespace.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard context.inventory.isCluster, let own = context.namespace else { return }
        let document = context.document
        for repository in configuration.repositories where repository.isEncrypted {
            guard let secret = document.present(Names.encryptionSecret, of: repository.node),
                let namespace = document.text(Names.namespace, of: secret),
                !document.isString(namespace, own), findings.all.count < AddonTasks.mostFindings
            else { continue }
            findings.report(
                Self.info, .forbidden, namespace,
                "the Secret is in another namespace, and no usagePolicy says who may use it there")
        }
    }
}

/// Two objects should not back up one target at the same minute.
struct SimultaneousBackups: Rule {
    /// Two backups of one target at the same minute.
    static let info = RuleInfo(
        "simultaneous-backups", .warning, "two objects back up one target at the same minute")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]
    static let needsInventory = true

    /// Warns of every session that starts together with one of another object.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard !context.inventory.isOnlyPlan(of: configuration, in: context.namespace) else { return }
        // A session of a BackupBatch can have several targets.
        var last: Document.Node?
        SharedMinute.forEach(in: configuration, context, findings.root, configuration.loadedTargets) { node, other, _ in
            guard node != last else { return true }
            last = node
            findings.report(
                Self.info, .invalid, node, "\(other.name.title) backs up the same target at the same minute",
                related: [other.related("the other \(other.name.kind)")])
            return findings.all.count < AddonTasks.mostFindings
        }
    }
}

/// Sessions of several objects that write to one storage should not all start at the same minute.
///
/// Many do so on purpose, with a storage that stands it; so the rule is off until it is named.
struct CrowdedStorage: Rule {
    /// Sessions of several objects that pile up.
    static let info = RuleInfo(
        "crowded-storage", .warning, "sessions of different objects write to one BackupStorage from the same minute on",
        isOff: true)
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]
    static let needsInventory = true

    /// Warns of every session that starts together with one of another object.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard context.settings.turnsOn(Self.info) else { return }
        SharedMinute.forEach(in: configuration, context, findings.root, configuration.loadedStorages) {
            node, other, loaded in
            guard case .storage(let storage) = loaded else { return true }
            findings.report(
                Self.info, .invalid, node,
                "\(other.name.title) writes to \(storage.title), too, and starts at the same minute",
                related: [other.related("the other \(other.name.kind)")])
            return findings.all.count < AddonTasks.mostFindings
        }
    }
}

/// The sessions that start at the same minute as one of an earlier object.
private enum SharedMinute {
    /// Finds the sessions of an object that put load on another one together with an earlier object.
    ///
    /// - Parameters:
    ///   - configuration: The object.
    ///   - context: The other objects.
    ///   - root: The node of the object.
    ///   - loaded: The objects that a backup puts load on, in a namespace.
    ///   - report: Takes the schedule, the earlier object, and what both put load on; returns whether it takes more.
    static func forEach(
        in configuration: BackupConfiguration, _ context: Context, _ root: Document.Node,
        _ loaded: (BackupConfiguration.Backup, String) -> [LoadedObject],
        _ report: (Document.Node, KnownObject, LoadedObject) -> Bool
    ) {
        guard let own = context.ownName(configuration.form.kind, of: root) else { return }
        let rank = ObjectRank(order: context.order, name: own)
        for (loaded, run) in configuration.starts(in: own.namespace, loaded) {
            let other = context.inventory.firstLoad(on: loaded, at: run.schedule, before: rank) {
                $0.name != own && context.isAtOdds(with: $0, own)
            }
            if let other, !report(run.node, other, loaded) { return }
        }
    }
}
