internal import Document

/// The keys of objects: those that are not fields, and those of maps.
extension StructuralCheck {
    /// Reports the keys of an object that are not fields, with the fields that were probably meant.
    ///
    /// - Parameters:
    ///   - object: The object.
    ///   - place: The index of its type.
    ///   - findings: The list to report to.
    func reportUnknownFields(of object: Document.Node, _ place: Int, _ findings: inout Findings) {
        let (type, fields) = (schema.types[place], schema.objects[place])
        var unknown: [(key: Document.Node, value: Document.Node)] = []
        var isThere = [Bool](repeating: false, count: fields.fields.count)
        for member in document.members(of: object) {
            if let index = schema.field(member.key, of: fields, in: document) {
                isThere[index - fields.fields.lowerBound] = true
            } else {
                unknown.append(member)
            }
        }
        let missing = zip(type.fields, isThere).filter { !$0.1 }.map(\.0)
        let owners = owners(of: unknown.first?.value ?? object, from: findings.root)
        for (key, value) in unknown {
            let name = findings.isFull ? "" : document.string(key, upTo: Quoted.limit) ?? ""
            let kind = document.kind(of: value)
            if let remark = type.formerFields[name] ?? home(of: name, kind, in: owners) {
                findings.report(.unknownField, .invalid, value, "unknown field; \(remark)")
                continue
            }
            // Neither a field that is there already is meant, nor one of another type.
            let meant = missing.filter { $0.type.mayBe(kind) }
            let nearest = NearestName.of(name, among: meant.lazy.map(\.name)) ?? Self.longerName(of: name, among: meant)
            guard nearest == nil, let field = type.textsField, document.kind(of: value) == .string, !findings.isFull
            else {
                findings.report(
                    .unknownField, .invalid, value, "unknown field", suggestion: nearest.map { .renameKey(to: $0) })
                continue
            }
            findings.report(
                .unknownField, .invalid, value,
                "unknown field; it belongs under \(field.text)")
        }
    }

    /// The required field whose name ends with the name of a key: `claimName` for `name`; nil if there is not exactly one.
    private static func longerName(of name: String, among fields: [Field]) -> String? {
        guard let first = name.first, first.isLowercase else { return nil }
        let end = first.uppercased() + name.dropFirst()
        let longer = fields.filter { $0.need != nil && $0.name.hasSuffix(end) }
        return longer.count == 1 ? longer[0].name : nil
    }

    /// Reports the keys that are not fields in a value that others write, such as the status, and nothing else of it.
    ///
    /// The API server refuses such keys in a manifest, too, before it drops the status.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - type: Its type.
    ///   - findings: The list to report to.
    func reportUnknownFields(in node: Document.Node, _ type: CompiledSchema.TypeCode, _ findings: inout Findings) {
        var inner = Findings(about: findings.root, in: document)
        _ = check(node, as: type, &inner)
        findings.add(inner, of: .unknownField)
    }

    /// Checks a key of a map against the format of its keys; another key of the map is not what was meant.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - format: The index of the format.
    ///   - map: The map.
    ///   - keys: The keys of the map, once they are needed.
    ///   - findings: The list to report to.
    func checkKey(
        _ key: Document.Node, _ format: Int, of map: Document.Node, _ keys: inout Set<String>?,
        _ findings: inout Findings
    ) {
        let format = unsafe schema.formats[format]
        let place = Findings.Place.entry(of: map, key: key)
        guard let problem = unsafe format._withUnsafeGuaranteedRef({ problem(with: key, $0) }) else { return }
        let broken = unsafe format.takeUnretainedValue()
        guard !findings.isFull else { return findings.report(broken.rule, .invalid, key, at: place) }
        var correction = correction(of: key, problem, to: broken, orNumber: nil)
        let all = keys ?? Set(document.members(of: map).lazy.compactMap { document.string($0.key) })
        keys = all
        if case .renameKey(let meant)? = correction.suggestion, all.contains(meant) { correction.suggestion = nil }
        findings.report(broken.rule, .invalid, key, at: place, correction.problem, suggestion: correction.suggestion)
    }
}
