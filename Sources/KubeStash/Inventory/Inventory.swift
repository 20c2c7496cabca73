internal import Document
package import Schema

/// The other objects that are known: immutable values with an index, from any source.
///
/// A lookup returns facts and never a node, so that no rule can mistake a node of one document for one of another. It never
/// changes, and is a reference, so that handing it on counts one reference, however many lists it has.
public final class Inventory: Sendable {
    /// Where the objects come from.
    public enum Source: Hashable, Sendable {
        /// No object is known.
        case nothing
        /// Files, beside which a cluster may have more.
        case files
        /// Files that have everything.
        case allFiles
        /// A cluster, of which some kinds may not be known.
        case cluster(ClusterState)
    }

    /// The answer to a lookup.
    enum Answer {
        /// The objects that have the name: one, but for files of several clusters.
        case found([KnownObject])
        /// There is none.
        case missing
        /// It is not known, so a rule must not deny anything because of it.
        case unknown
    }

    /// The inventory that contains nothing.
    public static let unknown = Inventory([], from: .nothing)

    /// Where the objects come from.
    let source: Source
    /// Whether they are those of a cluster.
    let isCluster: Bool
    /// Whether all Repositories of a cluster, and all objects that make others, are known, without files beside them.
    let isCertainOfRepositories: Bool
    /// The lists of objects.
    let index: InventoryIndex
    /// A namespace for each kind and name of a file, that of an object that does not say it if there is one.
    private let anywhere: [KindAndName: String]

    private struct KindAndName: Hashable {
        let kind: String
        let name: String

        init(_ name: ObjectName) {
            kind = name.kind
            self.name = name.name
        }
    }

    /// A repository together with the object that promises it.
    struct Promise: Sendable {
        let object: KnownObject
        let repository: PromisedRepository
    }

    /// Makes an inventory.
    ///
    /// - Parameters:
    ///   - objects: The objects, in order.
    ///   - source: Where they come from.
    public convenience init(_ objects: [KnownObject], from source: Source) {
        self.init(InventoryIndex(), and: objects, from: source)
    }

    /// Makes the inventory of a cluster from lists that are kept up to date.
    convenience init(_ index: InventoryIndex, of cluster: ClusterState) {
        self.init(index, and: [], from: .cluster(cluster))
    }

    private init(_ index: InventoryIndex, and files: [KnownObject], from source: Source) {
        self.source = source
        if case .cluster(let state) = source {
            isCluster = true
            isCertainOfRepositories = !ClusterState.repositoryKinds.contains(where: state.lacks) && !state.isBesideFiles
        } else {
            isCluster = false
            isCertainOfRepositories = false
        }
        var index = index
        var anywhere: [KindAndName: String] = [:]
        for object in files {
            index.addName(of: object)
            let place = KindAndName(object.name)
            anywhere[place] = min(anywhere[place] ?? object.name.namespace, object.name.namespace)
        }
        for object in files { index.addPromises(of: object, Self.made(for: object, in: index)) }
        self.index = index
        self.anywhere = anywhere
    }

    /// The same cluster as it is once files are applied to it: their objects replace those of the same names.
    ///
    /// - Parameter files: The objects of the files, in order.
    /// - Returns: The inventory; that of the files alone if no cluster is known.
    public func replacing(with files: [KnownObject]) -> Inventory {
        guard case .cluster(var state) = source else { return Inventory(files, from: .files) }
        state.isBesideFiles = true
        var index = index
        for file in files {
            for object in index.objects[file.name] where object.source == KnownObject.liveSource {
                index.remove(object)
            }
        }
        return Inventory(index, and: files, from: .cluster(state))
    }

    /// The repositories that a blueprint makes for an annotated workload.
    private static func made(for object: KnownObject, in index: InventoryIndex) -> [PromisedRepository] {
        guard case .use(let use) = object.facts else { return [] }
        let found = index.objects[use.blueprint]
        guard found.count == 1, case .blueprint(let blueprint) = found[0].facts else { return [] }
        return use.made(of: blueprint)?.repositories.map { $0.promised(at: use.mark) } ?? []
    }

    /// Whether no object is known, so that no rule need look.
    package var isEmpty: Bool {
        if case .nothing = source { true } else { false }
    }

    /// The state of the cluster, nil for other sources.
    var cluster: ClusterState? {
        if case .cluster(let state) = source { state } else { nil }
    }

    /// The first object of the same name before another one: the same object twice, or that of another cluster.
    ///
    /// - Parameter object: The later one.
    /// - Returns: The earlier one as a related place, nil if there is none.
    package func twin(of object: KnownObject) -> Finding.Related? {
        guard let first = index.objects[object.name].first, first.order < object.order else { return nil }
        return first.related("the first \(first.name.title)")
    }

    /// Looks up an object, in time that does not depend on their number.
    func object(_ name: ObjectName) -> Answer {
        let found = index.objects[name]
        if !found.isEmpty { return .found(found) }
        // An object that does not say its namespace may be meant for any.
        let isUnsure = name.namespace.isEmpty ? anywhere[KindAndName(name)] != nil : anywhere[KindAndName(name)] == ""
        switch source {
        case .nothing: return .unknown
        case .files, .allFiles: return isUnsure ? .unknown : .missing
        case .cluster(let state):
            let isNamed = !name.namespace.isEmpty || KnownObject.isClusterScoped(name.kind)
            return isNamed && !isUnsure && state.knows(name.kind) ? .missing : .unknown
        }
    }

    /// Looks up the object that a reference names, in time that does not depend on their number.
    ///
    /// - Parameter reference: The reference.
    /// - Returns: The answer, nil if a variable is in the reference.
    func object(_ reference: ObjectReference) -> Answer? {
        let found = index.objects.value(of: reference.hash) { reference.names($0) }
        // No object of a cluster has a variable in its name.
        if found.first?.source == KnownObject.liveSource { return .found(found) }
        if reference.hasVariable { return nil }
        return found.isEmpty ? object(reference.object) : .found(found)
    }

    /// The repositories that an object of a file promises, nil if the object is not among those that are known.
    func repositories(of name: ObjectName, at order: Int) -> [PromisedRepository]? {
        let known = index.objects[name].first { $0.order == order && $0.source != KnownObject.liveSource }
        return known?.repositories
    }
}

/// The name of an object: its kind, namespace and name.
public struct ObjectName: Hashable, Sendable {
    /// The kind, which alone tells KubeStash's kinds and the core ones apart.
    public let kind: String
    /// The namespace; empty for an object that is in none or does not say.
    public let namespace: String
    /// The name.
    public let name: String

    /// Names an object.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - namespace: The namespace; empty for an object that is in none or does not say.
    ///   - name: The name.
    public init(_ kind: String, _ namespace: String, _ name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    /// The kind and the name in one line: `BackupStorage demo/s3`.
    var title: String { "\(kind) \(shortTitle)" }

    /// The namespace and the name: `demo/s3`.
    var shortTitle: String {
        let name = Quoted.bare(name)
        return namespace.isEmpty ? name : "\(Quoted.bare(namespace))/\(name)"
    }
}

extension ObjectName: TableKey {
    /// Adds the name and the namespace, not the kind: few objects of several kinds have one name.
    func combine(into hash: inout TextHash) {
        hash.combine(name)
        hash.combine(namespace)
    }
}

extension ObjectName: Comparable {
    /// Orders names by kind, namespace and name.
    public static func < (left: ObjectName, right: ObjectName) -> Bool {
        (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
    }
}
