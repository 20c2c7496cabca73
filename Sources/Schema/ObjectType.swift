public import Document

/// An object with known fields, in the order in which findings and defaults are reported.
///
/// Types are made once, shared and never changed. A type does not contain itself.
public final class ObjectType: Sendable {
    /// The name of the type in KubeStash's or Kubernetes' documentation.
    public let name: String
    /// The purpose of the type, in one sentence.
    public let summary: String
    /// The fields, in the documentation's order.
    public let fields: [Field]
    /// The rules about the object as a whole, checked after its fields.
    public let rules: [any ObjectRule]
    /// The field that another value in the place of the whole object is meant for, nil if that is not clear.
    ///
    /// A reference has one: `storageRef: s3` means `storageRef: {name: s3}`. So has every type with one field only.
    let mainField: Key?
    /// The field that has the texts under keys of the author's own, nil if there is none.
    ///
    /// A selector has one: `selector: {app: web}` means `selector: {matchLabels: {app: web}}`.
    let textsField: Key?
    /// The remarks about keys of older releases or other tools, which this type does not have: `now scheduler.schedule`.
    public let formerFields: [String: String]
    /// Whether the type has a default anywhere in it, so that the search for defaults can skip other types.
    public let hasDefaults: Bool

    /// Makes a type.
    ///
    /// - Parameters:
    ///   - name: The name of the type.
    ///   - summary: The purpose of the type, in one sentence.
    ///   - fields: The fields, in the documentation's order.
    ///   - rules: The rules about the object as a whole.
    ///   - mainField: The field that another value in the place of the whole object is meant for; nil for the only field,
    ///     if there is one field only, and else for none.
    ///   - textsField: The field that has the texts under keys of the author's own; nil if there is none.
    ///   - formerFields: The remarks about keys of older releases or other tools.
    public init(
        _ name: String, _ summary: String = "", _ fields: [Field], rules: [any ObjectRule] = [],
        mainField: Key? = nil, textsField: Key? = nil, formerFields: [String: String] = [:]
    ) {
        self.name = name
        self.summary = summary
        self.fields = fields
        self.rules = rules
        self.mainField = mainField ?? (fields.count == 1 ? fields[0].key : nil)
        self.textsField = textsField
        self.formerFields = formerFields
        hasDefaults = fields.contains { $0.hasDefaults }
    }

    /// The field with a name, nil if the type has no such field.
    ///
    /// - Parameter name: The key.
    /// - Returns: The field.
    public func field(_ name: String) -> Field? {
        index(of: name).map { fields[$0] }
    }

    /// The index of the field with a name, nil if the type has no such field.
    func index(of name: String) -> Int? {
        fields.firstIndex { $0.name == name }
    }

    /// The rules that the type, its fields and all types inside it can break.
    public var allRules: Set<RuleInfo> {
        var walk = RuleWalk()
        walk.visit(.object(self))
        return walk.rules
    }
}

/// Collects the rules of types, each type once.
private struct RuleWalk {
    private(set) var rules: Set<RuleInfo> = []
    /// The types and formats so far: many fields have the same one.
    private var seen: Set<ObjectIdentifier> = []

    mutating func visit(_ type: ValueType) {
        switch type {
        case .string(let text), .integerOrString(_, let text): insert(text.format)
        case .quantity(let format): insert(format)
        case .list(let list): visit(list.item)
        case .map(let map):
            insert(map.keys)
            visit(map.values)
        case .object(let object):
            guard seen.insert(ObjectIdentifier(object)).inserted else { return }
            for rule in object.rules {
                rules.insert(Swift.type(of: rule).info)
                rules.formUnion(rule.others.map(\.rule))
            }
            for field in object.fields { visit(field.type) }
        case .boolean, .integer, .freeObject: break
        }
    }

    private mutating func insert(_ format: Format?) {
        if let format, seen.insert(ObjectIdentifier(format)).inserted { rules.insert(format.rule) }
    }
}
