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
    private var members = MemberTable()
    var findings: Findings

    /// Checks an object, and reports in the schema's order.
    ///
    /// - Parameters:
    ///   - type: The schema.
    ///   - unknownFields: What to make of a field that the schema does not have.
    ///   - findings: Where to report; says which object is meant.
    public static func run(_ type: ObjectType, unknownFields: UnknownFields = .ignored, into findings: inout Findings) {
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
        switch (type, document.kind(of: node)) {
        case (.object(let type), .object): checkFields(of: node, type)
        case (.list(let type), .array): checkItems(of: node, type)
        case (.map(let type), .object): checkEntries(of: node, type)
        case (.freeObject, .object), (.boolean, .boolean): break
        default: checkScalar(node, type, at: .node)
        }
    }

    private mutating func checkFields(of object: Document.Node, _ type: ObjectType) {
        let base = members.enter(object, as: type, in: document)
        for index in type.fields.indices {
            let field = type.fields[index]
            let value = members.value(of: index, at: base, in: document)
            if let need = field.need, value.map({ isEmpty($0, field.type) }) ?? true {
                findings.report(.requiredField, .required, missing: field.key, of: object, need)
            } else if let value, !field.isReadOnly {
                check(value, as: field.type)
            }
        }
        members.leave(base)
        if unknownFields == .reported { reportUnknownFields(of: object, type) }
        for rule in type.rules { rule.check(object, in: document, &findings) }
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
            checkScalar(value, type.values, at: place)
        }
    }

    private mutating func reportUnknownFields(of object: Document.Node, _ type: ObjectType) {
        for (key, value) in document.members(of: object) where type.fieldIndex(of: key, in: document) == nil {
            let name = document.string(key) ?? ""
            let nearest = NearestName.of(name, among: type.fields.lazy.map(\.key.text))
            findings.report(
                .unknownField, .invalid, value,
                "unknown field" + (nearest.map { "; did you mean \(Quoted.text($0))?" } ?? ""))
        }
    }
}
