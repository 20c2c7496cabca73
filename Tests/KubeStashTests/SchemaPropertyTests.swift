import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// The structural check takes what the schema allows, and refuses one wrong value exactly at its place.
@Suite struct SchemaPropertyTests {
    private static let schema = BackupConfiguration.kind.schema.withoutRules

    private func findings(_ object: JSONValue) throws -> [String] {
        let document = try Document(json: object.json)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(Self.schema), unknownFields: .reported, into: &findings)
        return findings.all.map { "\($0.path): \($0.rule)" }
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func takesValidValues(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        let object = generator.value(of: .object(Self.schema))
        #expect(try findings(object) == [])
        // No rule reports or traps for a combination that makes no sense.
        let document = try Document(json: object.json)
        _ = BackupConfiguration.kind.check(document.root, in: Context(document))
    }

    @Test(arguments: 0..<100 as Range<UInt64>)
    func refusesOneWrongValueAtItsPlace(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        let object = generator.value(of: .object(Self.schema))
        var random = SeededGenerator(seed: ~seed)
        for site in generator.sites.dropFirst().shuffled(using: &random).prefix(10) {
            for (wrong, expected) in mistakes(at: site).shuffled(using: &random).prefix(4) {
                var broken = object
                broken[site.pointer] = wrong
                #expect(try findings(broken) == [expected], "\(site.pointer) = \(String(describing: wrong))")
            }
        }
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func refusesDuplicates(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        let object = generator.value(of: .object(Self.schema))
        for site in generator.sites {
            guard case .list(let type) = site.type, !type.keys.isEmpty, case .array(let items)? = object[site.pointer],
                let twin = items.last
            else { continue }
            // An item without its key field has no duplicate.
            if type.keys.count == 1, twin[type.keys[0].text] == nil { continue }
            var broken = object
            broken[site.pointer] = .array(items + [twin])
            let place = "\(site.place)[\(items.count)]" + (type.keys.count == 1 ? ".\(type.keys[0].text)" : "")
            #expect(try findings(broken) == ["\(place): duplicate-name"])
        }
    }

    /// The generators of valid and of invalid values have a text for every format.
    @Test func hasTextsForEveryFormat() {
        for format in formats(in: .object(Self.schema)) {
            #expect(!SchemaGenerator.texts(for: format, valid: true).isEmpty, "\(format.name)")
            #expect(!SchemaGenerator.texts(for: format, valid: false).isEmpty, "\(format.name)")
            #expect(!format.summary.isEmpty)
        }
    }

    /// Every one of more than a thousand fields has a description.
    @Test func everythingIsExplained() {
        var count = 0
        func visit(_ type: ObjectType) {
            #expect(!type.summary.isEmpty, "\(type.name)")
            for field in type.fields {
                count += 1
                #expect(!field.summary.isEmpty, "\(type.name).\(field.key.text)")
                #expect(type.fields.count { $0.key.text == field.key.text } == 1, "\(type.name).\(field.key.text)")
                if let type = objectType(in: field.type) { visit(type) }
            }
        }
        visit(BackupConfiguration.kind.schema)
        #expect(count > 1000)
    }

    /// Wrong values for a place, with the finding that each must give.
    private func mistakes(at site: SchemaGenerator.Site) -> [(JSONValue?, String)] {
        var mistakes: [(JSONValue?, String)] = [(wrongType(for: site.type), "\(site.place): wrong-type")]
        if site.isNeeded {
            mistakes.append((nil, "\(site.place): required-field"))
            mistakes.append((.null, "\(site.place): required-field"))
        } else if site.isItem {
            mistakes.append((.null, "\(site.place): wrong-type"))
        }
        switch site.type {
        case .string(let type):
            if !type.allowed.isEmpty {
                mistakes.append(("none of these", "\(site.place): unsupported-value"))
            } else if let format = type.format {
                for text in SchemaGenerator.texts(for: format, valid: false) {
                    mistakes.append((.string(text), "\(site.place): \(format.rule.id)"))
                }
            }
        case .integer(let type):
            for value in [type.bounds.lowerBound.subtractingReportingOverflow(1)]
                + [type.bounds.upperBound.addingReportingOverflow(1)] where !value.overflow
            {
                mistakes.append((.number("\(value.partialValue)"), "\(site.place): out-of-range"))
            }
            mistakes.append(("1", "\(site.place): wrong-type"))
            mistakes.append((.number("1.5"), "\(site.place): wrong-type"))
        case .quantity(let format):
            mistakes.append(("1 Gi", "\(site.place): \(format.rule.id)"))
        default: break
        }
        return mistakes
    }

    private func wrongType(for type: ValueType) -> JSONValue {
        switch type {
        case .string, .integer, .boolean: [:]
        case .quantity, .integerOrString, .object, .list, .map: true
        case .freeObject: []
        }
    }

    private func formats(in type: ValueType) -> [Format] {
        switch type {
        case .string(let type): type.format.map { [$0] } ?? []
        case .integerOrString(_, let type): type.format.map { [$0] } ?? []
        case .object(let type): type.fields.flatMap { formats(in: $0.type) }
        case .list(let type): formats(in: type.item)
        case .map(let type): formats(in: type.values) + (type.keys.map { [$0] } ?? [])
        default: []
        }
    }

    private func objectType(in type: ValueType) -> ObjectType? {
        switch type {
        case .object(let type): type
        case .list(let type): objectType(in: type.item)
        default: nil
        }
    }
}
