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
        let check = StructuralCheck(document: findings.document, unknownFields: unknownFields)
        // The type is kept alive by its owner, and with it all that its references lead to.
        withExtendedLifetime(type) {
            check.check(findings.root, as: TypeReference(to: .object(type)), &findings)
        }
    }

    /// Recurses no deeper than the schema.
    private func check(_ node: Document.Node, as type: TypeReference, _ findings: inout Findings) {
        let kind = document.kind(of: node)
        switch type {
        case .object(let type) where kind == .object:
            unsafe type._withUnsafeGuaranteedRef { checkFields(of: node, $0, &findings) }
        case .list(let type) where kind == .array:
            unsafe type._withUnsafeGuaranteedRef { checkItems(of: node, $0, &findings) }
        case .map(let type) where kind == .object:
            unsafe type._withUnsafeGuaranteedRef { checkEntries(of: node, $0, &findings) }
        case .freeObject where kind == .object, .boolean where kind == .boolean: break
        default: checkScalar(node, type, at: .node, &findings)
        }
    }

    /// Looks at what is there, which is little of what could be, and only then for what is missing.
    private func checkFields(of object: Document.Node, _ type: ObjectType, _ findings: inout Findings) {
        var neededCount = 0
        var key = document.first(in: object)
        let end = document.behind(object)
        while key < end {
            let value = document.value(ofKey: key)
            defer { key = document.behind(value) }
            guard let field = type.table.entry(for: key, in: document) else {
                if unknownFields == .reported { reportUnknownField(key, value, type, &findings) }
                continue
            }
            guard !document.isNull(value) else { continue }
            if field.isNeeded {
                if isEmpty(value, field.type) { continue }
                neededCount &+= 1
            }
            if !field.isReadOnly { check(value, as: field.type, &findings) }
        }
        if neededCount < type.table.neededCount { reportMissingFields(of: object, type, &findings) }
        var index = 0
        while index < type.rules.count {
            type.rules[index].check(object, in: document, &findings)
            index &+= 1
        }
    }

    private func reportMissingFields(of object: Document.Node, _ type: ObjectType, _ findings: inout Findings) {
        for field in type.fields {
            guard let need = field.need else { continue }
            if let value = document.present(field.key, of: object),
                !isEmpty(value, TypeReference(to: field.type))
            {
                continue
            }
            findings.report(.requiredField, .required, missing: field.key, of: object, need)
        }
    }

    /// Whether a value says no more than a missing one: an empty text where a text belongs, an empty list for a list.
    private func isEmpty(_ node: Document.Node, _ type: TypeReference) -> Bool {
        switch type {
        case .string: document.isEmptyString(node)
        case .list: document.kind(of: node) == .array && document.isEmptyContainer(node)
        default: false
        }
    }

    private func checkItems(of list: Document.Node, _ type: ListType, _ findings: inout Findings) {
        var item = document.first(in: list)
        let end = document.behind(list)
        while item < end {
            check(item, as: type.itemReference, &findings)
            item = document.behind(item)
        }
        if !type.lookups.isEmpty, document.hasManyItems(list) { UniqueItems(type, in: document).check(list, &findings) }
    }

    /// An entry that is null is as good as none: the API server drops it.
    private func checkEntries(of map: Document.Node, _ type: MapType, _ findings: inout Findings) {
        var key = document.first(in: map)
        let end = document.behind(map)
        while key < end {
            let value = document.value(ofKey: key)
            defer { key = document.behind(value) }
            guard !document.isNull(value) else { continue }
            let place = type.isOnePlace ? Findings.Place.at(map) : .entry(of: map, key: key)
            if let format = unsafe type.keyReference {
                unsafe format._withUnsafeGuaranteedRef { checkFormat(key, $0, at: place, &findings) }
            }
            checkScalar(value, type.valueReference, at: place, &findings)
        }
    }

    private func reportUnknownField(
        _ key: Document.Node, _ value: Document.Node, _ type: ObjectType, _ findings: inout Findings
    ) {
        let nearest = NearestName.of(document.string(key) ?? "", among: type.fields.lazy.map(\.key.text))
        findings.report(
            .unknownField, .invalid, value, "unknown field", suggestion: nearest.map { .renameKey(to: $0) })
    }
}
