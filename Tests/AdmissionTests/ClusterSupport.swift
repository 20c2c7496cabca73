import Admission
import Document
import KubeStash
import TestSupport
import Testing

/// The objects of a cluster, written as YAML, and reviews beside them.
struct Cluster {
    private(set) var objects = ClusterObjects()

    /// Makes a cluster.
    ///
    /// - Parameters:
    ///   - yaml: Its objects.
    ///   - unknown: The kinds that are not known.
    ///   - absent: The kinds that it does not have.
    /// - Throws: An error if the objects cannot be read.
    init(_ yaml: String..., unknown: Set<String> = [], absent: Set<String> = []) throws {
        var known: [String: [KnownObject]] = [:]
        for text in yaml {
            // The last separator begins an empty document.
            for document in try Document.documents(yaml: Array(text.utf8)) where !document.isNull(document.root) {
                let name = document.present("kind", of: document.root).flatMap { document.string($0) } ?? ""
                let kind = try #require(WatchedKind.all.first { $0.kind == name })
                let object = try #require(KnownObject(live: document.root, of: document, kind: kind))
                known[name, default: []].append(object)
            }
        }
        for kind in WatchedKind.all {
            objects.replaceAll(of: kind, with: known[kind.kind] ?? [])
            if unknown.contains(kind.kind) { objects.mark(kind, as: .unknown) }
            if absent.contains(kind.kind) { objects.mark(kind, as: .absent) }
        }
    }

    /// Judges an object, or completes it.
    ///
    /// - Parameters:
    ///   - yaml: The object.
    ///   - old: The object as it is stored, for an update.
    ///   - operation: What is to happen to it; UPDATE if there is a stored object.
    ///   - webhook: The question.
    ///   - policy: The policy file.
    /// - Returns: The answer.
    /// - Throws: An error if the objects cannot be read.
    func review(
        _ yaml: String, since old: String? = nil, to operation: Operation? = nil, by webhook: Webhook = .validate,
        policy: String = ""
    ) throws -> Reply {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let before = try old.map { try #require(try Document.documents(yaml: Array($0.utf8)).first) }
        let kind = try #require(
            Kinds.called(document.present("kind", of: document.root).flatMap { document.string($0) } ?? ""))
        let namespace = document.present("metadata", of: document.root)
            .flatMap { document.present("namespace", of: $0) }.flatMap { document.string($0) }
        let submission = Submission(
            Submission.Value(document.root, of: document), of: kind, to: operation ?? (old == nil ? .create : .update),
            from: before.map { Submission.Value($0.root, of: $0) }, in: namespace ?? "")
        let rules = "apiVersion: stashgate.dev/v1alpha1\nkind: Policy\n\(policy)"
        let reviewer = Reviewer(policy: policy.isEmpty ? .default : try Policy(yaml: Array(rules.utf8)))
        return try Reply(reviewer.review(submission.review, by: webhook, in: objects.snapshot))
    }

    /// The errors and, after `~`, the warnings of rules about other objects, each as its rule and field.
    func marks(_ yaml: String, since old: String? = nil, to operation: Operation? = nil, policy: String = "") throws
        -> [String]
    {
        try Self.marks(of: review(yaml, since: old, to: operation, policy: policy))
    }

    static func marks(of reply: Reply) -> [String] {
        let lines = reply.causes.map { ("", $0) } + reply.warnings.map { ("~", $0) }
        return lines.compactMap { mark, line in
            guard let rule = line.split(separator: "[").last?.dropLast(), related.contains(String(rule)) else {
                return nil
            }
            return "\(mark)\(rule) \(line.prefix { $0 != ":" })"
        }
    }

    /// The rules that look at other objects.
    private static let related: Set<String> = [
        "missing-object", "usage-policy", "repository-conflict", "directory-conflict", "nested-directory",
        "missing-default", "second-default", "shared-place", "nested-place", "immutable-field", "unready-object",
        "foreign-secret", "simultaneous-backups", "crowded-storage", "hook-parameters", "unknown-cluster",
        "object-in-use", "unknown-addon", "unknown-task",
        "unknown-parameter",
    ]

    /// The patch of an object, as `path value`.
    func patch(_ yaml: String, since old: String? = nil) throws -> [String] {
        guard case .array(let operations)? = try review(yaml, since: old, by: .mutate).patch else { return [] }
        return operations.compactMap { operation in
            guard case .string(let path)? = operation["path"], path.hasPrefix("/spec/backends") else { return nil }
            return "\(path) \(String(decoding: operation["value"]?.json ?? [], as: UTF8.self))"
        }
    }
}

/// Objects to put into a cluster, with the names `namespace/name`.
enum Sample {
    private static func metadata(_ name: String, _ more: String = "") -> String {
        let parts = name.split(separator: "/")
        return "metadata: {namespace: \(parts[0]), name: \(parts[1])\(more.isEmpty ? "" : ", \(more)")}"
    }

    /// A default BackupStorage, each in a bucket of its own.
    static func storage(
        _ name: String, _ usage: String = "{allowedNamespaces: {from: All}}", default isDefault: Bool = true,
        place: String? = nil, metadata more: String = "", status: String = "{phase: Ready}"
    ) -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: BackupStorage
        \(metadata(name, more))
        spec:
          default: \(isDefault)
          usagePolicy: \(usage)
          storage: {provider: s3, s3: {secretName: key, \(place ?? "bucket: \(name.replacing("/", with: "-"))")}}
        status: \(status)
        ---

        """
    }

    /// A default RetentionPolicy.
    static func retention(_ name: String = "demo/keep", _ usage: String = "{allowedNamespaces: {from: All}}") -> String
    {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        \(metadata(name))
        spec: {default: true, maxRetentionPeriod: 1mo, usagePolicy: \(usage)}
        ---

        """
    }

    /// A Repository.
    static func repository(
        _ name: String = "demo/web", storage: String = "{name: s3, namespace: demo}", path: String = "/web",
        target: String = "{apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}", metadata more: String = ""
    ) -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: Repository
        \(metadata(name, more))
        spec: {appRef: \(target), storageRef: \(storage), path: \(path)}
        ---

        """
    }

    /// A BackupConfiguration with one backend and one repository.
    static func configuration(
        _ name: String = "demo/web",
        backends: String? = "[{storageRef: {name: s3}, retentionPolicy: {name: keep}}]",
        repository: String = "{name: web, directory: /web}", target: String? = nil, schedule: String = "0 3 * * *",
        addon: String = "{name: workload-addon, tasks: [{name: logical-backup, params: {paths: /data}}]}",
        hooks: String = "{}", metadata more: String = "", spec: String = ""
    ) -> String {
        """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupConfiguration
        \(metadata(name, more))
        spec:
          target: \(target ?? "{apiGroup: apps, kind: StatefulSet, name: web, namespace: demo}")
        \(backends.map { "  backends: \($0)" } ?? "")
        \(spec.isEmpty ? "" : "  \(spec)")
          sessions:
            - name: daily
              scheduler: {schedule: '\(schedule)', jobTemplate: {}}
              sessionHistoryLimit: 1
              hooks: \(hooks)
              addon: \(addon)
              repositories: [\(repository)]
        ---

        """
    }

    /// A BackupBatch of one target, in the storage and with the Addon of ``configuration``.
    static func batch(
        _ name: String = "demo/all", directory: String = "/all", target: String = "web", schedule: String = "0 3 * * *",
        metadata more: String = ""
    ) -> String {
        """
        apiVersion: core.kubestash.com/v1alpha1
        kind: BackupBatch
        \(metadata(name, more))
        spec:
          backends: [{storageRef: {name: s3}, retentionPolicy: {name: keep}}]
          targets: [{name: t, appRef: {apiGroup: apps, kind: StatefulSet, name: \(target), namespace: demo}}]
          sessions:
            - name: daily
              scheduler: {schedule: '\(schedule)', jobTemplate: {}}
              sessionHistoryLimit: 1
              targets:
                - name: t
                  addon: {name: workload-addon, tasks: [{name: logical-backup, params: {paths: /data}}]}
                  repositories: [{name: all, directory: \(directory), backupVerifier: {name: check}}]
        ---

        """
    }

    /// A HookTemplate.
    static func template(_ name: String = "demo/flush", _ usage: String = "{allowedNamespaces: {from: Same}}") -> String
    {
        """
        apiVersion: core.kubestash.com/v1alpha1
        kind: HookTemplate
        \(metadata(name))
        spec: {usagePolicy: \(usage)}
        ---

        """
    }

    static func namespace(_ name: String, _ labels: String = "{}") -> String {
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: \(labels)}\n---\n"
    }

    /// The time at which an object was made.
    static func created(_ year: Int) -> String { "creationTimestamp: '\(year)-01-01T00:00:00Z'" }
    /// The mark of an object that is being deleted.
    static let deleted = "deletionTimestamp: '2026-11-30T00:00:00Z', finalizers: [kubestash.com/cleanup]"
    static let own = "{allowedNamespaces: {from: Same}}"
    static func selected(_ label: String) -> String {
        "{allowedNamespaces: {from: Selector, selector: {matchLabels: {\(label)}}}}"
    }
}
