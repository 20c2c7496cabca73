public import Document
internal import Kubernetes
internal import Schema
internal import Time

/// The facts about one object that others need, as a value of its own.
///
/// It is a reference, since several lists of an ``Inventory`` have it, and an inventory can have thousands.
public final class KnownObject: Sendable {
    /// The facts that depend on the kind.
    enum Facts: Sendable {
        case storage(StorageFacts)
        /// A RetentionPolicy, and the age in minutes at which it removes snapshots; nil if it has none that can be read.
        case retention(UsageFacts, period: Int64?)
        case template(TemplateFacts)
        /// The labels of a namespace.
        case namespace([String: String])
        case plan(PlanFacts)
        /// A Repository.
        case repository([PromisedRepository])
        case blueprint(BlueprintFacts)
        case addon(AddonFacts)
        case function(FunctionFacts)
        /// A workload that names a blueprint.
        case use(BlueprintUse)
        case other
    }

    /// The name of the object.
    public let name: ObjectName
    /// A number of the source's own, such as that of a file.
    public let source: Int
    /// The place among all objects of the source: a mistake that two objects make together is that of the later one.
    package let order: Int
    /// Whether the object is the default of its kind in its namespace.
    let isDefault: Bool
    /// Whether the object is being deleted, and only waits for its finalizers.
    let isBeingDeleted: Bool
    /// The objects that it names, each once, except for the storage of a Repository.
    let references: [ObjectName]
    /// The place of the name, or of the whole object if it has none.
    let mark: Document.Mark
    let facts: Facts
    // What every reference to the object asks is read in place: a copy of the facts would count references that all
    // threads share.
    /// The namespaces that may refer to the object, nil if it is of a kind that says nothing about that.
    let usage: UsageFacts?
    /// Whether it is a storage that KubeStash cannot use at the moment.
    let isNotReady: Bool

    /// Reads an object; nil if no other object's check depends on it, or if it has no name.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    ///   - kind: Its kind, as it says.
    ///   - namespace: The namespace of an object that does not say it; empty if it is not known.
    ///   - source: A number of the source's own.
    ///   - order: The place among all objects of the source.
    public init?(
        _ object: Document.Node, of document: Document, kind: String, namespace: String, source: Int, order: Int
    ) {
        guard let metadata = document.present(Names.metadata, of: object),
            let named = document.text(Names.name, of: metadata), let name = document.string(named)
        else { return nil }
        let stated = document.text(Names.namespace, of: metadata).flatMap { document.string($0) } ?? ""
        let own = Self.isClusterScoped(kind) ? "" : stated.isEmpty ? namespace : stated
        let spec = document.present(Names.spec, of: object)
        isDefault = spec.map { document.isTrue(Self.defaultKey, of: $0) } ?? false
        isBeingDeleted = document.isBeingDeleted(object)
        switch kind {
        case "BackupStorage": facts = .storage(StorageFacts(object, of: document, in: own))
        case "RetentionPolicy": facts = .retention(UsageFacts(spec, of: document), period: Self.period(spec, document))
        case "HookTemplate": facts = .template(TemplateFacts(spec, of: document))
        case "BackupConfiguration": facts = .plan(PlanFacts(object, of: document, as: .configuration, name, in: own))
        case "BackupBatch": facts = .plan(PlanFacts(object, of: document, as: .batch, name, in: own))
        case "Repository": facts = .repository(PromisedRepository.stored(object, of: document, named: name, in: own))
        case "BackupBlueprint": facts = .blueprint(BlueprintFacts(spec, of: document))
        case "Addon": facts = .addon(AddonFacts(spec, of: document))
        case "Function": facts = .function(FunctionFacts(spec, of: document))
        case Self.namespaceKind: facts = .namespace(Self.texts(Self.labels, of: metadata, in: document))
        case "BackupVerifier", "RestoreSession": facts = .other
        default:
            guard let use = BlueprintUse(object, of: document, in: own) else { return nil }
            facts = .use(use)
        }
        usage = Self.usage(facts)
        isNotReady = if case .storage(let storage) = facts { storage.phase == "NotReady" } else { false }
        references =
            if case .plan(let plan) = facts { plan.references } else {
                ObjectName.references(from: object, of: document, kind: kind, in: own)
            }
        self.name = ObjectName(kind, own, name)
        self.source = source
        self.order = order
        mark = document.mark(named)
    }

    /// Reads an object of a cluster; nil if it has no name.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    ///   - kind: Its kind.
    public convenience init?(live object: Document.Node, of document: Document, kind: WatchedKind) {
        self.init(
            object, of: document, kind: kind.kind, namespace: "", source: Self.liveSource,
            order: Self.liveOrder(object, of: document))
    }

    /// The source of the objects of a cluster, which have no place in a text.
    package static let liveSource = -1

    /// The order of objects of a cluster: by their age, and all before those of files.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - document: Its document.
    /// - Returns: The order.
    package static func liveOrder(_ object: Document.Node, of document: Document) -> Int {
        let created = document.present(Names.metadata, of: object)
            .flatMap { document.text(Self.creationTimestamp, of: $0) }.flatMap { document.string($0) }
            .flatMap { Instant(rfc3339: $0) }
        return Self.beforeFiles + Int(truncatingIfNeeded: created?.secondsSinceEpoch ?? 0)
    }

    /// A number below every order of a file, with room above it for the seconds of some thousand years.
    private static let beforeFiles = -(1 << 40)

    /// The kind whose labels a usage policy selects.
    static let namespaceKind = "Namespace"
    private static let defaultKey: Key = "default"
    private static let labels: Key = "labels"
    private static let creationTimestamp: Key = "creationTimestamp"

    /// Whether the objects of a kind are in no namespace.
    static func isClusterScoped(_ kind: String) -> Bool {
        kind == "Addon" || kind == "Function" || kind == namespaceKind
    }

    /// The period of a RetentionPolicy, in minutes.
    private static func period(_ spec: Document.Node?, _ document: Document) -> Int64? {
        spec.flatMap { document.text(RetentionPolicy.maxRetentionPeriod, of: $0) }
            .flatMap { document.withUTF8(of: $0) { RetentionPeriod(utf8: $0)?.minutes } }
    }

    private static func usage(_ facts: Facts) -> UsageFacts? {
        switch facts {
        case .storage(let storage): storage.usage
        case .retention(let usage, _): usage
        case .template(let template): template.usage
        case .blueprint(let blueprint): blueprint.usage
        case .namespace, .plan, .repository, .addon, .function, .use, .other: nil
        }
    }

    /// The repositories that the object promises, or the one that it is.
    var repositories: [PromisedRepository] {
        switch facts {
        case .plan(let plan): plan.repositories
        case .repository(let repositories): repositories
        default: []
        }
    }

    /// A related place of a finding.
    func related(_ note: String, at mark: Document.Mark? = nil) -> Finding.Related {
        Finding.Related(
            kind: name.kind, namespace: name.namespace, name: name.name, source: source, mark: mark ?? self.mark, note)
    }

    /// The texts of an object with free keys.
    static func texts(_ key: Key, of object: Document.Node, in document: Document) -> [String: String] {
        guard let map = document.present(key, of: object) else { return [:] }
        let members = document.members(of: map).map { (document.string($0.key) ?? "", document.string($0.value) ?? "") }
        return [String: String](members) { _, last in last }
    }
}
