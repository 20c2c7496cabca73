internal import Document

extension ValueType {
    /// The type of a list's items; any other type itself.
    public var item: ValueType {
        if case .list(let type) = self { type.item.item } else { self }
    }

    /// The allowed texts; empty if all are allowed.
    public var choices: [String] {
        if case .string(let type) = item { type.allowed } else { [] }
    }

    /// The format that a text must have.
    public var format: Format? {
        switch item {
        case .string(let type), .integerOrString(_, let type): type.format
        case .quantity(let format): format
        case .map(let type): type.values.format
        default: nil
        }
    }

    /// The format that the keys of a free object must have.
    public var keyFormat: Format? {
        if case .map(let type) = item { type.keys } else { nil }
    }

    /// The fields that must differ between the items of a list.
    public var uniqueFields: [String] {
        if case .list(let type) = self { type.keys.map(\.text) } else { [] }
    }

    /// Whether a number has bounds, stated ones or those of its size.
    fileprivate var hasBounds: Bool {
        switch item {
        case .integer, .integerOrString: true
        case .map(let type): type.values.hasBounds
        default: false
        }
    }
}

extension ObjectType {
    /// The rules that report a field or a value in it, those of fields below it left out, each once.
    ///
    /// Those of the schema come first, then those of types, from the object on inwards.
    ///
    /// - Parameter path: The steps to the field, without list indices; none for the object itself.
    /// - Returns: The rules; none if there is no such field.
    public func rules(concerning path: [String]) -> [RuleInfo] {
        var walk = FieldWalk(from: self)
        for step in path where !walk.take(step) { return [] }
        return walk.rules
    }
}

/// A way into a schema, and the rules about the place where it ends.
private struct FieldWalk {
    private var field: Field?
    private var type: ValueType
    private var path: [String] = []
    /// The types around the field, from the outermost to the one that has it.
    private var owners: [(type: ObjectType, depth: Int)] = []
    /// The format of the key that was the last step, nil if it has none.
    private var formatOfKey: Format?
    /// The number of steps before the key of a map or of an object with any content, nil outside of them.
    private var depthOfMap: Int?
    /// Whether no two items of the list around the field may have the same value in it.
    private var isUnique = false
    /// Whether the place is inside an object with any content.
    private var isFree = false

    init(from root: ObjectType) {
        type = .object(root)
    }

    /// Takes one step; false if it leads nowhere.
    mutating func take(_ step: String) -> Bool {
        formatOfKey = type.keyFormat
        switch type.item {
        case .object(let object):
            guard let field = object.field(step) else { return false }
            owners.append((object, path.count))
            isUnique = type.uniqueFields.contains(step)
            (self.field, type) = (field, field.type)
        case .map(let map):
            depthOfMap = depthOfMap ?? path.count
            (field, type, isUnique) = (nil, map.values, false)
        case .freeObject:
            depthOfMap = depthOfMap ?? path.count
            (field, type, isUnique, isFree) = (nil, .freeObject, false, true)
        default: return false
        }
        path.append(step)
        return true
    }

    var rules: [RuleInfo] {
        var rules = ownRules
        if case .object(let object) = type.item {
            rules += object.rules.map { Swift.type(of: $0).info }
        }
        for (type, depth) in owners {
            for rule in type.rules {
                if isReported(by: rule, at: depth) { rules.append(Swift.type(of: rule).info) }
                if reports(rule.duplicateFields, at: depth) { rules.append(.duplicateName) }
                rules += rule.others.filter { reports($0.fields, at: depth) }.map(\.rule)
            }
        }
        return rules.enumerated().filter { index, rule in !rules[..<index].contains(rule) }.map(\.element)
    }

    /// The rules that follow from the field's type alone.
    private var ownRules: [RuleInfo] {
        guard !isFree else { return [] }
        var rules: [RuleInfo] = field?.need == nil ? [.wrongType] : [.requiredField, .wrongType]
        if !type.choices.isEmpty { rules.append(.unsupportedValue) }
        if type.hasBounds { rules.append(.outOfRange) }
        if !type.uniqueFields.isEmpty || isUnique { rules.append(.duplicateName) }
        rules += [type.format, type.keyFormat, formatOfKey].compactMap { $0?.rule }
        if case .object = type.item { rules.append(.unknownField) }
        return rules
    }

    /// Whether a rule of a type around the field reports the field, or depends on it.
    private func isReported(by rule: any ObjectRule, at depth: Int) -> Bool {
        guard !reports(rule.fields, at: depth) else { return true }
        let isInside = rule.innerTriggers.contains { $0.text == field?.name }
        return isInside || depth == path.count - 1 && rule.triggers.contains { $0.text == field?.name }
    }

    /// Whether one of a rule's fields is this one; `depth` is the number of steps to the object of the rule.
    private func reports(_ fields: [String], at depth: Int) -> Bool {
        let own = path[depth...].joined(separator: ".")
        let map = depthOfMap.flatMap { $0 > depth ? path[depth..<$0].joined(separator: ".") : nil }
        let holdsAny = if case .freeObject = type { !isFree } else { false }
        return fields.contains { field in
            field == own || field == map || holdsAny && field.hasPrefix("\(own).")
        }
    }
}
