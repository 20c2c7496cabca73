internal import Document
internal import Schema

/// `matchLabelKeys` and `mismatchLabelKeys` add labels of the Pod itself to a selector.
///
/// So there must be a selector, and it must not have conditions on such a label already
/// (`ValidateMatchLabelKeysAndMismatchLabelKeys` in Kubernetes' core validation). A condition in the selector collides
/// only if the Pod has the label, which ``SelectedLabelKeys`` finds; two conditions always do.
struct MatchLabelKeys: ObjectRule {
    /// Label keys that cannot be added to a selector.
    static let info = RuleInfo(
        "match-label-keys", .error,
        "matchLabelKeys or mismatchLabelKeys without a labelSelector, or with keys that it has already",
        isMandatory: true)

    fileprivate static let matching: Key = "matchLabelKeys"
    private static let mismatching: Key = "mismatchLabelKeys"
    fileprivate static let selector: Key = "labelSelector"

    var fields: [String] { [Self.matching.text, Self.mismatching.text] }
    var triggers: [Key] { [Self.matching, Self.mismatching] }

    /// Compares the lists with the selector and with each other.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let matching = document.list(Self.matching, of: object)
        let mismatching = document.list(Self.mismatching, of: object)
        guard matching != nil || mismatching != nil else { return }
        let selector = document.present(Self.selector, of: object)
        if selector == nil {
            for list in [matching, mismatching] {
                guard let list else { continue }
                findings.report(Self.info, .forbidden, list, "needs a labelSelector, to which the labels are added")
            }
        }
        guard let matching else { return }
        if let mismatching {
            let names = table(of: document.elements(of: mismatching), in: document)
            report(matching, alsoIn: names, "is in mismatchLabelKeys, too: leave it out of one", document, &findings)
        }
        if let selector {
            let names = SelectorKeys(of: selector, in: document).repeated
            report(matching, alsoIn: names, "is in labelSelector twice already: leave it out", document, &findings)
        }
    }

    private func report(
        _ list: Document.Node, alsoIn names: NodeTable, _ detail: String, _ document: Document,
        _ findings: inout Findings
    ) {
        for item in document.elements(of: list) where document.kind(of: item) == .string {
            guard names.first(like: item, of: document) != nil else { continue }
            findings.report(Self.info, .invalid, item, detail)
        }
    }

    private func table(of items: some Sequence<Document.Node>, in document: Document) -> NodeTable {
        NodeTable(items.lazy.filter { document.kind(of: $0) == .string }, of: document)
    }
}

/// A label of the Pod that `matchLabelKeys` adds to a selector must not be in the selector.
///
/// Kubernetes adds only those labels that the Pod has, and refuses the Pod if the selector has one of them already.
struct SelectedLabelKeys: ObjectRule {
    static var info: RuleInfo { MatchLabelKeys.info }

    private let labels: Key
    private let owner: Key?
    private let pod: Key?
    private static let constraints: Key = "topologySpreadConstraints"
    private static let affinity: Key = "affinity"
    private static let affinities: [Key] = ["podAffinity", "podAntiAffinity"]
    private static let required: Key = "requiredDuringSchedulingIgnoredDuringExecution"
    private static let preferred: Key = "preferredDuringSchedulingIgnoredDuringExecution"
    private static let term: Key = "podAffinityTerm"

    /// Makes the rule.
    ///
    /// - Parameters:
    ///   - labels: The field with the labels of the Pod.
    ///   - owner: The field of the checked object whose value has that field, nil if the object itself has it.
    ///   - pod: The field with the settings of the Pod, nil if the object itself has them.
    init(labels: Key, under owner: Key? = nil, pod: Key? = nil) {
        self.labels = labels
        self.owner = owner
        self.pod = pod
    }

    var fields: [String] {
        let terms = Self.affinities.flatMap { affinity in
            [[Self.affinity, affinity, Self.required], [Self.affinity, affinity, Self.preferred, Self.term]]
        }
        return ([[Self.constraints]] + terms).map { path in
            ([pod].compactMap { $0 } + path + [MatchLabelKeys.matching]).dotted
        }
    }
    var triggers: [Key] { [owner ?? labels] }
    var innerTriggers: [Key] { ["matchLabelKeys"] }

    /// Looks at every selector that labels of the Pod are added to.
    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        let holder = document.part(owner, of: object)
        let pod = document.part(pod, of: object)
        guard let labels = holder.flatMap({ document.present(labels, of: $0) }), !document.isEmptyContainer(labels),
            let pod
        else { return }
        let constraints = document.list(Self.constraints, of: pod)
        let affinity = document.present(Self.affinity, of: pod)
        guard constraints != nil || affinity != nil else { return }
        var names = NodeTable()
        for (key, value) in document.members(of: labels) where !document.isNull(value) {
            _ = names.insert(key, of: document)
        }
        if let constraints {
            for constraint in document.elements(of: constraints) { check(constraint, names, document, &findings) }
        }
        guard let affinity else { return }
        for key in Self.affinities {
            guard let terms = document.present(key, of: affinity) else { continue }
            if let required = document.list(Self.required, of: terms) {
                for term in document.elements(of: required) { check(term, names, document, &findings) }
            }
            guard let preferred = document.list(Self.preferred, of: terms) else { continue }
            for weighted in document.elements(of: preferred) {
                guard let term = document.present(Self.term, of: weighted) else { continue }
                check(term, names, document, &findings)
            }
        }
    }

    private func check(
        _ term: Document.Node, _ labels: NodeTable, _ document: Document, _ findings: inout Findings
    ) {
        guard let matching = document.list(MatchLabelKeys.matching, of: term),
            let selector = document.present(MatchLabelKeys.selector, of: term)
        else { return }
        let keys = SelectorKeys(of: selector, in: document)
        for item in document.elements(of: matching) where document.kind(of: item) == .string {
            guard keys.all.first(like: item, of: document) != nil,
                keys.repeated.first(like: item, of: document) == nil, labels.first(like: item, of: document) != nil
            else { continue }
            findings.report(
                Self.info, .invalid, item, "is a label of the Pod and in labelSelector, too: leave it out of one")
        }
    }
}

/// The labels that a selector has conditions on.
private struct SelectorKeys {
    private(set) var all = NodeTable()
    /// Those with more than one condition.
    private(set) var repeated = NodeTable()

    private static let labels: Key = "matchLabels"
    private static let expressions: Key = "matchExpressions"
    private static let key: Key = "key"

    init(of selector: Document.Node, in document: Document) {
        if let labels = document.present(Self.labels, of: selector) {
            for (key, value) in document.members(of: labels) where !document.isNull(value) {
                _ = all.insert(key, of: document)
            }
        }
        guard let expressions = document.list(Self.expressions, of: selector) else { return }
        for expression in document.elements(of: expressions) {
            guard let key = document.text(Self.key, of: expression), all.insert(key, of: document) != nil else {
                continue
            }
            _ = repeated.insert(key, of: document)
        }
    }
}
