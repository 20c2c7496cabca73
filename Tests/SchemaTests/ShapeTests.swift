import Document
import Schema
import Testing

/// A value in a wrong shape is led to the field that it was meant for, and a key to the object that it belongs to.
@Suite struct ShapeTests {
    private static let name = Format("name", rule: .wrongType, summary: "a name", isName: true) { text in
        text.isEmpty || text.indices.contains { text[$0] == 0x20 } ? "must be a name" : nil
    }
    private static let labels = Format(
        "labels", rule: .wrongType, summary: "labels",
        spelling: { object, document in
            document.members(of: object).first { _ in true }.flatMap { document.string($0.key) }
        },
        problem: { text in text.indices.contains { text[$0] == 0x20 } ? "must be labels" : nil })
    private static let limits = ObjectType(
        "Limits", "Limits.", [Field("last", .int32(minimum: 1, maximum: 9)), Field("all", .boolean)], mainField: "last")
    private static let policy = ObjectType(
        "Policy", "A policy.",
        [Field("spaces", .object(ObjectType("Spaces", "", [Field("from", .string(allowed: ["All", "Same"]))])))])
    private static let plan = ObjectType(
        "Plan", "A plan.",
        [Field("schedule", .string(), examples: ["0 2 * * *"]), Field("paused", .boolean)], mainField: "schedule")
    private static let command = ObjectType("Command", "A command.", [Field("words", .list(of: .string()))])
    private static let pair = ObjectType("Pair", "A pair.", [Field("name", .string()), Field("value", .string())])
    private static let part = ObjectType(
        "Part", "A part.", [Field("size", .int32()), Field("own", .string()), Field("deep", .object(limits))])
    private static let selector = ObjectType(
        "Selector", "A selector.", [Field("labels", .map(of: .string())), Field("rules", .list(of: .string()))],
        textsField: "labels")
    private static let type = ObjectType(
        "Thing", "A thing.",
        [
            Field("limits", .object(limits)), Field("policy", .object(policy)), Field("plan", .object(plan)),
            Field("command", .object(command)), Field("pairs", .list(of: .object(pair))), Field("free", .freeObject),
            Field("owner", .string(name)), Field("namespace", .string()), Field("alias", .string(isName: true)),
            Field("text", .string()), Field("labels", .string(labels)), Field("count", .int32()),
            Field("part", .object(part)), Field("parts", .list(of: .object(command))),
            Field("selector", .object(selector)),
            Field(
                "mount",
                .object(
                    ObjectType("Mount", "", [Field("mountPath", .string(), need: "x"), Field("subPath", .string())]))
            ),
        ])

    private static func findings(_ json: String) throws -> [String] {
        let document = try Document(json: Array(json.utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), unknownFields: .reported, into: &findings)
        return findings.all.filter { $0.rule != RuleInfo.requiredField.id }.map { "\($0.path): \($0.detail)" }
    }

    /// A value without the object around it.
    @Test(
        arguments: [
            (#""limits":3"#, #"limits: must be an object; did you mean "last: 3" under it?"#),
            (#""limits":"3""#, #"limits: must be an object; did you mean "last: 3" under it?"#),
            // Out of bounds, of another type, and with a unit of something else.
            (#""limits":10"#, "limits: must be an object"), (#""limits":true"#, "limits: must be an object"),
            (#""limits":"3d""#, "limits: must be an object"), (#""limits":"10""#, "limits: must be an object"),
            (#""policy":"All""#, #"policy: must be an object; did you mean "spaces.from: All" under it?"#),
            (#""policy":"all""#, "policy: must be an object"), (#""policy":1"#, "policy: must be an object"),
            // Several words are one value only where the examples have them.
            (#""plan":"0 2 * * *""#, #"plan: must be an object; did you mean "schedule: 0 2 * * *" under it?"#),
            (#""plan":"a\nb""#, "plan: must be an object"), (#""plan":true"#, "plan: must be an object"),
            (#""policy":{"spaces":"a b"}"#, "policy.spaces: must be an object"),
            (#""command":["a","b"]"#, #"command: must be an object; did you mean it under "words"?"#),
            (#""command":["a",1]"#, "command: must be an object"), (#""command":[]"#, "command: must be an object"),
            // A list of one.
            (#""limits":[{"last":3}]"#, "limits: must be an object, not a list; did you mean its only item?"),
            (#""limits":[{"last":3},{}]"#, "limits: must be an object"),
            (#""limits":[3]"#, "limits: must be an object"),
            (#""owner":["a"]"#, #"owner: must be a string, not a list; did you mean "a"?"#),
            (#""owner":["a b"]"#, "owner: must be a string"), (#""owner":[["a"]]"#, "owner: must be a string"),
            (#""count":[3]"#, "count: must be an integer, not a list; did you mean 3?"),
            (#""count":["3"]"#, "count: must be an integer"),
            (#""count":{"count":3}"#, "count: must be an integer, not an object; did you mean 3?"),
        ] as [(String, String)])
    func addsAnObject(_ member: String, _ line: String) throws {
        #expect(try Self.findings("{\(member)}") == [line])
    }

    /// An object where a text belongs.
    @Test(arguments: [
        (#""owner":{"name":"a"}"#, #"owner: must be a string, not an object; did you mean "a"?"#),
        (#""owner":{"owner":"a","x":null}"#, #"owner: must be a string, not an object; did you mean "a"?"#),
        (#""owner":{"name":"a b"}"#, "owner: must be a string"), (#""owner":{"id":"a"}"#, "owner: must be a string"),
        (#""owner":{"name":5}"#, "owner: must be a string"), (#""owner":{}"#, "owner: must be a string"),
        (#""owner":{"name":"a","x":"b"}"#, "owner: must be a string"),
        (#""alias":{"name":"a"}"#, #"alias: must be a string, not an object; did you mean "a"?"#),
        // Not every text is a name.
        (#""text":{"name":"a"}"#, "text: must be a string"),
        (#""text":{"text":"a"}"#, #"text: must be a string, not an object; did you mean "a"?"#),
        // The namespace belongs beside the name.
        (
            #""owner":{"name":"a","namespace":"b"}"#,
            #"owner: must be a string, not an object; did you mean "owner: a" and "namespace: b"?"#
        ),
        (#""namespace":"c","owner":{"name":"a","namespace":"b"}"#, "owner: must be a string"),
        (#""labels":{"a":1}"#, #"labels: must be a string, not an object; did you mean "a"?"#),
        (#""labels":{"a b":1}"#, "labels: must be a string"),
    ])
    func unwrapsAnObject(_ member: String, _ line: String) throws {
        #expect(try Self.findings("{\(member)}") == [line])
    }

    /// Names with values: as a list for an object, and the other way round.
    @Test(arguments: [
        (
            #""free":[{"name":"a","value":"b"}]"#, #"free: must be an object with the names as keys, such as "a: b""#
        ),
        (
            #""free":[{"name":"a","value":1},{"name":"b","value":"c"}]"#,
            #"free: must be an object with the names as keys, such as "a: 1""#
        ),
        (
            #""free":[{"name":"a","value":"1"}]"#,
            #"free: must be an object with the names as keys, such as "a: '1'""#
        ),
        (#""free":[{"name":"a"}]"#, "free: must be an object"), (#""free":[]"#, "free: must be an object"),
        (#""free":[{"name":"a","value":"b","x":1}]"#, "free: must be an object"),
        (#""free":[{"name":"a","value":[]}]"#, "free: must be an object"),
        (
            #""pairs":{"a":"b","c":1}"#,
            #"pairs: must be a list, with an item for every key, such as "name: a" and "value: b""#
        ),
        // The value of a pair is a text.
        (
            #""pairs":{"a":1,"c":"b"}"#,
            #"pairs: must be a list, with an item for every key, such as "name: a" and "value: '1'""#
        ),
        (
            #""pairs":{"yes":"true"}"#,
            #"pairs: must be a list, with an item for every key, such as "name: 'yes'" and "value: 'true'""#
        ),
        (#""pairs":{"name":"a","value":"b"}"#, "pairs: must be a list, even of one item"),
        (#""pairs":{"a":{}}"#, "pairs: must be a list, even of one item"), (#""pairs":{}"#, "pairs: must be a list"),
        (#""parts":{"a":"b"}"#, "parts: must be a list, even of one item"),
    ])
    func namesValues(_ member: String, _ line: String) throws {
        #expect(try Self.findings("{\(member)}") == [line])
    }

    /// A key that another object has.
    @Test(
        arguments: [
            (#"{"size":1}"#, "size: unknown field; it belongs under part, as part.size"),
            // Further inside, and in the items of a list.
            (#"{"from":"All"}"#, "from: unknown field; it belongs under policy.spaces, as policy.spaces.from"),
            (#"{"words":[]}"#, "words: unknown field"),
            (#"{"command":{},"words":[]}"#, "words: unknown field; it belongs under command, as command.words"),
            (#"{"value":"a"}"#, "value: unknown field; it belongs to an item of pairs, as pairs[].value"),
            // A value of another kind is something else.
            (#"{"size":{}}"#, "size: unknown field"),
            // Around the object, one and two steps out; not if it is there already.
            (#"{"part":{"count":1}}"#, "part.count: unknown field; it does not belong under part, but beside it"),
            (
                #"{"part":{"deep":{"own":"a"}}}"#,
                "part.deep.own: unknown field; it does not belong under deep, but beside it"
            ),
            (
                #"{"part":{"deep":{"text":"a"}}}"#,
                "part.deep.text: unknown field; it does not belong under part, but beside it"
            ),
            (#"{"count":1,"part":{"count":1}}"#, "part.count: unknown field"),
            // Many objects have a name and a namespace.
            (#"{"name":"a"}"#, "name: unknown field"),
            (#"{"part":{"namespace":"a"}}"#, "part.namespace: unknown field"),
            // Texts under the author's own keys.
            (#"{"selector":{"app":"a"}}"#, "selector.app: unknown field; it belongs under labels"),
            (#"{"selector":{"app":1}}"#, "selector.app: unknown field"),
            (#"{"selector":{"lables":{}}}"#, #"selector.lables: unknown field; did you mean "labels"?"#),
            // The end of a required field's name.
            (#"{"mount":{"path":"a"}}"#, #"mount.path: unknown field; did you mean "mountPath"?"#),
            (#"{"mount":{"mountPath":"a","path":"a"}}"#, "mount.path: unknown field"),
        ] as [(String, String)])
    func findsTheObject(_ json: String, _ line: String) throws {
        #expect(try Self.findings(json) == [line])
    }
}
