/// The objects of a cluster, kept up to date, of which ``snapshot`` makes inventories.
///
/// A change costs a few lookups, whatever the number of objects. A snapshot copies nothing; the first change after one
/// copies the tables that it changes, so that a snapshot is best made once after a burst of changes, not after each.
/// It is not synchronized: one thread owns it and hands out snapshots.
public struct ClusterObjects: Sendable {
    /// How far the objects of a kind are known.
    public enum State: Hashable, Sendable {
        /// They are all known, and not older than is allowed.
        case known
        /// They are not known yet, or too old.
        case unknown
        /// The cluster does not have the kind.
        case absent
    }

    /// The objects of each kind, in the index as long as the kind is known.
    private var objects: [WatchedKind: [ObjectName: KnownObject]] = [:]
    private var states: [WatchedKind: State] = [:]
    private var index = InventoryIndex()

    /// Begins with nothing known.
    public init() {}

    /// The objects as they are known now.
    ///
    /// Those of kinds that are not known are left out.
    public var snapshot: Inventory {
        func kinds(_ state: State) -> Set<String> {
            Set(states.filter { $0.value == state }.map(\.key.kind))
        }
        return Inventory(index, of: ClusterState(known: kinds(.known), absent: kinds(.absent)))
    }

    /// The number of objects of a kind, known or not.
    ///
    /// - Parameter kind: The kind.
    /// - Returns: The number.
    public func count(of kind: WatchedKind) -> Int { objects[kind]?.count ?? 0 }

    /// How far the objects of a kind are known.
    ///
    /// - Parameter kind: The kind.
    /// - Returns: The state.
    public func state(of kind: WatchedKind) -> State { states[kind] ?? .unknown }

    /// Says how far the objects of a kind are known, without a change of them.
    ///
    /// Objects of a kind that is not known any more are kept, and are there again as soon as it is.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - state: The state; the objects of a kind that the cluster does not have are forgotten.
    public mutating func mark(_ kind: WatchedKind, as state: State) {
        let (before, kept) = (self.state(of: kind), objects[kind] ?? [:])
        states[kind] = state
        if state == .absent { objects[kind] = nil }
        guard (before == .known) != (state == .known) else { return }
        // The oldest first, so that a message names the same object however the list came.
        let inOrder = kept.values.sorted { ($0.order, $0.name) < ($1.order, $1.name) }
        if state == .known {
            for object in inOrder { index.add(object) }
        } else {
            for object in inOrder.reversed() { index.remove(object) }
        }
    }

    /// Replaces all objects of a kind, as after a list; the kind is known from then on.
    ///
    /// - Parameters:
    ///   - kind: The kind.
    ///   - others: All its objects.
    public mutating func replaceAll(of kind: WatchedKind, with others: [KnownObject]) {
        mark(kind, as: .unknown)
        objects[kind] = [ObjectName: KnownObject](others.map { ($0.name, $0) }) { _, last in last }
        mark(kind, as: .known)
    }

    /// Adds an object, or replaces the one of the same name.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - kind: Its kind.
    public mutating func set(_ object: KnownObject, of kind: WatchedKind) {
        let old = objects[kind, default: [:]].updateValue(object, forKey: object.name)
        guard state(of: kind) == .known else { return }
        if let old { index.remove(old) }
        index.add(object)
    }

    /// Removes an object.
    ///
    /// - Parameters:
    ///   - namespace: Its namespace, empty if it is in none.
    ///   - name: Its name.
    ///   - kind: Its kind.
    public mutating func remove(_ namespace: String, _ name: String, of kind: WatchedKind) {
        guard let old = objects[kind]?.removeValue(forKey: ObjectName(kind.kind, namespace, name)),
            state(of: kind) == .known
        else { return }
        index.remove(old)
    }
}
