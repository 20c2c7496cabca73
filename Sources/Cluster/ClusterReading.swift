package import KubeStash
package import KubernetesAPI

/// News of a cluster that an operator should see.
package enum ClusterNews: Hashable, Sendable {
    /// All kinds have been read for the first time, and reviews are judged beside their objects.
    case synced(objects: Int)
    /// A kind cannot be read, and the reason has changed.
    case trouble(WatchedKind, String)
    /// A kind can be read again.
    case recovered(WatchedKind)
    /// The objects of a kind are so old that they do not count any more; the reason, if it is known.
    case outdated(WatchedKind, String?)
}

/// How a watch of a cluster is doing.
package struct ClusterReading: Sendable {
    /// Whether the first lists are not complete, and their time is not over.
    package let isWaiting: Bool
    /// How well each kind is known.
    package let kinds: [ClusterKindStatus]

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - isWaiting: Whether the first lists are not complete, and their time is not over.
    ///   - kinds: How well each kind is known.
    package init(isWaiting: Bool, kinds: [ClusterKindStatus]) {
        self.isWaiting = isWaiting
        self.kinds = kinds
    }
}

/// How well the objects of a kind are known.
package struct ClusterKindStatus: Sendable {
    /// The kind.
    package let kind: WatchedKind
    /// How far they are known.
    package let state: ClusterObjects.State
    /// The number of objects.
    package let objects: Int
    /// How long ago the server was last heard of; nil if never.
    package let age: Duration?
    /// Why the last attempt failed; nil if it did not.
    package let trouble: String?
    /// How many lists have begun.
    package let lists: Int
    /// How many watches the server has accepted.
    package let watches: Int
    /// How many lists and watches have failed, by the kind of failure.
    package let errors: [APIError.Code: Int]

    /// Makes a status.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - state: How far its objects are known.
    ///   - objects: Their number.
    ///   - age: How long ago the server was last heard of; nil if never.
    ///   - trouble: Why the last attempt failed; nil if it did not.
    ///   - lists: How many lists have begun.
    ///   - watches: How many watches have begun.
    ///   - errors: How many lists and watches have failed, by the kind of failure.
    package init(
        kind: WatchedKind, state: ClusterObjects.State, objects: Int, age: Duration?, trouble: String?, lists: Int,
        watches: Int, errors: [APIError.Code: Int]
    ) {
        self.kind = kind
        self.state = state
        self.objects = objects
        self.age = age
        self.trouble = trouble
        self.lists = lists
        self.watches = watches
        self.errors = errors
    }
}
