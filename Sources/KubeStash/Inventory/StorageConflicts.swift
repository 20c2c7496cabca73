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
    static var needsInventory: Bool { true }
    /// The kind.
    let kind: String

    /// Reports a default beside an earlier one.
    func check(_ subject: Subject, in context: Context, _ findings: inout Findings) {
        guard let own = context.ownName(kind, of: findings.root),
            let spec = context.document.present(Names.spec, of: findings.root),
            let field = context.document.present(Self.key, of: spec), context.document.boolean(field) == true
        else { return }
        let others = context.inventory.defaults(kind, in: own.namespace).filter {
            $0.name != own && context.isLater(than: $0)
        }
        guard let other = others.first else { return }
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
    static let needsInventory = true

    /// Reports a storage in the place of an earlier one.
    func check(_ storage: BackupStorage, in context: Context, _ findings: inout Findings) {
        guard let (node, place, others) = StorageConflict.candidates(storage, findings.root, in: context),
            let other = others.first(where: { $0.place == place })
        else { return }
        findings.report(
            Self.info, .forbidden, node, "\(other.object.name.title) is in the same place; give each its own prefix",
            related: [other.object.related("the other storage", at: other.mark)])
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
        guard let (node, place, others) = StorageConflict.candidates(storage, findings.root, in: context),
            let other = others.first(where: { $0.place != place && $0.place.isEitherInside(place) })
        else { return }
        let isInner = place.path.count > other.place.path.count
        let outer = isInner ? other.object.name.title : "this storage"
        let loss = isInner ? other.isWipedOut : StorageFacts(findings.root, of: context.document, in: "").isWipedOut
        findings.report(
            Self.info, .forbidden, node,
            (isInner ? "it is inside of \(outer)" : "\(other.object.name.title) is inside of it")
                + (loss ? ", whose deletion wipes out the data of both" : ""),
            related: [other.object.related("the other storage", at: other.mark)])
    }
}

/// The comparison of a storage with others.
private enum StorageConflict {
    struct Candidate {
        let object: KnownObject
        let place: StorageDirectory
        let mark: Document.Mark
        let isWipedOut: Bool
    }

    /// The block of a storage, its place, and the earlier storages in the same bucket or volume; nil if there are none.
    static func candidates(
        _ storage: BackupStorage, _ object: Document.Node, in context: Context
    ) -> (node: Document.Node, place: StorageDirectory, others: [Candidate])? {
        guard let own = context.ownName("BackupStorage", of: object),
            let block = storage.provider.flatMap({ storage.block(of: $0) }),
            let place = StorageDirectory(block, of: context.document, in: own.namespace)
        else { return nil }
        let others = context.inventory.storages(on: place.volume).compactMap { other -> Candidate? in
            guard other.name != own, context.isLater(than: other), case .storage(let facts) = other.facts,
                let place = facts.place
            else { return nil }
            return Candidate(object: other, place: place, mark: facts.mark, isWipedOut: facts.isWipedOut)
        }
        return others.isEmpty ? nil : (block.node, place, others)
    }
}

extension StorageDirectory {
    /// Whether one of two places in one volume is inside of the other.
    fileprivate func isEitherInside(_ other: StorageDirectory) -> Bool {
        path.count < other.path.count ? other.path.starts(with: path) : path.starts(with: other.path)
    }
}

extension Context {
    /// The name of the object that is judged, nil if it has none.
    func ownName(_ kind: String, of object: Document.Node) -> ObjectName? {
        guard let metadata = document.present(Names.metadata, of: object),
            let name = document.text(Names.name, of: metadata).flatMap({ document.string($0) })
        else { return nil }
        return ObjectName(kind, namespace ?? "", name)
    }

    /// Whether the object that is judged comes after another one, so that a mistake of both is its own.
    func isLater(than other: KnownObject) -> Bool { other.order < order }
}
