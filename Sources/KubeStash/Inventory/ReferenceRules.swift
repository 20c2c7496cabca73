internal import Document
internal import Kubernetes
public import Schema

extension RuleInfo {
    /// A reference to an object that is not there.
    public static let missingObject = RuleInfo(
        "missing-object", .warning, "a reference to an object that is neither among the files nor in the cluster")
    /// A reference to an object whose usagePolicy does not allow it.
    static let usagePolicy = RuleInfo(
        "usage-policy", .error, "a reference to an object whose usagePolicy does not allow the namespace")
}

extension BackupConfiguration {
    /// The references to objects that KubeStash looks up.
    func references(in namespace: String) -> [ObjectReference] {
        var references: [ObjectReference] = []
        func add(_ kind: String, _ key: Key, of object: Document.Node) {
            if let reference = ObjectReference(kind, document.present(key, of: object), of: document, in: namespace) {
                references.append(reference)
            }
        }
        for backend in backends {
            add("BackupStorage", Names.storageRef, of: backend.node)
            add("RetentionPolicy", Names.retentionPolicy, of: backend.node)
        }
        for session in sessions {
            for hook in Self.hooks(of: session.node, AddonCatalogue.Side.backup, in: document) {
                add("HookTemplate", Names.hookTemplate, of: hook)
            }
        }
        for repository in repositories { add("BackupVerifier", Self.backupVerifier, of: repository.node) }
        return references
    }

    /// The hooks of a session.
    static func hooks(
        of session: Document.Node, _ side: AddonCatalogue.Side, in document: Document
    ) -> [Document.Node] {
        guard let hooks = document.present(Names.hooks, of: session) else { return [] }
        return side.hookLists.flatMap { list in document.objects(in: document.present(list, of: hooks)) { $0 } }
    }

    private static let backupVerifier: Key = "backupVerifier"
}

extension RestoreSession {
    /// The references to objects that KubeStash looks up.
    func references(of document: Document, in namespace: String) -> [ObjectReference] {
        guard let spec else { return [] }
        return BackupConfiguration.hooks(of: spec, AddonCatalogue.Side.restore, in: document).compactMap {
            ObjectReference("HookTemplate", document.present(Names.hookTemplate, of: $0), of: document, in: namespace)
        }
    }
}

/// The checks of references, for any kind that has them.
private enum ReferenceCheck {
    /// Reports a reference to an object that is not there, or whose usage policy refuses it.
    ///
    /// - Parameters:
    ///   - reference: The reference.
    ///   - context: The other objects.
    ///   - unknown: The objects that are not known and that are reported.
    ///   - findings: The list to report to.
    static func report(
        _ reference: ObjectReference, in context: Context, _ unknown: inout Set<ObjectName>, _ findings: inout Findings
    ) {
        switch context.inventory.object(reference) {
        case .found(let found):
            reportUnready(reference, found, &findings)
            reportRefused(reference, by: found, in: context, &findings)
        case nil: break
        case .unknown:
            guard unknown.insert(reference.object).inserted else { return }
            context.inventory.reportUnknown([reference.kind], reference.name, &findings)
        case .missing:
            findings.report(
                .missingObject, .notFound, reference.name,
                context.inventory.source.absence(of: reference.object.title))
        }
    }

    private static func reportUnready(
        _ reference: ObjectReference, _ found: [KnownObject], _ findings: inout Findings
    ) {
        guard let object = found.first, object.source == KnownObject.liveSource else { return }
        guard object.isBeingDeleted || object.isNotReady else { return }
        findings.report(
            .unreadyObject, .forbidden, reference.name,
            object.isBeingDeleted ? "\(object.name.title) is being deleted" : "\(object.name.title) is NotReady",
            related: [object.related("the \(object.name.kind)")])
    }

    static func reportRefused(
        _ reference: ObjectReference, by found: [KnownObject], in context: Context, _ findings: inout Findings,
        isMild: Bool = false
    ) {
        let namespace = context.namespace ?? ""
        // Of several clusters' objects, one that allows it may be meant.
        let isRefused = found.allSatisfy {
            $0.usage?.allows(namespace, own: $0.name.namespace, among: context.inventory) == false
        }
        guard isRefused, let refusal = found.first, let usage = refusal.usage else { return }
        findings.report(
            .usagePolicy, .forbidden, reference.name,
            "\(refusal.name.title) is for \(usage.words), and this is namespace \(Quoted.text(namespace))",
            related: [refusal.related("the usagePolicy is that of this \(refusal.name.kind)")], isMild: isMild)
    }
}

extension Inventory.Source {
    /// The words for an object that is not there.
    func absence(of title: String) -> String {
        switch self {
        case .nothing: ""
        case .files: "\(title) is not among the files; it may be in the cluster"
        case .allFiles: "\(title) is not among the files"
        case .cluster(let state) where state.isBesideFiles: "\(title) is neither among the files nor in the cluster"
        case .cluster: "\(title) is not in the cluster"
        }
    }

    /// The words for a Repository that is not there, and that no BackupConfiguration makes.
    fileprivate func absence(ofRepository title: String) -> String {
        switch self {
        case .nothing: ""
        case .files: "no BackupConfiguration among the files makes \(title); it may be in the cluster"
        case .allFiles: "no BackupConfiguration among the files makes \(title)"
        case .cluster: "\(absence(of: title)), and no BackupConfiguration makes it"
        }
    }
}

/// A storage, a RetentionPolicy, a HookTemplate or a BackupVerifier that is named should be there, and must allow it.
///
/// KubeStash's webhook refuses a reference that the other object's usagePolicy does not allow (`UsageAllowed`). It looks
/// at the storages of a blueprint from the blueprint's own namespace, and not from those of the workloads.
struct ReferencesToOthers: Rule {
    static var info: RuleInfo { .missingObject }
    /// The fields that the rule reports.
    static let fields = limitedFields + ["spec.sessions.repositories.backupVerifier.name"]
    static var others: [(rule: RuleInfo, fields: [String])] {
        [(.usagePolicy, limitedFields), (.unreadyObject, fields), (.unknownCluster, fields)]
    }
    static let needsInventory = true

    /// The references to objects that have a usage policy.
    private static let limitedFields = [
        "spec.backends.storageRef.name", "spec.backends.retentionPolicy.name",
        "spec.sessions.hooks.preBackup.hookTemplate.name", "spec.sessions.hooks.postBackup.hookTemplate.name",
    ]

    /// Reports every reference to an object that is not there or does not allow it.
    func check(_ configuration: BackupConfiguration, in context: Context, _ findings: inout Findings) {
        var unknown: Set<ObjectName> = []
        for reference in configuration.references(in: context.namespace ?? "") {
            ReferenceCheck.report(reference, in: context, &unknown, &findings)
        }
    }
}

/// A HookTemplate and a Repository that a restore names should be there, and the HookTemplate must allow it.
struct RestoreReferences: Rule {
    static var info: RuleInfo { .missingObject }
    /// The fields that the rule reports.
    static let fields = templateFields + ["spec.dataSource.repository"]
    static var others: [(rule: RuleInfo, fields: [String])] {
        [(.usagePolicy, templateFields), (.unreadyObject, templateFields), (.unknownCluster, fields)]
    }
    static let needsInventory = true

    private static let templateFields = [
        "spec.hooks.preRestore.hookTemplate.name", "spec.hooks.postRestore.hookTemplate.name",
    ]

    /// Reports every reference to an object that is not there or does not allow it.
    func check(_ restore: RestoreSession, in context: Context, _ findings: inout Findings) {
        var unknown: Set<ObjectName> = []
        for reference in restore.references(of: context.document, in: context.namespace ?? "") {
            ReferenceCheck.report(reference, in: context, &unknown, &findings)
        }
        guard let (name, node) = restore.repository(in: context), context.inventory.promises(of: name).isEmpty else {
            return
        }
        context.inventory.reportUnknown(ClusterState.repositoryKinds, node, &findings)
        guard case .missing = context.inventory.object(name),
            context.inventory.cluster?.knowsPlans ?? true
        else { return }
        findings.report(
            .missingObject, .notFound, node, context.inventory.source.absence(ofRepository: name.title))
    }
}

/// The storage of a Repository should allow its namespace.
///
/// KubeStash checks that for what makes Repositories, and not for a Repository itself, which it makes again from what is
/// in a storage.
struct RepositoryStorage: Rule {
    static var info: RuleInfo { .usagePolicy }
    /// The fields that the rule reports.
    static let fields = ["spec.storageRef.name"]
    static let needsInventory = true

    /// Warns of a storage whose usage policy refuses the namespace.
    func check(_ repository: Document.Node, in context: Context, _ findings: inout Findings) {
        let document = context.document
        let reference = document.present(Names.spec, of: repository).flatMap {
            ObjectReference(
                "BackupStorage", document.present(Names.storageRef, of: $0), of: document, in: context.namespace ?? "")
        }
        guard let reference, case .found(let found) = context.inventory.object(reference) else { return }
        ReferenceCheck.reportRefused(reference, by: found, in: context, &findings, isMild: true)
    }
}

/// The session that a BackupSession runs should be there, and the object that has it.
///
/// KubeStash's webhook looks at updates of BackupSessions only.
struct InvokerSession: Rule {
    static var info: RuleInfo { .missingObject }
    /// The fields that the rule reports.
    static let fields = ["spec.invoker.name", "spec.session"]
    static let needsInventory = true
    private static let invoker: Key = "invoker"
    private static let session: Key = "session"
    private static let kinds = ["BackupConfiguration", "BackupBatch"]

    /// Warns of an invoker that is not there, and of one without the session.
    func check(_ run: Document.Node, in context: Context, _ findings: inout Findings) {
        let document = context.document
        guard let spec = document.object(Names.spec, of: run), let invoker = document.object(Self.invoker, of: spec),
            let kind = document.text(Names.kind, of: invoker).flatMap({ kind in
                Self.kinds.first { document.isString(kind, $0) }
            }),
            let reference = ObjectReference(kind, invoker, of: document, in: context.namespace ?? "")
        else { return }
        switch context.inventory.object(reference) {
        case .missing:
            findings.report(
                .missingObject, .notFound, reference.name,
                context.inventory.source.absence(of: reference.object.title))
        case .found(let found):
            guard found.count == 1, case .plan(let plan) = found[0].facts,
                let node = document.text(Self.session, of: spec), let name = document.string(node),
                !plan.sessions.contains(name)
            else { return }
            findings.report(
                .missingObject, .notFound, node, "\(found[0].name.title) has no session of this name",
                suggestion: NearestName.of(name, among: plan.sessions).map { .replace(with: $0) },
                related: [found[0].related("the sessions")])
        case .unknown, nil: break
        }
    }
}

extension RestoreSession {
    /// The Repository of the data source, and the node with its name; nil if there is none.
    func repository(in context: Context) -> (name: ObjectName, node: Document.Node)? {
        let document = context.document
        guard let dataSource, let node = document.text(Self.repository, of: dataSource),
            let name = document.string(node)
        else { return nil }
        let stated = document.text(Names.namespace, of: dataSource).flatMap { document.string($0) } ?? ""
        return (ObjectName("Repository", stated.isEmpty ? context.namespace ?? "" : stated, name), node)
    }
}
