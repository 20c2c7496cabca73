package import KubeStash
package import KubernetesAPI
package import System

/// The known objects of a cluster, as they come and change.
///
/// It knows neither a server nor a clock: calls hand in what came, and when.
package struct ClusterKnowledge: Sendable {
    /// The most objects of a kind: ten times as many as the largest clusters have, and 200 MB of memory.
    package static let mostObjects = 100_000

    /// The objects of one kind.
    private struct Progress: Sendable {
        /// The objects of a list that is not complete.
        var listed: [KnownObject] = []
        /// Whether a list was complete, so that the objects need only be kept up to date.
        var hasList = false
        /// When the server was last heard of; nil if never.
        var lastHeard: MonotonicInstant?
        /// Why the last attempt failed; nil if it did not.
        var trouble: String?
        var lists = 0
        var watches = 0
        var errors: [APIError.Code: Int] = [:]
    }

    private var objects = ClusterObjects()
    private var kinds: [WatchedKind: Progress] = [:]
    private var isPublished = false
    private let maxAge: Duration
    /// The number of objects in the last snapshot if every kind was known or absent in it.
    private var wholeSnapshot: Int?
    /// Whether a snapshot has been published since the start in which every kind was known or absent.
    package private(set) var isSynced = false

    /// Begins with nothing known.
    ///
    /// - Parameter maxAge: How long objects count as known after the server was last heard of.
    package init(maxAge: Duration) {
        self.maxAge = maxAge
    }

    /// Notes that a list of a kind begins, maybe anew.
    ///
    /// - Parameter kind: The kind.
    package mutating func beginList(of kind: WatchedKind) {
        kinds[kind, default: Progress()].listed = []
        kinds[kind, default: Progress()].lists += 1
    }

    /// Takes an object of a list.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - kind: Its kind.
    package mutating func list(_ object: KnownObject, of kind: WatchedKind) {
        kinds[kind, default: Progress()].listed.append(object)
    }

    /// Notes that a list is complete: other objects of the kind are gone.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - now: The current time.
    /// - Returns: The news, if the list is some.
    package mutating func finishList(of kind: WatchedKind, at now: MonotonicInstant) -> [ClusterNews] {
        let listed = kinds[kind]?.listed ?? []
        kinds[kind]?.listed = []
        kinds[kind]?.hasList = true
        objects.replaceAll(of: kind, with: listed)
        isPublished = false
        return hear(of: kind, at: now)
    }

    /// Notes that the server has accepted a watch of a kind.
    ///
    /// - Parameter kind: The kind.
    package mutating func beginWatch(of kind: WatchedKind) {
        kinds[kind, default: Progress()].watches += 1
    }

    /// Takes an object that was added or changed.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - kind: Its kind.
    package mutating func set(_ object: KnownObject, of kind: WatchedKind) {
        objects.set(object, of: kind)
        isPublished = false
    }

    /// Takes out an object that was removed.
    ///
    /// - Parameters:
    ///   - name: The object.
    ///   - kind: Its kind.
    package mutating func remove(_ name: ObjectIdentity, of kind: WatchedKind) {
        objects.remove(name.namespace, name.name, of: kind)
        isPublished = false
    }

    /// Notes that the server was heard of.
    ///
    /// - Parameters:
    ///   - kind: The kind that it was asked for.
    ///   - now: The current time.
    /// - Returns: The news, if the kind was not known before.
    package mutating func hear(of kind: WatchedKind, at now: MonotonicInstant) -> [ClusterNews] {
        kinds[kind, default: Progress()].lastHeard = now
        guard kinds[kind]?.hasList == true else { return [] }
        if objects.count(of: kind) > Self.mostObjects {
            return note("there are more than \(Self.mostObjects) of them", of: kind, as: .unknown)
        }
        return note(nil, of: kind, as: .known)
    }

    /// Notes that a list or a watch failed; the objects are kept, and count as known until they are too old.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - error: Why.
    ///   - now: The current time.
    /// - Returns: The news, if the failure is some.
    package mutating func fail(_ kind: WatchedKind, _ error: APIError, at now: MonotonicInstant) -> [ClusterNews] {
        kinds[kind, default: Progress()].listed = []
        if error.isNotFound {
            kinds[kind]?.hasList = false
            kinds[kind]?.lastHeard = now
            return note(nil, of: kind, as: .absent)
        }
        // An expired watch is a usual end: the list that follows has everything.
        guard !error.isExpired else { return [] }
        kinds[kind]?.errors[error.code, default: 0] += 1
        return note(error.description, of: kind, as: objects.state(of: kind))
    }

    /// Notes the time: objects of a kind whose server has not been heard of for too long are not known any more.
    ///
    /// - Parameter now: The current time.
    /// - Returns: The news.
    package mutating func expire(at now: MonotonicInstant) -> [ClusterNews] {
        var news: [ClusterNews] = []
        for kind in WatchedKind.all where objects.state(of: kind) != .unknown {
            guard let heard = kinds[kind]?.lastHeard, heard.duration(to: now) > maxAge else { continue }
            objects.mark(kind, as: .unknown)
            isPublished = false
            news.append(.outdated(kind, kinds[kind]?.trouble))
        }
        return news
    }

    private mutating func note(
        _ trouble: String?, of kind: WatchedKind, as state: ClusterObjects.State
    ) -> [ClusterNews] {
        var news: [ClusterNews] = []
        let before = kinds[kind]?.trouble
        kinds[kind]?.trouble = trouble
        let old = objects.state(of: kind)
        if old != state {
            objects.mark(kind, as: state)
            isPublished = false
        }
        if let trouble {
            if trouble != before { news.append(.trouble(kind, trouble)) }
        } else if before != nil {
            news.append(.recovered(kind))
        }
        return news
    }

    /// The objects as they are now, to be published; nil if nothing has changed since the last call.
    ///
    /// - Returns: The inventory.
    package mutating func changedSnapshot() -> Inventory? {
        guard !isPublished else { return nil }
        isPublished = true
        let isWhole = WatchedKind.all.allSatisfy { objects.state(of: $0) != .unknown }
        wholeSnapshot = isWhole ? WatchedKind.all.reduce(0) { $0 + objects.count(of: $1) } : nil
        return objects.snapshot
    }

    /// Notes that the last snapshot is what reviews are judged beside from now on.
    ///
    /// - Returns: The news, if it is the first in which nothing is unknown.
    package mutating func notePublished() -> [ClusterNews] {
        guard !isSynced, let count = wholeSnapshot else { return [] }
        isSynced = true
        return [.synced(objects: count)]
    }

    /// How well each kind is known.
    ///
    /// - Parameter now: The current time.
    /// - Returns: The status of every kind, in the order of `WatchedKind.all`.
    package func status(at now: MonotonicInstant) -> [ClusterKindStatus] {
        WatchedKind.all.map { kind in
            let progress = kinds[kind] ?? Progress()
            return ClusterKindStatus(
                kind: kind, state: objects.state(of: kind), objects: objects.count(of: kind),
                age: progress.lastHeard?.duration(to: now), trouble: progress.trouble, lists: progress.lists,
                watches: progress.watches, errors: progress.errors)
        }
    }
}
