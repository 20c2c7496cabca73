/// A kind of objects of a cluster that is watched, as other objects depend on them.
public struct WatchedKind: Hashable, Sendable {
    /// The API group, empty for the core group.
    public let group: String
    /// The version.
    public let version: String
    /// The plural in API paths.
    public let plural: String
    /// The name of the kind.
    public let kind: String
    /// Whether each object is in a namespace.
    public let isNamespaced: Bool

    private init(_ kind: Kind) {
        group = kind.names.group
        version = kind.names.version
        plural = kind.names.plural
        self.kind = kind.names.kind
        isNamespaced = kind.scope == .namespaced
    }

    private init(core kind: String, _ plural: String) {
        group = ""
        version = "v1"
        self.plural = plural
        self.kind = kind
        isNamespaced = false
    }

    /// The namespaces, of which the labels alone matter.
    public static let namespaces = WatchedKind(core: KnownObject.namespaceKind, "namespaces")

    /// All of them: those that other objects name first.
    public static let all =
        [namespaces]
        + [
            BackupStorage.kind, RetentionPolicy.kind, HookTemplate.kind, Addon.kind, Function.kind,
            BackupVerifier.kind, BackupBlueprint.kind, BackupRepository.kind, BackupConfiguration.kind,
            BackupBatch.kind,
        ].map(WatchedKind.init)
}

/// The kinds of a cluster whose objects are known.
public struct ClusterState: Hashable, Sendable {
    /// The kinds whose objects are known.
    private var known: Set<String>
    /// The kinds that the cluster does not have.
    private var absent: Set<String>
    /// Whether the objects of files are there, too.
    var isBesideFiles = false

    init(known: Set<String>, absent: Set<String>) {
        self.known = known
        self.absent = absent
    }

    /// Whether all objects of a kind are known.
    func knows(_ kind: String) -> Bool { known.contains(kind) }

    /// The kinds of Repositories, and of the objects that make them.
    static let repositoryKinds = ["Repository", "BackupConfiguration", "BackupBatch"]

    /// Whether all objects that make Repositories are known; a KubeStash without BackupBatches has none.
    var knowsPlans: Bool {
        knows(BackupConfiguration.Form.configuration.kind) && !lacks(BackupConfiguration.Form.batch.kind)
    }

    /// Whether the objects of a watched kind should be known and are not.
    func lacks(_ kind: String) -> Bool {
        !known.contains(kind) && !absent.contains(kind) && WatchedKind.all.contains { $0.kind == kind }
    }
}
