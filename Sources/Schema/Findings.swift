public import Document

/// The findings about one object, as they are collected.
public struct Findings: Sendable {
    /// The most findings that are kept; the rest are only counted.
    ///
    /// An object of 8 MiB can be wrong in millions of places, and a person reads only a few of them. So many findings take
    /// some 10 MB, and allow two warnings for each session of the largest object that etcd accepts, which has ten
    /// thousand, beside a thousand about their Addons.
    public static let limit = 21_000

    /// The findings kept.
    public internal(set) var all: [Finding] = []
    /// The number of findings that were not kept.
    public private(set) var dropped = 0
    /// The document of the object.
    public let document: Document
    /// The object that is checked.
    public let root: Document.Node

    /// Whether texts in the object can have variables, whose values are not known.
    public let hasVariables: Bool
    /// Whether a value with a variable is not reported, unless it is a duplicate: it is the same text, whatever it
    /// becomes.
    package var leavesOutVariables: Bool

    /// Makes an empty list of findings.
    ///
    /// - Parameters:
    ///   - root: The object that is checked.
    ///   - document: Its document.
    ///   - hasVariables: Whether texts in it can have variables, so that they are not judged as they are.
    public init(about root: Document.Node, in document: Document, hasVariables: Bool = false) {
        self.root = root
        self.document = document
        self.hasVariables = hasVariables
        leavesOutVariables = hasVariables
    }

    /// Whether nothing was found.
    public var isEmpty: Bool {
        all.isEmpty
    }

    /// Whether no further finding is kept, so that its words need not be made.
    var isFull: Bool {
        all.count >= Self.limit
    }

    /// The place of a value, for its path.
    public enum Place: Sendable {
        /// The place of the value itself.
        case node
        /// An entry of an object with free keys: `limits[cpu]`.
        case entry(of: Document.Node, key: Document.Node)
        /// The place of another node: that of the object, for a field that Kubernetes reports as the object's value.
        case at(Document.Node)
    }

    /// Reports a value.
    ///
    /// - Parameters:
    ///   - rule: The broken rule, which also states the severity.
    ///   - cause: The cause, in Kubernetes' terms.
    ///   - node: The bad value.
    ///   - place: The place of the value.
    ///   - problem: The problem and what is allowed; computed only if the finding is kept.
    ///   - suggestion: A change that would correct the mistake; likewise.
    ///   - related: Other objects that have to do with the mistake; likewise.
    ///   - isMild: Whether it is a warning although the rule's severity is error.
    ///   - isLiteral: Whether a variable in the value does not matter, as none is replaced there.
    public mutating func report(
        _ rule: RuleInfo, _ cause: Finding.Cause, _ node: Document.Node, at place: Place = .node,
        _ problem: @autoclosure () -> String = "", suggestion: @autoclosure () -> Finding.Suggestion? = nil,
        related: @autoclosure () -> [Finding.Related] = [], isMild: Bool = false, isLiteral: Bool = false
    ) {
        if !isLiteral, cause != .duplicate, leavesOut(node) { return }
        guard hasRoom() else { return }
        var path: FieldPath
        switch place {
        case .node: path = FieldPath(to: node, from: root, in: document)
        case .at(let other): path = FieldPath(to: other, from: root, in: document)
        case .entry(let map, let key):
            path = FieldPath(to: map, from: root, in: document)
            path.elements.append(.entry(document.string(key) ?? ""))
        }
        all.append(
            Finding(
                rule, cause, at: path, node: node, problem: problem(), suggestion: suggestion(), related: related(),
                isMild: isMild))
    }

    /// Reports a field that is missing, null or empty.
    ///
    /// - Parameters:
    ///   - rule: The broken rule, which also states the severity.
    ///   - cause: The cause, in Kubernetes' terms.
    ///   - field: The missing field.
    ///   - container: The field of the object that should have it, and is missing as well; nil if the object should.
    ///   - object: The object that lacks it.
    ///   - assumed: The value that is assumed for it, as JSON; nil if there is none.
    ///   - problem: The problem and what is allowed; computed only if the finding is kept.
    ///   - suggestion: A change that would correct the mistake; likewise.
    ///   - isMild: Whether it is a warning although the rule's severity is error.
    public mutating func report(
        _ rule: RuleInfo, _ cause: Finding.Cause, missing field: Key, within container: Key? = nil,
        of object: Document.Node, assumed: String? = nil, _ problem: @autoclosure () -> String = "",
        suggestion: @autoclosure () -> Finding.Suggestion? = nil, isMild: Bool = false
    ) {
        guard hasRoom() else { return }
        var path = FieldPath(to: object, missing: field, from: root, in: document)
        if let container { path.elements.insert(.field(container.text), at: path.elements.count - 1) }
        all.append(
            Finding(
                rule, cause, at: path, node: nil, lackedBy: object, assumed: assumed, problem: problem(),
                suggestion: suggestion(), isMild: isMild))
    }

    /// Adds the findings of one rule from another list.
    mutating func add(_ others: Findings, of rule: RuleInfo) {
        for finding in others.all where finding.rule == rule.id && hasRoom() { all.append(finding) }
    }

    /// Changes the severity of the findings.
    ///
    /// - Parameter severity: The new severity of a finding; nil to remove it.
    public mutating func judge(_ severity: (Finding) -> Finding.Severity?) {
        var kept = 0
        for index in all.indices {
            guard let severity = severity(all[index]) else { continue }
            // Most findings keep their severity and their index, and copying a finding is not cheap.
            if index != kept { all.swapAt(index, kept) }
            if all[kept].severity != severity { all[kept].severity = severity }
            kept += 1
        }
        all.removeLast(all.count - kept)
    }

    /// Ignores findings that are meant: an error becomes a warning that gives the reason, and a warning is left out.
    ///
    /// - Parameter reason: The reason why a rule is ignored; nil if it is not.
    public mutating func ignore(_ reason: (RuleID) -> String?) {
        for index in all.indices where all[index].severity == .error {
            guard let reason = reason(all[index].rule) else { continue }
            all[index].severity = .warning
            all[index].ignored = reason
        }
        judge { $0.severity == .warning && $0.ignored == nil && reason($0.rule) != nil ? nil : $0.severity }
    }

    /// Whether a value is a text, or a key, with a variable whose value is not known.
    func isVariable(_ node: Document.Node) -> Bool {
        hasVariables && document.kind(of: node) == .string && document.hasVariable(node)
    }

    /// Whether a value is not reported because of a variable in it.
    func leavesOut(_ node: Document.Node) -> Bool {
        leavesOutVariables && isVariable(node) && !isInMetadata(node)
    }

    /// Whether a value belongs to the metadata of the object, which has no variables.
    private func isInMetadata(_ node: Document.Node) -> Bool {
        FieldPath(to: node, from: root, in: document).elements.first == .field("metadata")
    }

    private mutating func hasRoom() -> Bool {
        guard !isFull else {
            dropped += 1
            return false
        }
        return true
    }
}

extension Findings {
    /// Sorts the findings by the schema's order of fields, and list items by index.
    ///
    /// Of two findings at one place, the one that was reported first comes first.
    ///
    /// - Parameter schema: The schema.
    public mutating func sort(by schema: CompiledSchema) {
        guard all.count > 1 else { return }
        // Nearly always they are in order already, which costs less to see than the keys.
        let isSorted = all.indices.dropFirst().allSatisfy { Self.isOrdered(all[$0 - 1].path, all[$0].path, in: schema) }
        if isSorted { return }
        let keys = all.map { Self.sortKey(of: $0.path, in: schema) }
        let order = all.indices.sorted { left, right in
            keys[left] == keys[right] ? left < right : keys[left].lexicographicallyPrecedes(keys[right])
        }
        all = order.map { all[$0] }
    }

    /// Whether the sort key of a path does not come after that of the next one.
    private static func isOrdered(_ path: FieldPath, _ next: FieldPath, in schema: CompiledSchema) -> Bool {
        var current = schema.root
        for (left, right) in zip(path.elements, next.elements) {
            var other = current
            let rank = schema.rank(of: left, in: &current)
            if left == right { continue }
            let nextRank = schema.rank(of: right, in: &other)
            if rank != nextRank { return rank < nextRank }
        }
        return path.elements.count <= next.elements.count
    }

    private static func sortKey(of path: FieldPath, in schema: CompiledSchema) -> [Int] {
        var current = schema.root
        return path.elements.map { schema.rank(of: $0, in: &current) }
    }
}

extension CompiledSchema {
    /// The place of a step of a path among the fields or items that are possible there.
    ///
    /// - Parameters:
    ///   - element: The step.
    ///   - type: The type of the value that the step leads from; afterwards that of the value it leads to, if it is known.
    /// - Returns: The place; the last one for a step that the schema does not have.
    fileprivate func rank(of element: FieldPath.Element, in type: inout TypeCode) -> Int {
        switch (element, type) {
        case (.index(let index), .list(let list)):
            type = lists[Int(list)].item
            return index
        case (.field(let name), .object(let object)):
            guard let index = field(name, of: Int(object)) else { return .max }
            type = fields[index].type
            return index
        default:
            return .max
        }
    }
}
