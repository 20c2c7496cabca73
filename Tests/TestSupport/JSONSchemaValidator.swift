import Document

/// A validator for the keywords of JSON Schema (draft 2020-12) that stashgate's own schemas use.
package struct JSONSchemaValidator {
    /// A keyword that the validator does not know, or a reference that leads nowhere.
    package struct Unsupported: Error {
        let text: String
    }

    /// A schema in a form that is quick to check by.
    private final class Rule {
        var types: Set<String>?
        var choices: Set<JSONValue>?
        var minimum = Int64.min
        var maximum = Int64.max
        var forbidsEmptyText = false
        var forbidsEmptyList = false
        var pattern: Regex<AnyRegexOutput>?
        var required: [String] = []
        var properties: [String: Rule] = [:]
        var others: Rule?
        var forbidsOthers = false
        var names: Rule?
        var items: Rule?
        var anyOf: [Rule] = []
        var allOf: [Rule] = []
        var condition: Rule?
        var consequence: Rule?
        var reference: String?
    }

    private let root: Rule
    private var definitions: [String: Rule] = [:]

    /// Reads a schema.
    ///
    /// - Parameter schema: The schema as JSON.
    /// - Throws: ``Unsupported`` if the validator would have to leave out a keyword.
    package init(_ schema: [UInt8]) throws {
        let tree = try JSONValue(parsing: schema)
        root = try Self.rule(tree)
        guard case .object(let members) = tree else { return }
        for case (name: let name, value: .object(let inner)) in members.map({ (name: $0.key, value: $0.value) })
        where name == "$defs" {
            for definition in inner { definitions["#/$defs/\(definition.key)"] = try Self.rule(definition.value) }
        }
        definitions["#"] = root
    }

    /// The names of the definitions.
    package var names: [String] { definitions.keys.sorted() }

    /// Whether a value is valid.
    package func accepts(_ value: JSONValue) throws -> Bool {
        try accepts(value, by: root)
    }

    private func accepts(_ value: JSONValue, by rule: Rule) throws -> Bool {
        if let types = rule.types, types.isDisjoint(with: Self.types(of: value)) { return false }
        if let choices = rule.choices, !choices.contains(value) { return false }
        switch value {
        case .string(let text):
            if rule.forbidsEmptyText && text.isEmpty { return false }
            if let pattern = rule.pattern, text.firstMatch(of: pattern) == nil { return false }
        case .number(let text):
            if let number = Int64(text), number < rule.minimum || number > rule.maximum { return false }
        case .array(let items):
            if rule.forbidsEmptyList && items.isEmpty { return false }
            if let inner = rule.items, try !items.allSatisfy({ try accepts($0, by: inner) }) { return false }
        case .object(let members):
            guard try accepts(members, by: rule) else { return false }
        case .null, .boolean: break
        }
        if let reference = rule.reference {
            guard let target = definitions[reference] else { throw Unsupported(text: reference) }
            guard try accepts(value, by: target) else { return false }
        }
        guard try rule.anyOf.isEmpty || rule.anyOf.contains(where: { try accepts(value, by: $0) }) else { return false }
        guard try rule.allOf.allSatisfy({ try accepts(value, by: $0) }) else { return false }
        if let condition = rule.condition, let consequence = rule.consequence, try accepts(value, by: condition) {
            return try accepts(value, by: consequence)
        }
        return true
    }

    private func accepts(_ members: [JSONValue.Member], by rule: Rule) throws -> Bool {
        let keys = Set(members.map(\.key))
        guard rule.required.allSatisfy(keys.contains) else { return false }
        return try members.allSatisfy { member in
            if let names = rule.names, try !accepts(.string(member.key), by: names) { return false }
            if let property = rule.properties[member.key] { return try accepts(member.value, by: property) }
            return try !rule.forbidsOthers && (rule.others.map { try accepts(member.value, by: $0) } ?? true)
        }
    }

    private static func types(of value: JSONValue) -> Set<String> {
        switch value {
        case .null: ["null"]
        case .boolean: ["boolean"]
        // No test has a number beyond Int64 that has the form of an integer.
        case .number(let text): Int64(text) == nil ? ["number"] : ["integer", "number"]
        case .string: ["string"]
        case .array: ["array"]
        case .object: ["object"]
        }
    }

    private static func rule(_ tree: JSONValue) throws -> Rule {
        guard case .object(let members) = tree else { throw Unsupported(text: "\(tree)") }
        let rule = Rule()
        for member in members { try set(member.key, member.value, of: rule) }
        return rule
    }

    private static func set(_ keyword: String, _ value: JSONValue, of rule: Rule) throws {
        switch (keyword, value) {
        case ("type", _): rule.types = Set(texts(value))
        case ("const", _): rule.choices = [value]
        case ("enum", .array(let items)): rule.choices = Set(items)
        case ("minimum", .number(let text)): rule.minimum = Int64(text) ?? .min
        case ("maximum", .number(let text)): rule.maximum = Int64(text) ?? .max
        case ("minLength", 1): rule.forbidsEmptyText = true
        case ("minItems", 1): rule.forbidsEmptyList = true
        case ("pattern", .string(let text)): rule.pattern = try Regex(text)
        case ("required", _): rule.required = texts(value)
        case ("properties", .object(let members)):
            for member in members { rule.properties[member.key] = try self.rule(member.value) }
        case ("additionalProperties", false): rule.forbidsOthers = true
        case ("additionalProperties", _): rule.others = try self.rule(value)
        case ("propertyNames", _): rule.names = try self.rule(value)
        case ("items", _): rule.items = try self.rule(value)
        case ("anyOf", .array(let items)): rule.anyOf = try items.map(self.rule)
        case ("allOf", .array(let items)): rule.allOf = try items.map(self.rule)
        case ("if", _): rule.condition = try self.rule(value)
        case ("then", _): rule.consequence = try self.rule(value)
        case ("$ref", .string(let text)): rule.reference = text
        case ("$schema", _), ("$id", _), ("$defs", _), ("title", _), ("description", _), ("default", _),
            ("examples", _), ("readOnly", _), ("patternErrorMessage", _):
            break
        default: throw Unsupported(text: keyword)
        }
    }

    private static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap(texts)
        default: []
        }
    }
}
