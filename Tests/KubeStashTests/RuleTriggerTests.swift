import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// A rule of a type runs only if one of its trigger fields is present, so it must find nothing without them.
@Suite struct RuleTriggerTests {
    /// All types of all kinds that have rules with triggers.
    private static let types: [ObjectType] = {
        var found: [ObjectType] = []
        var seen: Set<ObjectIdentifier> = []
        func visit(_ type: ValueType) {
            switch type {
            case .object(let object):
                guard seen.insert(ObjectIdentifier(object)).inserted else { return }
                if object.rules.contains(where: { !$0.triggers.isEmpty }) { found.append(object) }
                for field in object.fields { visit(field.type) }
            case .list(let list): visit(list.item)
            case .map(let map): visit(map.values)
            default: break
            }
        }
        for kind in Kinds.all { visit(.object(kind.schema)) }
        return found
    }()

    /// A misspelt trigger would make the rule look at every object.
    @Test func namesFieldsOfItsType() {
        #expect(Self.types.count > 20)
        for type in Self.types {
            for rule in type.rules where !rule.triggers.isEmpty {
                let isHere = rule.triggers.contains { type.field($0.text) != nil }
                #expect(isHere, "\(Swift.type(of: rule)) in \(type.name)")
            }
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func findsNothingWithoutItsFields(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        var found = 0
        for type in Self.types {
            let object = generator.value(of: .object(type.withAllFields))
            for rule in type.rules where !rule.triggers.isEmpty {
                found += try findings(of: rule, object, in: type)
                var without = object
                for trigger in rule.triggers { without[trigger.text] = nil }
                #expect(try findings(of: rule, without, in: type) == 0, "\(Swift.type(of: rule)) in \(type.name)")
                for trigger in rule.triggers { without[trigger.text] = .null }
                #expect(try findings(of: rule, without, in: type) == 0, "\(Swift.type(of: rule)) in \(type.name), null")
            }
        }
        #expect(found > 0, "an object with all fields breaks some rule")
    }

    /// Nor does a rule with inner triggers find anything in an object that has none of them at any depth.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func findsNothingWithoutInnerFields(seed: UInt64) throws {
        var generator = SchemaGenerator(seed: seed)
        var count = 0
        for type in Self.types {
            let object = generator.value(of: .object(type.withAllFields))
            for rule in type.rules where !rule.innerTriggers.isEmpty {
                count += 1
                for (name, value) in [("removed", JSONValue?.none), ("null", .null)] {
                    let without = rule.innerTriggers.reduce(object) { $0.setting($1.text, to: value) }
                    #expect(
                        try findings(of: rule, without, in: type) == 0,
                        "\(Swift.type(of: rule)) in \(type.name), \(name)")
                }
            }
        }
        #expect(count > 5)
    }

    private func findings(of rule: any ObjectRule, _ object: JSONValue, in type: ObjectType) throws -> Int {
        let document = try Document(json: object.json)
        var findings = Findings(about: document.root, in: document)
        rule.check(document.root, in: document, &findings)
        try findings.requireStatedFields { type.rules(concerning: $0) }
        return findings.all.count
    }
}

extension JSONValue {
    /// The value with another value, or none, for a key of all objects in it.
    fileprivate func setting(_ key: String, to value: JSONValue?) -> JSONValue {
        switch self {
        case .object(let members):
            .object(
                members.compactMap { member in
                    guard member.key == key else { return Member(member.key, member.value.setting(key, to: value)) }
                    return value.map { Member(key, $0) }
                })
        case .array(let items): .array(items.map { $0.setting(key, to: value) })
        default: self
        }
    }
}

extension ObjectType {
    /// The same type with all of its own fields required, so that a random value has them.
    fileprivate var withAllFields: ObjectType {
        ObjectType(name, summary, fields.map { Field($0.key, $0.type, need: "is needed") })
    }
}
