internal import Text

/// The choice of a default object for a namespace, as KubeStash's documentation promises it.
///
/// KubeStash's webhook takes the namespace's own default only if it is for that namespace alone, and of several others
/// any one; it also takes one that is being deleted (`getDefaultStorage`, `getDefaultRetentionPolicy`).
enum DefaultChoice {
    /// The default.
    case found(KnownObject)
    /// There is none that may be used; the others with the reason for each, as far as they are listed.
    case missing(Refusals)
    /// It cannot be told.
    case unknown

    /// The defaults that may not be used.
    struct Refusals {
        /// Each with the reason.
        fileprivate(set) var reasons: [String] = []
        /// The number of those that are not listed.
        fileprivate(set) var others = 0

        /// The words for them, after a semicolon; empty if there are none.
        var words: String {
            guard !reasons.isEmpty else { return "" }
            return "; " + reasons.joined(separator: ", ") + (others > 0 ? ", and \(others) more may not be used" : "")
        }
    }

    /// The most defaults that a message lists.
    private static let mostListed = 5

    /// Chooses: the namespace's own default, else another one that selects the namespace, else one for all namespaces.
    ///
    /// Of several, one that is ready comes first, then the oldest, then the first by namespace and name.
    ///
    /// - Parameters:
    ///   - kind: The kind of the default.
    ///   - namespace: The namespace that needs one, nil if it is not known.
    ///   - inventory: The other objects.
    init(_ kind: String, for namespace: String?, among inventory: Inventory) {
        guard let namespace, inventory.cluster?.knows(kind) == true else {
            self = .unknown
            return
        }
        let own = inventory.defaults(kind, in: namespace).filter { !$0.isBeingDeleted }
        let others = inventory.sharedDefaults(kind).filter { !$0.isBeingDeleted && $0.name.namespace != namespace }
        for candidates in [
            own, others.filter { $0.usage?.selects == true }, others.filter { $0.usage?.isForAll == true },
        ] {
            var (best, isUncertain): (KnownObject?, Bool) = (nil, false)
            for candidate in candidates {
                let isAllowed = candidate.usage?.allows(namespace, own: candidate.name.namespace, among: inventory)
                // A policy that no one can read allows nothing, and must not keep others from their default.
                if isAllowed == nil, candidate.usage?.isUnclear == false { isUncertain = true }
                if isAllowed == true, best.map({ candidate.isPreferred(to: $0) }) ?? true { best = candidate }
            }
            if isUncertain {
                self = .unknown
                return
            }
            if let best {
                self = .found(best)
                return
            }
        }
        self = .missing(Self.refusals(kind, for: namespace, among: inventory))
    }

    /// The reference to the default, nil if there is none.
    var object: KnownObject? {
        if case .found(let object) = self { object } else { nil }
    }

    private static func refusals(_ kind: String, for namespace: String, among inventory: Inventory) -> Refusals {
        var refusals = Refusals()
        let own = inventory.defaults(kind, in: namespace)
        let others = inventory.sharedDefaults(kind) + inventory.closedDefaults(kind)
        for object in own + others.lazy.filter({ $0.name.namespace != namespace }) {
            guard refusals.reasons.count < mostListed else {
                refusals.others += 1
                continue
            }
            refusals.reasons.append(
                object.isBeingDeleted
                    ? "\(object.name.title) is being deleted"
                    : "\(object.name.title) is for \(object.usage?.words ?? "its own namespace only")")
        }
        return refusals
    }
}

extension KnownObject {
    /// Whether the object is a better default than another one that may be used, too.
    fileprivate func isPreferred(to other: KnownObject) -> Bool {
        isReady == other.isReady ? (order, name) < (other.order, other.name) : isReady
    }

    /// Whether KubeStash says that the object can be used; true for one of a kind that it says nothing about.
    private var isReady: Bool {
        if case .storage(let storage) = facts { storage.phase == "Ready" } else { true }
    }
}
