internal import Document
internal import Schema

/// A session must not keep more finished sessions and Jobs than the policy allows.
///
/// Each stays in etcd with its Pods, and thousands of them slow the API server down for all users.
struct PolicyHistoryLimit: Rule {
    /// More finished sessions or Jobs are kept than the policy allows.
    static let info = RuleInfo(
        "policy-history-limit", .error, "more finished sessions or Jobs are kept than the policy's historyLimit")
    /// The fields that the rule reports.
    static let fields = [
        "spec.sessions.sessionHistoryLimit", "spec.sessions.scheduler.successfulJobsHistoryLimit",
        "spec.sessions.scheduler.failedJobsHistoryLimit",
    ]

    private static let ofSession: Key = "sessionHistoryLimit"
    /// The history limit of a session that does not state one.
    private static let assumedOfSession: Int64 = 1
    /// The limits of the CronJob, and the values that Kubernetes assumes for missing ones.
    private static let ofScheduler: [(key: Key, assumed: Int64)] = [
        ("successfulJobsHistoryLimit", 3), ("failedJobsHistoryLimit", 1),
    ]

    /// Reports every limit that is too high, and every missing one whose default is too high.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let limit = context.settings.parameters.historyLimit else { return }
        let document = configuration.document
        for session in configuration.sessions {
            if let value = document.present(Self.ofSession, of: session.node) {
                checkValue(value, limit, in: document, &findings)
            } else if Self.assumedOfSession > limit {
                findings.report(
                    Self.info, .required, missing: Self.ofSession, of: session.node,
                    assumed: "\(Self.assumedOfSession)",
                    "\(Self.assumedOfSession) would be added, and the policy allows at most \(limit)")
            }
            guard let scheduler = document.present(Names.scheduler, of: session.node),
                document.kind(of: scheduler) == .object
            else { continue }
            for (key, assumed) in Self.ofScheduler {
                if let value = document.present(key, of: scheduler) {
                    checkValue(value, limit, in: document, &findings)
                } else if assumed > limit {
                    findings.report(
                        Self.info, .required, missing: key, of: scheduler, assumed: "\(assumed)",
                        "Kubernetes keeps \(assumed) where nothing is said, and the policy allows at most \(limit)")
                }
            }
        }
    }

    private func checkValue(_ node: Document.Node, _ limit: Int64, in document: Document, _ findings: inout Findings) {
        guard let value = document.integer(node), value > limit else { return }
        findings.report(Self.info, .invalid, node, "the policy allows at most \(limit)")
    }
}

/// Every repository must have an encryption secret, unless it gets only data that KubeStash does not encrypt, such as
/// volume snapshots.
struct PolicyEncryptionRequired: Rule {
    /// A repository has no encryption secret, and the policy requires one.
    static let info = RuleInfo(
        "policy-encryption-required", .error,
        "a repository without encryptionSecret, where the policy sets encryptionRequired")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.encryptionSecret"]

    /// Reports every repository without a secret.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard context.settings.parameters.encryptionRequired == true else { return }
        for backup in configuration.backups where !configuration.ignoresSecret(backup) {
            for repository in configuration.repositories(of: backup) where !repository.isEncrypted {
                findings.report(
                    Self.info, .required, missing: Names.encryptionSecret, of: repository.node,
                    "the policy requires backed up data to be encrypted")
            }
        }
    }
}

/// A repository must not have a deletion policy that the policy forbids.
struct PolicyDeletionPolicy: Rule {
    /// A repository has a deletion policy that the policy forbids.
    static let info = RuleInfo(
        "policy-deletion-policy", .error, "a deletionPolicy among the policy's forbiddenDeletionPolicies")
    /// The fields that the rule reports.
    static let fields = ["spec.sessions.repositories.deletionPolicy"]

    /// The existing deletion policies.
    static let all: [Key] = ["Delete", "WipeOut", "Retain"]
    /// The deletion policy of a repository without one.
    private static let assumed = "Delete"

    /// Reports every repository that has a forbidden policy, stated or by default.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let forbidden = context.settings.parameters.forbiddenDeletionPolicies, !forbidden.isEmpty else { return }
        let allowed = Self.allowed(without: forbidden)
        let document = configuration.document
        for repository in configuration.repositories {
            if let value = document.present(Names.deletionPolicy, of: repository.node) {
                guard forbidden.contains(where: { document.isString(value, $0) }) else { continue }
                findings.report(Self.info, .notSupported, value, "the policy allows \(allowed)")
            } else if forbidden.contains(Self.assumed) {
                findings.report(
                    Self.info, .required, missing: Names.deletionPolicy, of: repository.node,
                    assumed: Quoted.text(Self.assumed),
                    "\(Quoted.text(Self.assumed)) would be added, and the policy allows \(allowed)")
            }
        }
    }

    private static func allowed(without forbidden: [String]) -> String {
        let names = all.map(\.text).filter { !forbidden.contains($0) }
        return names.isEmpty ? "none" : "only " + names.map { Quoted.text($0) }.joined(separator: " and ")
    }
}

/// Backends must use storages of namespaces that the policy allows, and there must be at least one backend.
///
/// Without any, KubeStash looks up the default storage in all namespaces.
struct PolicyStorageNamespace: Rule {
    /// A backend uses a storage of a namespace that the policy does not allow, or there is no backend.
    static let info = RuleInfo(
        "policy-storage-namespace", .error, "a storage outside of the policy's allowedStorageNamespaces, or none at all"
    )
    /// The fields that the rule reports.
    static let fields = ["spec.backends", "spec.backends.storageRef.namespace"]

    /// Reports every backend with a storage elsewhere, and an object that leaves the choice to KubeStash.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        guard let allowed = context.settings.parameters.storageNamespaces else { return }
        let own = context.namespace
        let document = configuration.document
        lazy var list = Self.list(allowed)
        if let spec = configuration.specWithoutBackends, !allowed.contains(where: \.isAny) {
            findings.report(
                Self.info, .required, missing: Names.backends, of: spec,
                "without one KubeStash chooses the default BackupStorage, of whatever namespace, and the policy allows "
                    + "storages of \(list)")
        }
        for backend in configuration.backends {
            guard let storage = document.present(Names.storageRef, of: backend.node),
                document.kind(of: storage) == .object
            else { continue }
            let namespace = document.present(Names.namespace, of: storage)
            if let namespace, !document.isEmptyString(namespace) {
                guard let name = document.string(namespace), !Self.isAllowed(name, among: allowed, own: own) else {
                    continue
                }
                findings.report(Self.info, .notSupported, namespace, "the policy allows storages of \(list)")
            } else if let own, !Self.isAllowed(own, among: allowed, own: own) {
                findings.report(
                    Self.info, .required, missing: Names.namespace, of: storage,
                    "it would be \(Quoted.text(own)), and the policy allows storages of \(list)")
            }
        }
    }

    private static func isAllowed(_ name: String, among allowed: [StorageNamespace], own: String?) -> Bool {
        allowed.contains { item in
            switch item {
            case .own: own == name
            case .matching(let glob, _): glob.matches(name)
            }
        }
    }

    private static func list(_ allowed: [StorageNamespace]) -> String {
        allowed.isEmpty ? "no namespace" : "these namespaces: \(allowed.map(\.name).joined(separator: ", "))"
    }
}
