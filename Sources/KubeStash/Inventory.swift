public import Document

/// The other objects that are known: immutable values with an index, from any source.
///
/// A lookup returns a ``StoredObject`` and never a node, so that no rule can mistake a node of one document for one of
/// another.
public struct Inventory: Sendable {
    /// The answer to a lookup.
    public enum Answer: Sendable {
        /// The object exists.
        case found(StoredObject)
        /// The object does not exist: all objects of its kind in its namespace are known.
        case missing
        /// It is not known whether the object exists, so a rule must not deny anything because of it.
        case unknown
    }

    private struct Place: Hashable {
        let kind: String
        let namespace: String
        let name: String
    }

    /// The inventory that contains no objects and no kinds.
    public static let unknown = Inventory(of: [])

    private let kinds: Set<String>
    private let objects: [Place: StoredObject]

    /// Makes an inventory.
    ///
    /// - Parameters:
    ///   - kinds: The kinds whose objects are all known, as `backupstorages.storage.kubestash.com`.
    ///   - objects: The objects; of two with the same kind, namespace and name, the later one counts.
    public init(of kinds: Set<String>, _ objects: [StoredObject] = []) {
        self.kinds = kinds
        self.objects = [Place: StoredObject](
            objects.map { (Place(kind: $0.kind, namespace: $0.namespace, name: $0.name), $0) }
        ) { _, later in later }
    }

    /// Looks up an object, in time that does not depend on their number.
    ///
    /// - Parameters:
    ///   - kind: Its kind, as `backupstorages.storage.kubestash.com`.
    ///   - name: Its name.
    ///   - namespace: Its namespace, empty if the kind is cluster-scoped.
    /// - Returns: The object, or whether it is missing or unknown.
    public func object(_ kind: String, named name: String, in namespace: String) -> Answer {
        if let object = objects[Place(kind: kind, namespace: namespace, name: name)] { return .found(object) }
        return kinds.contains(kind) ? .missing : .unknown
    }
}

/// An object of the cluster, as a value of its own.
public struct StoredObject: Sendable {
    /// Its kind, as `backupstorages.storage.kubestash.com`.
    public let kind: String
    /// Its namespace, empty if the kind is cluster-scoped.
    public let namespace: String
    /// Its name.
    public let name: String
    private let document: Document

    /// Stores an object; nil if the text is not an object with a name.
    ///
    /// - Parameters:
    ///   - json: The object as JSON text.
    ///   - kind: Its kind, as `backupstorages.storage.kubestash.com`.
    public init?(json: [UInt8], kind: String) {
        guard let document = try? Document(json: json),
            let metadata = document.present(Names.metadata, of: document.root),
            let name = document.text(Names.name, of: metadata).flatMap({ document.string($0) })
        else { return nil }
        self.document = document
        self.kind = kind
        self.name = name
        namespace = document.text(Names.namespace, of: metadata).flatMap { document.string($0) } ?? ""
    }

    /// A text in the object.
    ///
    /// - Parameter path: The keys that lead to it, from the root of the object: `["spec", "usagePolicy"]`.
    /// - Returns: The text, nil if there is none.
    public func text(_ path: [Key]) -> String? {
        var node = document.root
        for key in path {
            guard let next = document.present(key, of: node) else { return nil }
            node = next
        }
        return document.kind(of: node) == .string ? document.string(node) : nil
    }
}
