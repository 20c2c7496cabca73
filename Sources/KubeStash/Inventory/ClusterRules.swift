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

/// Two BackupConfigurations should not back up one target at the same minute.
struct SimultaneousBackups: Rule {
    /// Two backups of one target at the same minute.
    static let info = RuleInfo(
        "simultaneous-backups", .warning, "two BackupConfigurations back up one target at the same minute")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.scheduler.schedule"]
    static let needsInventory = true

    /// The most schedules that are compared with others; people write a few for a target.
    private static let mostComparisons = 1024

    /// Warns of every session that starts together with one of another BackupConfiguration.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard !context.inventory.isOnlyPlan(of: configuration, in: context.namespace),
            let own = context.ownName(configuration.form.kind, of: findings.root),
            let target = configuration.targetName(in: own.namespace)
        else { return }
        let others = context.inventory.plans(of: target)
        guard !others.isEmpty else { return }
        var comparisons = 0
        for run in configuration.runs {
            search: for other in others where other.name != own && context.isAtOdds(with: other, own) {
                guard case .plan(let plan) = other.facts else { continue }
                for otherRun in plan.runs {
                    comparisons += 1
                    guard comparisons <= Self.mostComparisons else { return }
                    guard run.schedule.coincides(with: otherRun.schedule) else { continue }
                    findings.report(
                        Self.info, .invalid, run.node,
                        "\(other.name.title) backs up the same target at the same minute",
                        related: [other.related("the other BackupConfiguration")])
                    break search
                }
            }
        }
    }
}
