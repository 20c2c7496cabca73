internal import Document
internal import Kubernetes

/// The namespaces that may refer to an object (KubeStash's `UsagePolicy`).
struct UsageFacts: Sendable {
    private enum Allowed: Sendable {
        case all
        /// The object's own.
        case same
        case selected(LabelCondition)
        /// It cannot be told.
        case unclear
    }

    private let allowed: Allowed

    /// Reads the policy of an object's spec; a missing one allows the object's own namespace.
    init(_ spec: Document.Node?, of document: Document) {
        guard let spec, let policy = document.present(Self.usagePolicy, of: spec),
            let namespaces = document.present(Self.allowedNamespaces, of: policy),
            let from = document.present(Self.from, of: namespaces)
        else {
            allowed = .same
            return
        }
        switch document.string(from) {
        case "All": allowed = .all
        case "Same", "": allowed = .same
        case "Selector":
            let selector = document.present(Self.selector, of: namespaces)
            allowed = selector.flatMap { LabelCondition($0, of: document) }.map { .selected($0) } ?? .unclear
        default: allowed = .unclear
        }
    }

    /// Whether objects of a namespace may refer to the object.
    ///
    /// - Parameters:
    ///   - namespace: The namespace, empty if it is not known.
    ///   - own: The namespace of the object.
    ///   - inventory: The objects among which the namespace may be.
    /// - Returns: Nil if it cannot be told.
    func allows(_ namespace: String, own: String, among inventory: Inventory) -> Bool? {
        switch allowed {
        case .all: return true
        case .unclear: return nil
        case .same: return namespace == own ? true : namespace.isEmpty || own.isEmpty ? nil : false
        case .selected(let condition):
            guard !namespace.isEmpty else { return nil }
            var labels: [String: String]?
            if case .found(let found) = inventory.object(ObjectName(KnownObject.namespaceKind, "", namespace)) {
                guard found.count == 1, case .namespace(let known) = found[0].facts else { return nil }
                labels = known
            }
            return condition.holds(for: labels, always: ["kubernetes.io/metadata.name": namespace])
        }
    }

    /// Whether a selector chooses the namespaces.
    var selects: Bool {
        if case .selected = allowed { true } else { false }
    }

    /// Whether all namespaces are allowed.
    var isForAll: Bool {
        if case .all = allowed { true } else { false }
    }

    /// Whether it cannot be told which namespaces are allowed: KubeStash then refuses all.
    var isUnclear: Bool {
        if case .unclear = allowed { true } else { false }
    }

    /// Whether other namespaces than the object's own may be allowed.
    var isShared: Bool {
        if case .same = allowed { false } else { true }
    }

    /// The words for what is allowed.
    var words: String {
        switch allowed {
        case .all: "all namespaces"
        case .same: "its own namespace only"
        case .selected: "the namespaces that its selector matches"
        case .unclear: "namespaces that cannot be told"
        }
    }

    private static let usagePolicy: Key = "usagePolicy"
    private static let allowedNamespaces: Key = "allowedNamespaces"
    private static let from: Key = "from"
    private static let selector: Key = "selector"
}

/// A label selector (`metav1.LabelSelector`).
struct LabelCondition: Sendable {
    private enum Requirement: Sendable {
        case isOneOf(String, Set<String>)
        case isNoneOf(String, Set<String>)
        case exists(String)
        case isMissing(String)

        var key: String {
            switch self {
            case .isOneOf(let key, _), .isNoneOf(let key, _), .exists(let key), .isMissing(let key): key
            }
        }

        func holds(for value: String?) -> Bool {
            switch self {
            case .isOneOf(_, let values): value.map(values.contains) ?? false
            case .isNoneOf(_, let values): !(value.map(values.contains) ?? false)
            case .exists: value != nil
            case .isMissing: value == nil
            }
        }
    }

    private let requirements: [Requirement]

    /// Reads a selector; nil if it is malformed.
    init?(_ selector: Document.Node, of document: Document) {
        guard document.kind(of: selector) == .object else { return nil }
        var requirements = KnownObject.texts(Self.labels, of: selector, in: document).map { key, value in
            Requirement.isOneOf(key, [value])
        }
        for item in document.present(Self.expressions, of: selector).map({ Array(document.elements(of: $0)) }) ?? [] {
            guard let key = document.text(Self.key, of: item).flatMap({ document.string($0) }) else { return nil }
            let list = document.present(Self.values, of: item)
            let values = Set(list.map { document.elements(of: $0).compactMap { document.string($0) } } ?? [])
            switch document.text(Self.operation, of: item).flatMap({ document.string($0) }) {
            case "In": requirements.append(.isOneOf(key, values))
            case "NotIn" where !values.isEmpty: requirements.append(.isNoneOf(key, values))
            case "Exists" where values.isEmpty: requirements.append(.exists(key))
            case "DoesNotExist" where values.isEmpty: requirements.append(.isMissing(key))
            default: return nil
            }
        }
        self.requirements = requirements
    }

    /// Whether labels match.
    ///
    /// - Parameters:
    ///   - labels: The labels, nil if they are not known.
    ///   - always: Labels that are there in any case.
    /// - Returns: Nil if it cannot be told.
    func holds(for labels: [String: String]?, always: [String: String]) -> Bool? {
        var isCertain = true
        for requirement in requirements {
            if let value = always[requirement.key] ?? labels?[requirement.key] {
                if !requirement.holds(for: value) { return false }
            } else if labels != nil {
                if !requirement.holds(for: nil) { return false }
            } else {
                isCertain = false
            }
        }
        return isCertain ? true : nil
    }

    private static let labels: Key = "matchLabels"
    private static let expressions: Key = "matchExpressions"
    private static let key: Key = "key"
    private static let values: Key = "values"
    private static let operation: Key = "operator"
}
