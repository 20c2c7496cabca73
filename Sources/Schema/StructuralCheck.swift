internal import Document

/// Checks an object against its schema, and then by the rules of its types.
///
/// It reports values that are missing, of the wrong type, not among the allowed values, out of bounds, malformed or
/// duplicated.
public struct StructuralCheck {
    /// How to treat a field that the schema does not have.
    public enum UnknownFields: Hashable, Sendable {
        /// Ignore it: newer releases of KubeStash add fields, and the API server checks for unknown fields already.
        case ignored
        /// Report it, with the nearest known name: offline, no API server tells the author of the manifest.
        case reported
    }

    let document: Document
    let schema: CompiledSchema
    private let unknownFields: UnknownFields

    /// Checks an object, and reports in the schema's order.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - unknownFields: How to treat a field that the schema does not have.
    ///   - findings: The list to report to, which also names the object.
    public static func run(
        _ schema: CompiledSchema, unknownFields: UnknownFields = .ignored, into findings: inout Findings
    ) {
        collect(schema, unknownFields: unknownFields, into: &findings)
        findings.sort(by: schema)
    }

    /// Checks an object, and reports in the document's order, for callers that report more and sort afterwards.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - unknownFields: How to treat a field that the schema does not have.
    ///   - findings: The list to report to, which also names the object.
    public static func collect(
        _ schema: CompiledSchema, unknownFields: UnknownFields = .ignored, into findings: inout Findings
    ) {
        let check = StructuralCheck(document: findings.document, schema: schema, unknownFields: unknownFields)
        check.check(findings.root, as: schema.root, &findings)
    }

    /// Checks a value, and recurses no deeper than the schema.
    ///
    /// - Returns: The inner triggers of rules that are in the value, as bits.
    @discardableResult
    func check(
        _ node: Document.Node, as type: CompiledSchema.TypeCode, _ findings: inout Findings
    ) -> UInt64 {
        switch type {
        case .object(let type) where document.isObject(node): return checkFields(of: node, Int(type), &findings)
        case .list(let type) where document.isArray(node): return checkItems(of: node, Int(type), &findings)
        case .map(let type) where document.isObject(node): checkEntries(of: node, schema.maps[Int(type)], &findings)
        case .freeObject where document.isObject(node), .boolean where document.isBoolean(node),
            .anyText where document.isString(node):
            break
        case .string(let text) where document.isString(node):
            checkText(node, Int(text), type, at: .node, &findings)
        default: checkScalar(node, type, at: .node, &findings)
        }
        return 0
    }

    /// Checks the fields that are there, usually a few of those that are possible, and then looks for missing ones.
    private func checkFields(of object: Document.Node, _ place: Int, _ findings: inout Findings) -> UInt64 {
        let type = schema.objects[place]
        // The fields that are there, as bits by their indices.
        var present = CompiledSchema.always
        // The inner triggers that are there or further inside.
        var seen = CompiledSchema.always
        var neededCount = 0
        var hasUnknown = false
        var key = document.first(in: object)
        let end = document.behind(object)
        while key < end {
            let value = document.value(ofKey: key)
            defer { key = document.behind(key) }
            guard let index = schema.field(key, of: type, in: document) else {
                hasUnknown = true
                continue
            }
            guard !document.isNull(value) else { continue }
            present |= 1 &<< UInt64(truncatingIfNeeded: index &- type.fields.lowerBound)
            let field = schema.fields[index]
            if field.isNeeded {
                if !field.emptyIsValue, isEmpty(value, field.type) { continue }
                neededCount &+= 1
            }
            seen |= field.mark
            if !field.isReadOnly {
                seen |= check(value, as: field.type, &findings)
            } else if unknownFields == .reported {
                reportUnknownFields(in: value, field.type, &findings)
            }
        }
        if hasUnknown, unknownFields == .reported { reportUnknownFields(of: object, place, &findings) }
        if neededCount < type.neededCount { reportMissingFields(of: object, place, &findings) }
        var rule = type.rules.lowerBound
        while rule < type.rules.upperBound {
            if schema.triggers[rule] & present != 0, schema.innerTriggers[rule] & seen != 0 {
                unsafe schema.rules[rule]._withUnsafeGuaranteedRef { $0.check(object, in: document, &findings) }
            }
            rule &+= 1
        }
        return seen
    }

    private func reportMissingFields(of object: Document.Node, _ place: Int, _ findings: inout Findings) {
        for (field, index) in zip(schema.types[place].fields, schema.objects[place].fields) {
            guard let need = field.need else { continue }
            if let value = document.present(field.key, of: object),
                field.emptyIsValue || !isEmpty(value, schema.fields[index].type)
            {
                continue
            }
            findings.report(.requiredField, .required, missing: field.key, of: object, need)
        }
    }

    /// Whether a value means the same as a missing one: an empty text for a text, an empty list for a list.
    private func isEmpty(_ node: Document.Node, _ type: CompiledSchema.TypeCode) -> Bool {
        switch type {
        case .string, .anyText: document.isEmptyString(node)
        case .list: document.isArray(node) && document.isEmptyContainer(node)
        default: false
        }
    }

    private func checkItems(of list: Document.Node, _ place: Int, _ findings: inout Findings) -> UInt64 {
        let type = schema.lists[place]
        var seen: UInt64 = 0
        var item = document.first(in: list)
        let end = document.behind(list)
        while item < end {
            seen |= check(item, as: type.item, &findings)
            item = document.behind(item)
        }
        if !type.uniqueKeys.isEmpty, document.hasManyItems(list) {
            UniqueItems(by: schema.keys[type.uniqueKeys], in: document).check(list, &findings)
        }
        return seen
    }

    /// Checks the entries of a map; an entry that is null counts as missing, because the API server drops it.
    private func checkEntries(of map: Document.Node, _ type: CompiledSchema.Map, _ findings: inout Findings) {
        // The keys of the map, once one of them is wrong.
        var keys: Set<String>?
        var key = document.first(in: map)
        let end = document.behind(map)
        while key < end {
            let value = document.value(ofKey: key)
            defer { key = document.behind(key) }
            guard !document.isNull(value) else { continue }
            let place = Findings.Place.entry(of: map, key: key)
            if let format = type.keyFormat { checkKey(key, format, of: map, &keys, &findings) }
            switch type.values {
            case .object, .list, .map: _ = check(value, as: type.values, &findings)
            default: checkScalar(value, type.values, at: place, &findings)
            }
        }
    }
}
