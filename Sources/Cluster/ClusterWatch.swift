internal import Document
package import KubeStash
package import KubernetesAPI
package import System

/// Follows the objects of a cluster, and publishes them as inventories.
///
/// Each kind has a thread that lists and watches it, and one more thread publishes what has changed. Readers take no
/// lock.
package final class ClusterWatch: Sendable {
    /// The shortest time between two inventories: a change after each makes a copy of the tables that it changes, which
    /// takes milliseconds with ten thousand objects.
    private static let pause = Duration.milliseconds(100)

    /// How often ages are looked at although nothing has changed.
    private static let ageCheck = Duration.seconds(1)

    /// How long the threads may take to end; only one that waits for a file or for a name server takes longer.
    package static let patience = Duration.seconds(2)

    /// The objects as they are known now.
    package let inventory: PublishedValue<Inventory>

    private let access: ClusterAccess
    private let clock: MonotonicClock
    private let state: ClusterWatchState
    private let threads: ThreadGroup
    private let begin: MonotonicInstant
    private let syncTimeout: Duration

    /// Begins to follow a cluster.
    ///
    /// - Parameters:
    ///   - access: The cluster; its interruption belongs to this watch.
    ///   - readers: How many threads read inventories at the same time.
    ///   - maxAge: How long objects count as known after the server was last heard of.
    ///   - syncTimeout: How long ``reading`` says that the first lists are waited for.
    ///   - clock: The clock of ages.
    ///   - report: Takes the news, one at a time, on threads of this watch.
    /// - Throws: `SystemError` if there is no memory for the threads.
    package init(
        _ access: ClusterAccess, readers: Int, maxAge: Duration, syncTimeout: Duration,
        clock: MonotonicClock = .system, report: @escaping @Sendable (ClusterNews) -> Void
    ) throws(SystemError) {
        self.access = access
        self.clock = clock
        self.syncTimeout = syncTimeout
        begin = clock.now()
        inventory = PublishedValue(ClusterObjects().snapshot, readers: readers)
        threads = try ThreadGroup()
        state = try ClusterWatchState(maxAge: maxAge, clock: clock, report: report)
        do throws(SystemError) {
            for kind in WatchedKind.all {
                let (state, resource) = (state, kind.resource)
                try threads.start("watch") {
                    Reflector(of: resource, in: access, to: state, hearingWithin: maxAge).run()
                }
            }
            let (state, inventory, interruption) = (state, inventory, access.interruption)
            try threads.start("inventory") {
                while !interruption.isRequested {
                    state.publishChanges(to: inventory, within: Self.ageCheck)
                    interruption.wait(timeout: Self.pause)
                }
            }
        } catch {
            stop()
            throw error
        }
    }

    /// The number of threads of a watch: one for each kind, and one that publishes.
    package static let threadCount = WatchedKind.all.count + 1

    /// Says how the watch is doing.
    package var reader: @Sendable () -> ClusterReading {
        { self.reading }
    }

    /// How the watch is doing.
    package var reading: ClusterReading {
        let now = clock.now()
        let isOver = begin.duration(to: now) >= syncTimeout
        return state.knowledge.withLock {
            ClusterReading(isWaiting: !$0.isSynced && !isOver, kinds: $0.status(at: now))
        }
    }

    /// Ends all requests and all threads; to be called once.
    ///
    /// A thread that waits for a file system or a name server is left behind, and the process is to end without taking
    /// anything away from it.
    ///
    /// - Parameter patience: How long to wait for the threads.
    /// - Returns: Whether all threads have ended.
    @discardableResult
    package func stop(within patience: Duration = patience) -> Bool {
        access.interruption.request()
        state.bell.ring()
        return threads.end(within: patience)
    }
}

/// The state that the threads of a watch share.
private final class ClusterWatchState: ReflectorSink {
    let knowledge: Locked<ClusterKnowledge>
    /// Rings when something has changed.
    let bell: WakeUp
    private let clock: MonotonicClock
    private let report: @Sendable (ClusterNews) -> Void

    init(
        maxAge: Duration, clock: MonotonicClock, report: @escaping @Sendable (ClusterNews) -> Void
    ) throws(SystemError) {
        knowledge = Locked(ClusterKnowledge(maxAge: maxAge))
        self.clock = clock
        self.report = report
        bell = try WakeUp()
    }

    /// Waits for changes, and publishes them.
    ///
    /// - Parameters:
    ///   - inventory: Gets the objects, if they have changed.
    ///   - timeout: The longest time to wait.
    func publishChanges(to inventory: PublishedValue<Inventory>, within timeout: Duration) {
        bell.wait(timeout: timeout)
        bell.silence()
        let now = clock.now()
        tell { $0.expire(at: now) }
        guard let snapshot = knowledge.withLock({ $0.changedSnapshot() }) else { return }
        inventory.publish(snapshot)
        tell { $0.notePublished() }
    }

    private func tell(_ change: (inout ClusterKnowledge) -> [ClusterNews]) {
        for news in knowledge.withLock(change) { report(news) }
    }

    private func change(_ resource: Resource, _ body: (inout ClusterKnowledge, WatchedKind) -> [ClusterNews]) {
        guard let kind = WatchedKind(of: resource) else { return }
        tell { body(&$0, kind) }
        bell.ring()
    }

    /// Notes what is no news.
    private func note(_ resource: Resource, _ body: (inout ClusterKnowledge, WatchedKind) -> Void) {
        change(resource) { knowledge, kind in
            body(&knowledge, kind)
            return []
        }
    }

    func beganList(of resource: Resource) {
        note(resource) { $0.beginList(of: $1) }
    }

    func listed(_ document: Document, _ object: Document.Node, of resource: Resource) {
        guard let kind = WatchedKind(of: resource),
            let known = KnownObject(live: object, of: document, kind: kind)
        else { return }
        knowledge.withLock { $0.list(known, of: kind) }
    }

    func finishedList(of resource: Resource) {
        let now = clock.now()
        change(resource) { $0.finishList(of: $1, at: now) }
    }

    func beganWatch(of resource: Resource) {
        note(resource) { $0.beginWatch(of: $1) }
    }

    func changed(_ document: Document, _ object: Document.Node, of resource: Resource) {
        guard let kind = WatchedKind(of: resource),
            let known = KnownObject(live: object, of: document, kind: kind)
        else { return }
        note(resource) { $0.set(known, of: $1) }
    }

    func removed(_ document: Document, _ object: Document.Node, of resource: Resource) {
        guard let name = ObjectIdentity(document, object) else { return }
        note(resource) { $0.remove(name, of: $1) }
    }

    func failed(_ resource: Resource, _ error: APIError) {
        let now = clock.now()
        change(resource) { $0.fail($1, error, at: now) }
    }

    func heard(of resource: Resource, at instant: MonotonicInstant) {
        change(resource) { $0.hear(of: $1, at: instant) }
    }
}
