internal import Document

/// Checks an object against its schema: what is missing, of the wrong type, not among the allowed values, out of bounds,
/// malformed or there twice; and then what the types themselves want checked.
public struct StructuralCheck {
    /// What to make of a field that the schema does not have.
    public enum UnknownFields: Hashable, Sendable {
        /// Leave it alone: newer releases of KubeStash add some, and the API server judges them already.
        case ignored
        /// Report it, with the nearest known name: nobody else tells whoever wrote the manifest.
        case reported
    }

    let document: Document
    private let unknownFields: UnknownFields
    var findings: Findings

    /// Checks an object, and reports in the schema's order.
    ///
    /// - Parameters:
    ///   - type: The schema.
    ///   - unknownFields: What to make of a field that the schema does not have.
    ///   - findings: Where to report; says which object is meant.
    public static func run(_ type: ObjectType, unknownFields: UnknownFields = .ignored, into findings: inout Findings) {
        collect(type, unknownFields: unknownFields, into: &findings)
        findings.sort(by: type)
    }

    /// Checks an object, and reports in the document's order: for whoever has more to report, and sorts then.
    ///
    /// - Parameters:
    ///   - type: The schema.
    ///   - unknownFields: What to make of a field that the schema does not have.
    ///   - findings: Where to report; says which object is meant.
    public static func collect(
        _ type: ObjectType, unknownFields: UnknownFields = .ignored, into findings: inout Findings
    ) {
        var check = StructuralCheck(findings: findings, unknownFields: unknownFields)
        check.check(findings.root, as: .object(type))
        findings = check.findings
    }

    private init(findings: Findings, unknownFields: UnknownFields) {
        document = findings.document
        self.findings = findings
        self.unknownFields = unknownFields
    }

    /// Recurses no deeper than the schema.
    private mutating func check(_ node: Document.Node, as type: ValueType) {
        let kind = document.kind(of: node)
        switch type {
        case .object(let type) where kind == .object: checkFields(of: node, type)
        case .list(let type) where kind == .array: checkItems(of: node, type)
        case .map(let type) where kind == .object: checkEntries(of: node, type)
        case .freeObject where kind == .object, .boolean where kind == .boolean: break
        default: checkScalar(node, type, at: .node)
        }
    }

    /// Looks at what is there, which is little of what could be, and only then for what is missing.
    private mutating func checkFields(of object: Document.Node, _ type: ObjectType) {
        var neededFields = 0
        for (key, value) in document.members(of: object) {
            guard let index = type.fieldIndex(of: key, in: document) else {
                if unknownFields == .reported { reportUnknownField(key, value, type) }
                continue
            }
            guard !document.isNull(value) else { continue }
            let field = type.fields[index]
            if field.isNeeded {
                if isEmpty(value, field.type) { continue }
                neededFields &+= 1
            }
            if !field.isReadOnly { check(value, as: field.type) }
        }
        if neededFields < type.neededFieldCount { reportMissingFields(of: object, type) }
        for rule in type.rules { rule.check(object, in: document, &findings) }
    }

    private mutating func reportMissingFields(of object: Document.Node, _ type: ObjectType) {
        for field in type.fields {
            guard let need = field.need else { continue }
            if let value = document.present(field.key, of: object), !isEmpty(value, field.type) { continue }
            findings.report(.requiredField, .required, missing: field.key, of: object, need)
        }
    }

    /// Whether a value says no more than a missing one: an empty text where a text belongs, an empty list for a list.
    private func isEmpty(_ node: Document.Node, _ type: ValueType) -> Bool {
        switch type {
        case .string: document.isEmptyString(node)
        case .list: document.kind(of: node) == .array && document.isEmptyContainer(node)
        default: false
        }
    }

    private mutating func checkItems(of list: Document.Node, _ type: ListType) {
        for item in document.elements(of: list) { check(item, as: type.item) }
        if !type.keys.isEmpty { UniqueItems(type, in: document).check(list, &findings) }
    }

    /// An entry that is null is as good as none: the API server drops it.
    private mutating func checkEntries(of map: Document.Node, _ type: MapType) {
        for (key, value) in document.members(of: map) where !document.isNull(value) {
            let place = type.isOnePlace ? Findings.Place.at(map) : .entry(of: map, key: key)
            if let format = type.keys, let problem = document.withUTF8(of: key, { format.problem(with: $0) }) {
                findings.report(format.rule, .invalid, key, at: place, problem)
            }
            if document.kind(of: value) != .null { checkScalar(value, type.values, at: place) }
        }
    }

    private mutating func reportUnknownField(_ key: Document.Node, _ value: Document.Node, _ type: ObjectType) {
        let nearest = NearestName.of(document.string(key) ?? "", among: type.fields.lazy.map(\.key.text))
        findings.report(
            .unknownField, .invalid, value,
            "unknown field" + (nearest.map { "; did you mean \(Quoted.text($0))?" } ?? ""))
    }
}
