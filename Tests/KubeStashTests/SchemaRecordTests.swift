import Document
import TestSupport
import Testing

@testable import KubeStash
@testable import Schema

/// The record of the schemas: what each kind, type, field, format and rule states beside its description.
///
/// The definitions for Kubernetes and for editors have a part of it only: they do not say whether an empty text counts as
/// missing, which field a bare text is meant for, or what an old key has become.
@Suite struct SchemaRecordTests {
    private static let heading = """
        The schemas: each kind with its names, each type once with its fields, each format once, and each rule.
        The descriptions are in the definitions that `make crd` writes. `make verdicts` writes this page.
        """

    @Test func statesAsRecorded() throws {
        var walk = Walk()
        for kind in Kinds.all {
            walk.lines.append(Self.line(about: kind))
            walk.visit(.object(kind.schema))
        }
        walk.visit(.object(Policy.schema))
        let rules = RuleCatalog.all.map { rule in
            "rule \(rule.id) \(rule.severity)" + Self.words([("mandatory", rule.isMandatory), ("off", rule.isOff)])
        }
        #expect(walk.lines.count > 1000 && rules.count > 70)
        let record = (walk.lines + walk.formats + rules).map { "\($0)\n" }.joined()
        let differences = try RecordedPage("verdicts/schemas", heading: Self.heading).differences(from: record)
        #expect(differences == nil, "\(differences ?? "")")
    }

    private static func line(about kind: Kind) -> String {
        let names = kind.names
        let facts = words([
            ("status", kind.hasStatus), ("variables", kind.hasVariables), ("used by others", kind.isUsedByOthers),
        ])
        let lists = [
            ("short", names.shortNames), ("categories", names.categories), ("over", kind.finalPhases),
            ("rules", kind.rules.map(\.id.rawValue)),
        ].map { " \($0) \($1)" }.joined()
        return "kind \(names.group)/\(names.version) \(names.kind) \(names.plural) \(kind.scope.rawValue) "
            + "\(kind.failurePolicy?.rawValue ?? "unregistered")\(facts)\(lists) advice \(kind.advice ?? "none")"
    }

    private static func words(_ facts: [(String, Bool)]) -> String {
        facts.filter(\.1).map { " \($0.0)" }.joined()
    }

    /// The lines about the types in a schema, and about their formats.
    private struct Walk {
        var lines: [String] = []
        var formats: [String] = []
        private var seen: Set<ObjectIdentifier> = []

        mutating func visit(_ type: ValueType) {
            switch type {
            case .string(let text), .integerOrString(_, let text): text.format.map { note($0) }
            case .quantity(let format): note(format)
            case .list(let list): visit(list.item)
            case .map(let map):
                map.keys.map { note($0) }
                visit(map.values)
            case .object(let object):
                guard seen.insert(ObjectIdentifier(object)).inserted else { return }
                note(object)
                for field in object.fields { visit(field.type) }
            case .boolean, .integer, .freeObject: break
            }
        }

        private mutating func note(_ format: Format) {
            guard seen.insert(ObjectIdentifier(format)).inserted else { return }
            let facts = words([
                ("under its key", format.dependsOnKey), ("decoded", format.isDecoded), ("name", format.isName),
                ("by parts", format.judgesParts), ("spelling", format.spelling != nil),
            ])
            let unit = format.unit.map { " in \($0)" } ?? ""
            formats.append(
                "format \(format.name) \(format.rule.id)\(unit)\(facts) such as \(format.examples) \(format.patterns)")
        }

        private mutating func note(_ type: ObjectType) {
            let main = type.mainField.map { " main \($0.text)" } ?? ""
            let texts = type.textsField.map { " texts \($0.text)" } ?? ""
            lines.append("type \(type.name)\(main)\(texts)")
            lines += type.fields.map { "    \($0.name): \(words(for: $0.type))\(words(for: $0))" }
            lines += type.rules.map { rule in
                let parts = [
                    ("of", rule.fields), ("at", rule.triggers.map(\.text)), ("and", rule.innerTriggers.map(\.text)),
                    ("with", rule.others.map(\.rule.id.rawValue)), ("duplicate", rule.duplicateFields),
                ]
                return "    rule \(Swift.type(of: rule).info.id)"
                    + parts.filter { !$0.1.isEmpty }.map { " \($0.0) \($0.1)" }.joined()
            }
            lines += type.formerFields.sorted { $0.key < $1.key }.map { "    former \($0): \($1)" }
        }

        private func words(for field: Field) -> String {
            let texts = [
                field.need.map { " needed: \($0)" }, field.default.map { " default \($0)" },
                field.assumed.map { " assumed \($0)" }, field.examples.isEmpty ? nil : " such as \(field.examples)",
            ]
            return texts.compactMap(\.self).joined()
                + words([("read-only", field.isReadOnly), ("empty is a value", field.emptyIsValue)])
        }

        private func words(for type: ValueType) -> String {
            switch type {
            case .string(let text): words(for: text)
            case .boolean: "boolean"
            case .integer(let number): words(for: number)
            case .quantity(let format): "quantity \(format.name)"
            case .integerOrString(let number, let text): "\(words(for: number)) or \(words(for: text))"
            case .object(let object): object.name
            case .list(let list):
                "list of \(words(for: list.item))" + (list.keys.isEmpty ? "" : ", unique by \(list.keys.map(\.text))")
            case .map(let map): "map of \(words(for: map.values)) by \(map.keys?.name ?? "any key")"
            case .freeObject: "anything"
            }
        }

        private func words(for text: StringType) -> String {
            let choices = text.allowed.isEmpty ? "" : " \(text.allowed)"
            return "text\(text.format.map { " \($0.name)" } ?? "")\(choices)"
                + words([("not empty", !text.allowsEmpty), ("name", text.isName)])
        }

        private func words(for number: IntegerType) -> String {
            let reason = number.reason.map { " because \($0)" } ?? ""
            let isFull = number.bounds == Int64.min...Int64.max || number.bounds == Int64(Int32.min)...Int64(Int32.max)
            return "\(number.isWide ? "int64" : "int32")\(isFull ? "" : " \(number.bounds)")\(reason)"
        }

        private func words(_ facts: [(String, Bool)]) -> String { SchemaRecordTests.words(facts) }
    }
}
