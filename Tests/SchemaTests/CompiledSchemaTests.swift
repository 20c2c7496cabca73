import Document
import Schema
import TestSupport
import Testing

/// Reports each object that it is asked to check.
private struct Asked: ObjectRule {
    static let info = RuleInfo("asked", .error, "the rule was asked")
    let triggers: [Key]
    var innerTriggers: [Key] = []
    let fields = [""]

    func check(_ object: Document.Node, in document: Document, _ findings: inout Findings) {
        findings.report(Self.info, .invalid, object, "asked")
    }
}

/// Fields are found in any order of keys, and a rule runs if one of its trigger fields is present.
@Suite struct CompiledSchemaTests {
    /// More fields than an object has bits for, unordered, each of another type than its neighbours.
    private static let names = (0..<70).map { "field\(($0 * 37) % 70)" }

    /// The keys of these fields and of their values, each made once, as they are never freed.
    private static let keys = Dictionary(
        uniqueKeysWithValues: names.flatMap { [$0, "value of \($0)"] }.map { ($0, Key(permanent: $0)) })

    private static func key(_ text: String) -> Key { keys[text] ?? "none" }

    private static func type(of names: [String], triggers: [Key] = []) -> ObjectType {
        ObjectType(
            "Wide", "Many fields.",
            names.map { name in
                Field(key(name), .string(allowed: [key("value of \(name)")]), need: "is needed")
            }, rules: [Asked(triggers: triggers)])
    }

    private static func findings(_ object: JSONValue, _ type: ObjectType) throws -> [String] {
        let document = try Document(json: object.json)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        return findings.all.map { "\($0.path): \($0.rule)" }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func findsFieldsInAnyOrder(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let present = Self.names.filter { _ in .random(using: &random) }
        let unknown = (0..<5).map { JSONValue.Member("other\($0)", 1) }
        let members = present.map { JSONValue.Member($0, .string("value of \($0)")) } + unknown
        let found = try Self.findings(.object(members.shuffled(using: &random)), Self.type(of: Self.names))
        let missing = Self.names.filter { !present.contains($0) }.map { "\($0): required-field" }
        #expect(found == missing + ["object: asked"] || found == ["object: asked"] + missing)
    }

    /// A key that differs from a field's name only in the middle, in its length or at one end is not that field.
    @Test func distinguishesSimilarKeys() throws {
        let name = "terminationGracePeriodSeconds"
        let type = ObjectType("One", "One field.", [Field("terminationGracePeriodSeconds", .boolean)])
        #expect(try Self.findings([name: 1], type) == ["\(name): wrong-type"])
        for other in [
            "terminationGraceXeriodSeconds", "terminationGracePeriodSecondS", "TerminationGracePeriodSeconds",
            "terminationPeriodSeconds", "terminationSeconds", "",
        ] {
            #expect(try Self.findings([other: 1], type) == [], "\(other)")
        }
    }

    @Test(
        arguments: [
            // A rule without triggers runs for every object, and so does one with a trigger that is not a field of the
            // object or is beyond those with a bit.
            ([], ["other"], true), ([], [], true), (["nowhere"], [], true), (["a", "nowhere"], [], true),
            (["field69"], [], true),
            (["field0"], [], false), (["field0"], ["field1"], false), (["field0"], ["field0"], true),
            (["field0", "field1"], ["field1"], true),
        ] as [([Key], [String], Bool)])
    func runsRulesWithATrigger(_ triggers: [Key], _ keys: [String], isAsked: Bool) throws {
        let names = (0..<70).map { "field\($0)" }.sorted()
        let type = ObjectType(
            "Wide", "Many fields.", names.map { Field(Self.key($0), .freeObject) },
            rules: [Asked(triggers: triggers)])
        let object = JSONValue.object(keys.map { JSONValue.Member($0, [:]) })
        #expect(try Self.findings(object, type) == (isAsked ? ["object: asked"] : []))
        // Null counts as missing.
        let nulls = JSONValue.object(names.map { JSONValue.Member($0, .null) })
        #expect(try Self.findings(nulls, type).isEmpty == !(triggers.isEmpty || !triggers.allSatisfy(Self.hasBit)))
    }

    /// A rule with inner triggers is asked if one of them is in the object, at any depth and in any list.
    @Test(arguments: [
        ("{}", false), ("{a: {b: {}}}", false), ("{a: {b: {c: {}}}}", true), ("{l: [{}, {c: {}}]}", true),
        ("{l: [{}, {}]}", false), ("{c: {}}", true), ("{a: {b: {c: null}}}", false),
        // Unknown fields and those of a free object are none of the schema.
        ("{a: {x: {c: {}}}, free: {c: {}}}", false),
    ])
    func asksRulesWithInnerTriggers(_ yaml: String, isAsked: Bool) throws {
        let inner = ObjectType("B", "", [Field("c", .freeObject)])
        let middle = ObjectType("A", "", [Field("b", .object(inner))])
        let type = ObjectType(
            "Outer", "",
            [
                Field("a", .object(middle)), Field("l", .list(of: .object(inner))), Field("c", .freeObject),
                Field("free", .freeObject),
            ], rules: [Asked(triggers: [], innerTriggers: ["c", "nowhere"])])
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        #expect(try Self.findings(JSONValue(document.root, of: document), type) == (isAsked ? ["object: asked"] : []))
    }

    /// More inner triggers than there are bits share the last one.
    @Test func sharesTheLastBit() throws {
        let type = ObjectType(
            "Wide", "Many fields.", Self.names.map { Field(Self.key($0), .freeObject) },
            rules: Self.names.map { Asked(triggers: [], innerTriggers: [Self.key($0)]) })
        for name in Self.names {
            let asked = try Self.findings(.object([JSONValue.Member(name, [:])]), type).count
            #expect(asked == 1 || asked == Self.names.count - 62)
        }
    }

    private static func hasBit(_ key: Key) -> Bool {
        (0..<70).map { "field\($0)" }.sorted().prefix(63).contains(key.text)
    }
}
