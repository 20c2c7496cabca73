import Document
import Schema
import Testing

/// A small schema with one field of every kind.
let leaf = ObjectType(
    "Leaf", "A leaf.",
    [Field("name", .string(), need: "tells them apart"), Field("count", .int32(minimum: 0), default: .integer(3))])
let tree = ObjectType(
    "Tree", "A tree.",
    [
        Field("color", .string(allowed: ["Red", "Green"]), default: .string("Red")),
        Field("leaf", .object(leaf), default: .object),
        Field("leaves", .list(of: .object(leaf)), need: "a tree has leaves"),
        Field("words", .list(of: .string())),
        Field("size", .int32()),
        Field("age", .int64()),
        Field("marks", .map(of: .string())),
    ])

private func check(_ text: String) throws -> [String] {
    let document = try Document(json: Array(text.utf8))
    var findings = Findings(about: document.root, in: document)
    StructuralCheck.run(CompiledSchema(tree), into: &findings)
    return findings.all.map { "\($0.path): \($0.message(in: document))" }
}

/// Types, presence, choices and bounds are checked field by field, in the schema's order.
@Suite struct StructuralCheckTests {
    @Test(
        arguments: [
            (#"{"leaves":[{"name":"a"}]}"#, []),
            (#"{"leaves":[{"name":"a","count":0,"unknown":[1]}],"leaf":null,"words":[],"more":{"x":null}}"#, []),
            (#"{}"#, ["leaves: Required value: a tree has leaves"]),
            (#"{"leaves":null}"#, ["leaves: Required value: a tree has leaves"]),
            (#"{"leaves":[]}"#, ["leaves: Required value: a tree has leaves"]),
            (#"{"leaves":{}}"#, ["leaves: Invalid value: {}: must be a list"]),
            (#"{"leaves":"x"}"#, [#"leaves: Invalid value: "x": must be a list, even of one item"#]),
            (#"[]"#, ["object: Invalid value: []: must be an object"]),
            (#"null"#, [#"object: Invalid value: "null": must be an object"#]),
            (
                #"{"leaves":[null,{"name":""},5]}"#,
                [
                    #"leaves[0]: Invalid value: "null": must be an object"#,
                    "leaves[1].name: Required value: tells them apart",
                    "leaves[2]: Invalid value: 5: must be an object",
                ]
            ),
            (
                #"{"size":1.5,"words":["a",1,null],"leaves":[{"name":"a","count":-1}],"color":"red"}"#,
                [
                    #"color: Unsupported value: "red": supported values: "Red", "Green"; did you mean "Red"?"#,
                    "leaves[0].count: Invalid value: -1: must be greater than or equal to 0",
                    "words[1]: Invalid value: 1: must be a string, in quotes",
                    #"words[2]: Invalid value: "null": must be a string"#,
                    "size: Invalid value: 1.5: must be an integer",
                ]
            ),
            (
                #"{"leaves":[{"name":"a","count":2147483648}],"size":-2147483649,"leaf":{"name":true,"count":"1"}}"#,
                [
                    "leaf.name: Invalid value: true: must be a string, in quotes",
                    #"leaf.count: Invalid value: "1": must be an integer, without quotes; did you mean 1?"#,
                    "leaves[0].count: Invalid value: 2147483648: must be less than or equal to 2147483647",
                    "size: Invalid value: -2147483649: must be greater than or equal to -2147483648",
                ]
            ),
            (
                #"{"leaves":[{"name":"a","count":1e400}],"size":-1e400,"color":""}"#,
                [
                    #"color: Unsupported value: "": supported values: "Red", "Green""#,
                    "leaves[0].count: Invalid value: 1e400: must be less than or equal to 2147483647",
                    "size: Invalid value: -1e400: must be greater than or equal to -2147483648",
                ]
            ),
            (
                #"{"leaves":[{"name":"a"}],"age":9223372036854775808}"#,
                ["age: Invalid value: 9223372036854775808: must be less than or equal to 9223372036854775807"]
            ),
            (
                #"{"leaves":[{"name":"a"}],"age":-1e30}"#,
                ["age: Invalid value: -1e30: must be greater than or equal to -9223372036854775808"]
            ),
            (#"{"leaves":[{"name":"a","count":2147483647}],"size":-2147483648}"#, []),
            (
                #"{"leaves":[{"name":"a"}],"age":-9223372036854775809}"#,
                ["age: Invalid value: -9223372036854775809: must be greater than or equal to -9223372036854775808"]
            ),
            (#"{"leaves":[{"name":"a"}],"age":9223372036854775807}"#, []),
            (#"{"leaves":[{"name":"a"}],"age":-9223372036854775808}"#, []),
            // The API server drops null values.
            (#"{"leaves":[{"name":"a"}],"marks":{"a":null,"b":""}}"#, []),
            (
                #"{"leaves":[{"name":"a"}],"marks":{"a":5}}"#,
                ["marks[a]: Invalid value: 5: must be a string, in quotes"]
            ),
            (#"{"l\u0065aves":[{"n\u0061me":"a","co\u0075nt":1.0}],"color":"\u0052ed","size":2e9}"#, []),
        ] as [(String, [String])])
    func reports(_ text: String, findings: [String]) throws {
        #expect(try check(text) == findings)
    }

    @Test func countsFindingsOverTheLimit() throws {
        let text = "{\"leaves\":[" + Array(repeating: "0", count: Findings.limit + 7).joined(separator: ",") + "]}"
        let document = try Document(json: Array(text.utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(tree), into: &findings)
        #expect(findings.all.count == Findings.limit)
        #expect(findings.dropped == 7)
    }
}

/// Findings of several checks are in the schema's order.
@Suite struct FindingsTests {
    /// The limit is higher than that of an answer, and bounds the memory for findings.
    @Test func limitsMatchTheDocumentation() {
        #expect(DefaultsPlan.patchLimit == 8 << 20)
        #expect(Findings.limit == 21_000)
        #expect(NearestName.mostCandidates == 64)
    }

    @Test func sortsBySchemaAndKeepsTheOrderOfReports() throws {
        let document = try Document(
            json: Array(#"{"size":1,"words":["a","b","c"],"leaf":{"count":1},"zzz":1,"leaves":[]}"#.utf8))
        let value = { (key: Key) in document.member(key, of: document.root) ?? document.root }
        var findings = Findings(about: document.root, in: document)
        let rule = { RuleInfo($0, .error, "a rule") }
        let words = Array(document.elements(of: value("words")))
        findings.report(rule("r1"), .invalid, value("zzz"))
        findings.report(rule("r2"), .invalid, value("size"))
        findings.report(rule("r3"), .invalid, words[2])
        findings.report(rule("r4"), .invalid, words[0])
        findings.report(rule("r5"), .invalid, words[0])
        findings.report(rule("r6"), .required, missing: "name", of: value("leaf"))
        findings.report(rule("r7"), .invalid, value("words"))
        findings.report(rule("r8"), .invalid, value("leaf"))
        findings.sort(by: CompiledSchema(tree))
        #expect(findings.all.map(\.rule.rawValue) == ["r8", "r6", "r7", "r4", "r5", "r3", "r2", "r1"])
        #expect(
            findings.all.map(\.path.description) == [
                "leaf", "leaf.name", "words", "words[0]", "words[0]", "words[2]", "size", "zzz",
            ])
        #expect(findings.all[3].path.withoutIndices.description == "words")
    }

    /// The form of Kubernetes' own field errors.
    @Test(arguments: [
        (Finding.Cause.required, "x", "Required value"), (.duplicate, "x", #"Duplicate value: "x""#),
        (.invalid, "x", #"Invalid value: "x""#), (.notFound, "x", #"Not found: "x""#),
        (.notSupported, "x", #"Unsupported value: "x""#), (.typeInvalid, "x", #"Invalid value: "x""#),
    ])
    func writesMessagesAsKubernetesDoes(_ cause: Finding.Cause, value: String, message: String) throws {
        let document = try Document(json: Array("\"\(value)\"".utf8))
        let finding = Finding(RuleInfo("r", .error, "a rule"), cause, at: FieldPath(), node: document.root)
        #expect(finding.message(in: document) == message)
        let detailed = Finding(
            RuleInfo("r", .error, "a rule"), cause, at: FieldPath(), node: document.root, problem: "why")
        #expect(detailed.message(in: document) == message + ": why")
    }
}

/// Messages about long values are short, and missing names are not compared.
@Suite struct ShortFindingTests {
    /// A warning shows its value only if that is a scalar.
    @Test(arguments: [
        (#""a""#, #""a": why"#), ("1", "1: why"), ("true", "true: why"),
        ("false", "false: why"), ("-1.5", "-1.5: why"), ("{}", "why"), ("[1]", "why"), ("null", "why"),
    ])
    func warningsShowScalars(_ value: String, message: String) throws {
        let document = try Document(json: Array(value.utf8))
        let finding = Finding(
            RuleInfo("r", .error, "a rule"), .invalid, at: FieldPath(), node: document.root, problem: "why",
            isMild: true)
        #expect(finding.message(in: document) == message)
    }

    /// However large a value is, a message shows no more of it than a terminal holds.
    @Test(arguments: ["\"%\"", "[\"%\",1]", "{\"a\":\"%\"}", "1%", "[%]", "{\"%\":1}"])
    func longValues(_ shape: String) throws {
        let digits = String(repeating: "1", count: 100_000)
        let document = try Document(json: Array(shape.replacing("%", with: digits).utf8))
        let rule = RuleInfo("r", .error, "a rule")
        let finding = Finding(rule, .invalid, at: FieldPath(), node: document.root, problem: "why")
        let message = finding.message(in: document)
        #expect((1024..<1100).contains(message.utf8.count))
        #expect(message.contains("..."))
        #expect(message.hasSuffix(": why"))
    }

    @Test(arguments: [("''", 0), ("null", 0), ("a", 1)])
    func onlyNamesAreDuplicates(_ name: String, count: Int) throws {
        let item = ObjectType("Item", "An item.", [Field("name", .string())])
        let type = ObjectType(
            "Holder", "Holds items.", [Field("items", .list(of: .object(item), uniqueBy: ["name"]))])
        let yaml = "items: [{name: \(name)}, {name: \(name)}]"
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        #expect(findings.all.count == count)
    }
}

/// A new judgement changes the severity of findings and nothing else.
@Suite struct JudgementTests {
    @Test func keepsEverythingElse() throws {
        let document = try Document(json: Array(#"{"words":[1]}"#.utf8))
        let words = try #require(document.present("words", of: document.root))
        let word = try #require(Array(document.elements(of: words)).first)
        var findings = Findings(about: document.root, in: document)
        let rule = RuleInfo("some-rule", .error, "a rule")
        findings.report(rule, .forbidden, word, "detail")
        findings.report(rule, .required, missing: "color", of: document.root, assumed: "\"Red\"", "another")
        let before = findings.all
        findings.judge { _ in .warning }
        #expect(findings.all.map(\.severity) == [.warning, .warning])
        #expect(findings.all.map(\.rule) == [rule.id, rule.id])
        #expect(findings.all.map(\.cause) == [.forbidden, .required])
        #expect(findings.all.map { "\($0.path)" } == ["words[0]", "color"])
        #expect(findings.all.map(\.node) == before.map(\.node))
        #expect(findings.all.map(\.owner) == [nil, document.root])
        #expect(findings.all.map(\.assumed) == [nil, "\"Red\""])
        #expect(findings.all.map(\.detail) == ["detail", "another"])
        findings.judge { $0.cause == .required ? .error : nil }
        #expect(findings.all.map(\.severity) == [.error])
        #expect(findings.all.map(\.assumed) == ["\"Red\""])
    }

    /// The remaining findings keep their order, whichever others are dropped.
    @Test func keepsTheOrder() throws {
        let document = try Document(json: Array("[0,1,2,3,4]".utf8))
        for dropped in 0..<32 {
            var findings = Findings(about: document.root, in: document)
            for item in document.elements(of: document.root) {
                findings.report(RuleInfo("some-rule", .error, "a rule"), .forbidden, item)
            }
            let before = findings.all
            findings.judge { dropped >> (before.map(\.path).firstIndex(of: $0.path) ?? 0) & 1 == 1 ? nil : .warning }
            let kept = (0..<5).filter { dropped >> $0 & 1 == 0 }
            #expect(findings.all.map { "\($0.path)" } == kept.map { "[\($0)]" })
        }
    }
}

/// A name is suggested for a typing error, but not for another word.
@Suite struct NearestNameTests {
    @Test(
        arguments: [
            ("gcs-backed", ["s3", "gcs-backend"], "gcs-backend"), ("GCS-Backend", ["gcs-backend"], "gcs-backend"),
            ("gsc", ["gcs"], "gcs"), ("primray", ["primary", "secondary"], "primary"),
            // One letter of one or two is another name, and so is another number.
            ("a", ["b"], nil), ("s3", ["s4"], nil), ("S3", ["s3"], "s3"), ("web-1", ["web-2"], nil),
            ("wbe-1", ["web-1"], "web-1"),
            // Two names that are equally near are both not meant; a name that is there twice is one.
            ("prmary", ["primary", "prymary"], nil), ("primry", ["primary", "primary"], "primary"),
            ("ab", ["cd"], nil),
            ("backup", ["restore"], nil), ("", ["a"], nil), ("abc", [], nil),
            ("name-1", ["name-12", "name-2", "name-1"], "name-1"),
            ("production-gcs", ["prodwxyion-gcs"], "prodwxyion-gcs"), ("production-gcs", ["prodwxyzon-gcs"], nil),
            ("production", ["prod"], nil), ("x", [""], nil as String?),
        ] as [(String, [String], String?)])
    func suggests(_ name: String, candidates: [String], nearest: String?) {
        #expect(NearestName.of(name, among: candidates) == nearest)
    }

    /// The longest name that Kubernetes allows is still compared, a longer one is not, on either side.
    @Test func longestNames() {
        let (almost, longest) = (String(repeating: "x", count: 252), String(repeating: "x", count: 253))
        let beyond = longest + "x"
        #expect(NearestName.of(longest, among: [almost]) == almost)
        #expect(NearestName.of(almost, among: [longest]) == longest)
        #expect(NearestName.of(beyond, among: [longest]) == nil)
        #expect(NearestName.of(longest, among: [beyond]) == nil)
    }

    @Test func stopsSearchingLongLists() {
        let many = (0..<100_000).map { "candidate-\($0)" }
        #expect(NearestName.of("candidate-99999", among: many) != "candidate-99999")
        #expect(NearestName.of(String(repeating: "x", count: 100_000), among: many) == nil)
    }
}
