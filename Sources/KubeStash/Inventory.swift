public import Document

/// The other objects that are known: immutable values with an index, whatever they came from.
///
/// An object is given out as a ``StoredObject`` and never as a node, so that no rule can take a node of one document for
/// one of another.
public struct Inventory: Sendable {
    /// What is known of an object.
    public enum Answer: Sendable {
        /// It is there.
        case found(StoredObject)
        /// It is not there: all objects of its kind in its namespace are known.
        case missing
        /// Nobody knows, so that nothing may be denied for it.
        case unknown
    }

    private struct Place: Hashable {
        let kind: String
        let namespace: String
        let name: String
    }

    /// The inventory that knows of nothing.
    public static let unknown = Inventory(of: [])

    private let kinds: Set<String>
    private let objects: [Place: StoredObject]

    /// Makes an inventory.
    ///
    /// - Parameters:
    ///   - kinds: The kinds of which all objects are known, as `backupstorages.storage.kubestash.com`.
    ///   - objects: The objects; of two with one kind, namespace and name the later counts.
    public init(of kinds: Set<String>, _ objects: [StoredObject] = []) {
        self.kinds = kinds
        self.objects = [Place: StoredObject](
            objects.map { (Place(kind: $0.kind, namespace: $0.namespace, name: $0.name), $0) }
        ) { _, later in later }
    }

    /// Looks an object up, in time that does not depend on how many there are.
    ///
    /// - Parameters:
    ///   - kind: Its kind, as `backupstorages.storage.kubestash.com`.
    ///   - name: Its name.
    ///   - namespace: Its namespace, empty where the kind has none.
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
    /// Its namespace, empty where the kind has none.
    public let namespace: String
    /// Its name.
    public let name: String
    private let document: Document

    /// Takes an object over; nil where the text is not an object with a name.
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
    /// - Parameter path: The keys that lead to it from the object on: `["spec", "usagePolicy"]`.
    /// - Returns: The text, nil where there is none.
    public func text(_ path: [Key]) -> String? {
        var node = document.root
        for key in path {
            guard let next = document.present(key, of: node) else { return nil }
            node = next
        }
        return document.kind(of: node) == .string ? document.string(node) : nil
    }
}
