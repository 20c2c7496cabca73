import KubeStash
import Schema
import TestSupport
import Testing

/// Docs/defaults.md has every default of the schema, once, and no other.
@Suite struct DefaultsPageTests {
    /// The first cells of the rows of the tables under a heading, without their backticks.
    private static func rows(under heading: String) throws -> [String] {
        let page = try Repository.text(of: "Docs/defaults.md")
        let sections = page.split(separator: "\n## ").filter { $0.hasPrefix(heading + "\n") }
        return sections.flatMap { $0.split(separator: "\n") }.filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").dropFirst(0).map { String($0).trimmed }.joined(separator: " | ")
        }
    }

    /// The types of all kinds, each once.
    private static let types: [ObjectType] = {
        var found: [ObjectType] = []
        func visit(_ type: ValueType) {
            switch type {
            case .object(let object):
                guard !found.contains(where: { $0 === object }) else { return }
                found.append(object)
                for field in object.fields { visit(field.type) }
            case .list(let list): visit(list.item)
            case .map(let map): visit(map.values)
            default: break
            }
        }
        for kind in Kinds.all { visit(.object(kind.schema)) }
        return found
    }()

    /// A default as JSON.
    private static func json(_ value: Field.Default, of type: ValueType) -> JSONValue {
        switch value {
        case .string(let text): return .string(text)
        case .integer(let number): return .number("\(number)")
        case .boolean(let value): return .boolean(value)
        case .object:
            guard case .object(let type) = type else { return [:] }
            var object: JSONValue = [:]
            for field in type.fields {
                if let value = field.default { object[field.name] = json(value, of: field.type) }
            }
            return object
        }
    }

    @Test func hasEveryAddedValue() throws {
        let wanted = Self.types.flatMap { type in
            type.fields.compactMap { field in
                field.default.map {
                    "`\(type.name).\(field.name)` | `\(String(decoding: Self.json($0, of: field.type).json, as: UTF8.self))`"
                }
            }
        }
        let rows = try Self.rows(under: "Added by stashgate")
        let found = rows.map { $0.split(separator: " | ").prefix(2).joined(separator: " | ") }
        #expect(Set(found) == Set(wanted))
        #expect(found.count == wanted.count)
        #expect(rows.allSatisfy { $0.split(separator: " | ").count == 3 })
    }

    @Test func hasEveryAssumedValue() throws {
        let wanted = Self.types.flatMap { type in
            type.fields.compactMap { field in
                field.assumed.map { assumed in
                    let parts = assumed.split(separator: ", by ")
                    let others = ["KubeStash", "Kubernetes"]
                    return parts.count == 2 && others.contains(String(parts[1]))
                        ? "`\(type.name).\(field.name)` | \(parts[0]) | \(parts[1])"
                        : "`\(type.name).\(field.name)` | \(assumed) | the program that reads it"
                }
            }
        }
        let found =
            try Self.rows(under: "Assumed for KubeStash's fields")
            + Self.rows(under: "Assumed for the fields of Pods, Jobs and volumes")
        #expect(Set(found).subtracting(wanted) == [])
        #expect(Set(wanted).subtracting(found) == [])
    }

    /// KubeStash adds at most one try, and never none, with and without `retryConfig`.
    @Test func retriesAreNeverOff() throws {
        var object = valid
        object["spec/sessions/0/retryConfig/maxRetry"] = 0
        #expect(
            try errors(object) == [
                "out-of-range FieldValueInvalid spec.sessions[0].retryConfig.maxRetry: Invalid value: 0: must be greater than "
                    + "or equal to 1: retries cannot be switched off; KubeStash tries at least once more after a failure"
            ])
        #expect(try Repository.text(of: "README.md").contains("(Docs/defaults.md)"))
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
