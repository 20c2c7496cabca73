internal import Document
internal import Kubernetes
internal import Schema

extension RuleInfo {
    /// A second default of one kind in a namespace.
    static let secondDefault = RuleInfo(
        "second-default", .error, "a second default BackupStorage or RetentionPolicy of a namespace")
}

/// A namespace has one default of a kind (KubeStash's webhooks, `validateSingleDefault…InSameNamespace`).
struct SecondDefault<Subject>: Rule {
    static var info: RuleInfo { .secondDefault }
    static var fields: [String] { ["spec.default"] }
    static var others: [(rule: RuleInfo, fields: [String])] { [(.unknownCluster, fields)] }
    static var needsInventory: Bool { true }
    /// The kind.
    let kind: String

    /// Reports a default beside an earlier one.
    func check(_ subject: Subject, in context: Context, _ findings: inout Findings) {
        guard let own = context.ownName(kind, of: findings.root),
            let spec = context.document.present(Names.spec, of: findings.root),
            let field = context.document.present(Self.key, of: spec), context.document.boolean(field) == true
        else { return }
        context.inventory.reportUnknown([kind], field, &findings)
        let others = context.inventory.defaults(kind, in: own.namespace)
        // One that is being deleted makes room, although KubeStash's webhook counts it.
        let earlier = others.first { $0.name != own && !$0.isBeingDeleted && context.isLater(than: $0, as: own) }
        guard let other = earlier else { return }
        findings.report(
            Self.info, .forbidden, field, "\(other.name.title) is the default of this namespace already",
            related: [other.related("the other default")])
    }

    private static var key: Key { SecondDefaultKey.key }
}

/// The key, outside of the generic type, which cannot keep it.
private enum SecondDefaultKey {
    static let key: Key = "default"
}

/// Two storages must not be in one place: each would treat the other's data as its own, and delete it.
struct SharedPlace: Rule {
    /// Two storages in one place.
    static let info = RuleInfo("shared-place", .error, "two storages in one directory of one bucket or volume")
    /// The fields that the rule reports.
    static let fields = ["spec.storage.*"]
    static var others: [(rule: RuleInfo, fields: [String])] { [(.unknownCluster, fields)] }
    static let needsInventory = true

    /// Reports a storage in the place of an earlier one.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard let own = StoragePlace(storage, findings.root, in: context) else { return }
        context.inventory.reportUnknown([BackupStorage.kind.names.kind], own.node, &findings)
        guard let (other, facts) = own.first(of: context.inventory.storages(at: own.place), in: context) else { return }
        findings.report(
            Self.info, .forbidden, own.node, "\(other.name.title) is in the same place; give each its own prefix",
            related: [other.related("the other storage", at: facts.mark)])
    }
}

/// A storage should not be inside of another one, which loses its data if the outer one is wiped out.
struct NestedPlace: Rule {
    /// A storage inside of another one.
    static let info = RuleInfo("nested-place", .warning, "a storage in a directory that is inside of another storage")
    /// The fields that the rule reports.
    static let fields = ["spec.storage.*"]
    static let needsInventory = true

    /// Warns of a storage inside of an earlier one, or around it.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard let own = StoragePlace(storage, findings.root, in: context),
            own.place.path.count <= InventoryIndex.deepest
        else { return }
        for depth in own.place.path.indices.reversed() {
            let outer = StorageDirectory(volume: own.place.volume, path: Array(own.place.path.prefix(depth)))
            guard let (other, facts) = own.first(of: context.inventory.storages(at: outer), in: context) else {
                continue
            }
            return report(
                "it is inside of \(other.name.title)", loss: facts.isWipedOut, own, other, facts, &findings)
        }
        guard let (other, facts) = own.first(of: context.inventory.storages(inside: own.place), in: context) else {
            return
        }
        let loss = StorageFacts(findings.root, of: context.document, in: "").isWipedOut
        report("\(other.name.title) is inside of it", loss: loss, own, other, facts, &findings)
    }

    private func report(
        _ problem: String, loss: Bool, _ own: StoragePlace, _ other: KnownObject, _ facts: StorageFacts,
        _ findings: inout Findings
    ) {
        findings.report(
            Self.info, .forbidden, own.node,
            problem + (loss ? ", whose deletion wipes out the data of both" : ""),
            related: [other.related("the other storage", at: facts.mark)])
    }
}

/// The place of the storage that is judged.
private struct StoragePlace {
    private let name: ObjectName
    /// The block that says it.
    let node: Document.Node
    let place: StorageDirectory

    /// Reads the place, nil if it cannot be told.
    init?(_ storage: BackupStorage, _ object: Document.Node, in context: Context) {
        guard let name = context.ownName("BackupStorage", of: object),
            let block = storage.provider.flatMap({ storage.block(of: $0) }),
            let place = StorageDirectory(block, of: context.document, in: name.namespace)
        else { return nil }
        self.name = name
        node = block.node
        self.place = place
    }

    /// The first of other storages that is earlier.
    func first(of others: [KnownObject], in context: Context) -> (object: KnownObject, facts: StorageFacts)? {
        for other in others where other.name != name && context.isLater(than: other, as: name) {
            if case .storage(let facts) = other.facts { return (other, facts) }
        }
        return nil
    }
}

extension Context {
    /// The name of the object that is judged, nil if it has none.
    ///
    /// A name that the API server will generate is empty, which equals that of no other object.
    func ownName(_ kind: String, of object: Document.Node) -> ObjectName? {
        guard let metadata = document.present(Names.metadata, of: object) else { return nil }
        let name = document.text(Names.name, of: metadata).flatMap { document.string($0) }
        guard name != nil || document.text(Names.generateName, of: metadata) != nil else { return nil }
        return ObjectName(kind, KnownObject.isClusterScoped(kind) ? "" : namespace ?? "", name ?? "")
    }

    /// Whether the object that is judged comes after another one, so that a mistake of both is its own.
    ///
    /// - Parameters:
    ///   - other: The other object.
    ///   - own: The name of the object that is judged.
    /// - Returns: Whether the other one is earlier; of two objects of a cluster that are as old, the names decide.
    func isLater(than other: KnownObject, as own: ObjectName) -> Bool {
        guard isBeside(other, own) else { return false }
        return other.order < order || other.order == order && other.name < own
    }

    /// Whether another object is not the one that is judged, as it is stored in the cluster.
    func isBeside(_ other: KnownObject, _ own: ObjectName) -> Bool {
        other.name != own || other.source != KnownObject.liveSource
    }
}
