internal import Document
package import Schema

/// The other objects that are known: immutable values with an index, from any source.
///
/// A lookup returns facts and never a node, so that no rule can mistake a node of one document for one of another.
public struct Inventory: Sendable {
    /// Where the objects come from.
    public enum Source: Hashable, Sendable {
        /// No object is known.
        case nothing
        /// Files, beside which a cluster may have more.
        case files
        /// Files that have everything.
        case allFiles
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
    /// All objects by their names, in order.
    private let objects: [ObjectName: [KnownObject]]
    /// A namespace for each kind and name, that of an object that does not say it if there is one.
    private let anywhere: [KindAndName: String]
    /// The defaults of each kind and namespace, in order.
    private let defaults: [KindInNamespace: [KnownObject]]
    /// The storages by the volume or bucket that they are in, whatever their directories.
    private let storages: [String: [KnownObject]]
    /// The repositories that objects promise or are, by namespace and name.
    private let promises: [ObjectName: [Promise]]
    /// The same by their directories.
    private let directories: [StorageDirectory: [Promise]]
    /// The verifiers that a repository names.
    private let namedVerifiers: Set<ObjectName>

    private struct KindInNamespace: Hashable {
        let kind: String
        let namespace: String
    }

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
    public init(_ objects: [KnownObject], from source: Source) {
        self.source = source
        var byName: [ObjectName: [KnownObject]] = [:]
        var anywhere: [KindAndName: String] = [:]
        var defaults: [KindInNamespace: [KnownObject]] = [:]
        var storages: [String: [KnownObject]] = [:]
        for object in objects {
            byName[object.name, default: []].append(object)
            anywhere[KindAndName(object.name)] = min(
                anywhere[KindAndName(object.name)] ?? object.name.namespace, object.name.namespace)
            if object.isDefault {
                let place = KindInNamespace(kind: object.name.kind, namespace: object.name.namespace)
                defaults[place, default: []].append(object)
            }
            if case .storage(let storage) = object.facts, let place = storage.place {
                storages[place.volume, default: []].append(object)
            }
        }
        self.objects = byName
        self.anywhere = anywhere
        self.defaults = defaults
        self.storages = storages
        var promises: [ObjectName: [Promise]] = [:]
        var directories: [StorageDirectory: [Promise]] = [:]
        var verifiers: Set<ObjectName> = []
        for object in objects {
            for repository in object.repositories + Self.repositories(of: object, among: byName) {
                let promise = Promise(object: object, repository: repository)
                promises[repository.name, default: []].append(promise)
                if let verifier = repository.verifier { verifiers.insert(verifier) }
                if let directory = Self.directory(of: repository, among: byName) {
                    directories[directory, default: []].append(promise)
                }
            }
        }
        self.promises = promises
        self.directories = directories
        namedVerifiers = verifiers
    }

    /// The repositories that a blueprint makes for an annotated workload.
    private static func repositories(
        of object: KnownObject, among objects: [ObjectName: [KnownObject]]
    ) -> [PromisedRepository] {
        guard case .use(let use) = object.facts, let found = objects[use.blueprint], found.count == 1,
            case .blueprint(let blueprint) = found[0].facts
        else { return [] }
        return use.made(of: blueprint)?.repositories.map { $0.promised(at: use.mark) } ?? []
    }

    /// Whether no object is known, so that no rule need look.
    var isEmpty: Bool { source == .nothing }

    /// The first object of the same name before another one: the same object twice, or that of another cluster.
    ///
    /// - Parameter object: The later one.
    /// - Returns: The earlier one as a related place, nil if there is none.
    package func twin(of object: KnownObject) -> Finding.Related? {
        guard let first = objects[object.name]?.first, first.order < object.order else { return nil }
        return first.related("the first \(first.name.title)")
    }

    /// Looks up an object, in time that does not depend on their number.
    func object(_ name: ObjectName) -> Answer {
        if let found = objects[name] { return .found(found) }
        // An object that does not say its namespace may be meant for any.
        let isUnsure = name.namespace.isEmpty ? anywhere[KindAndName(name)] != nil : anywhere[KindAndName(name)] == ""
        return source == .nothing || isUnsure ? .unknown : .missing
    }

    /// The repositories that an object promises, nil if the object is not among those that are known.
    func repositories(of name: ObjectName, at order: Int) -> [PromisedRepository]? {
        objects[name]?.first { $0.order == order }?.repositories
    }

    /// The objects of a kind and namespace that are the default there, in order.
    func defaults(_ kind: String, in namespace: String) -> [KnownObject] {
        defaults[KindInNamespace(kind: kind, namespace: namespace), default: []]
    }

    /// The storages on the same volume or in the same bucket, in order.
    func storages(on volume: String) -> [KnownObject] {
        storages[volume, default: []]
    }

    /// The repositories of a name, in order.
    func promises(of name: ObjectName) -> [Promise] {
        promises[name, default: []]
    }

    /// The repositories in a directory, in order.
    func promises(in directory: StorageDirectory) -> [Promise] {
        directories[directory, default: []]
    }

    /// Whether a repository names a verifier.
    func isNamed(_ verifier: ObjectName) -> Bool {
        namedVerifiers.contains(verifier)
    }

    /// The directory of a repository in its volume or bucket; nil if its storage is not known, or not for certain.
    func directory(of repository: PromisedRepository) -> StorageDirectory? {
        Self.directory(of: repository, among: objects)
    }

    private static func directory(
        of repository: PromisedRepository, among objects: [ObjectName: [KnownObject]]
    ) -> StorageDirectory? {
        guard let name = repository.storage, let directory = repository.directory, let found = objects[name],
            found.count == 1, case .storage(let storage) = found[0].facts, let place = storage.place
        else { return nil }
        return StorageDirectory(volume: place.volume, path: place.path + directory)
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
    var title: String {
        let name = Quoted.bare(name)
        return namespace.isEmpty ? "\(kind) \(name)" : "\(kind) \(Quoted.bare(namespace))/\(name)"
    }
}
