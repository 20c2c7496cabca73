import Document
import Schema
import Testing

/// For a value that its field does not take, a message suggests the correction if it is clear, and else says what is allowed.
@Suite struct CorrectionTests {
    private static let word = Format("word", rule: .wrongType, summary: "a word of letters") { text in
        for index in text.indices where !(0x61...0x7A).contains(text[index]) { return "must be a word of letters" }
        return text.isEmpty ? "must be a word of letters" : nil
    }
    private static let time = Format("time", rule: .wrongType, summary: "a time such as 5s", unit: "s") { text in
        text.count > 1 && text[text.count - 1] == 0x73 ? nil : "must be a time such as 5s"
    }
    private static let name = Format(
        "name", rule: .wrongType, summary: "a name",
        suggestion: { text in
            text.count > 1 && text[1] == 0x2F ? .setFields([.init("space", "s"), .init("name", "n")]) : nil
        },
        problem: { text in text.count > 1 && text[1] == 0x2F ? "must be a name" : nil })
    private static let reference = ObjectType(
        "Reference", "A reference.", [Field("name", .string(name), need: "it is a name"), Field("space", .string())],
        mainField: "name")
    private static let type = ObjectType(
        "Thing", "A thing.",
        [
            Field("flag", .boolean), Field("count", .int32(minimum: 0, maximum: 700)), Field("text", .string()),
            Field("word", .string(word)), Field("time", .string(time)), Field("reference", .object(reference)),
            Field("plain", .object(ObjectType("Plain", "A plain object.", [Field("name", .string())]))),
            Field("choice", .string(allowed: ["Forbid", "Allow", "OnFailure", "OnFailures"])),
            Field("port", .integerOrString(IntegerType(1...9000, isWide: false), StringType(format: word))),
            Field("amount", .quantity(time)), Field("list", .list(of: .string())),
            Field("words", .map(of: .string(word), keys: word)),
        ])

    private static func findings(_ json: String) throws -> [String] {
        let document = try Document(json: Array(json.utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        return findings.all.map { "\($0.path): \($0.detail)" }
    }

    @Test(
        arguments: [
            // A text for a boolean, and the numbers of old.
            (#""flag":"true""#, "flag: must be true or false, without quotes; did you mean true?"),
            (#""flag":" No ""#, "flag: must be true or false, without quotes; did you mean false?"),
            (#""flag":1"#, "flag: must be true or false; did you mean true?"),
            (#""flag":0"#, "flag: must be true or false; did you mean false?"),
            (#""flag":2"#, "flag: must be true or false"), (#""flag":"maybe""#, "flag: must be true or false"),
            // A text for a number: not one out of bounds, and not one that may be octal.
            (#""count":"3""#, "count: must be an integer, without quotes; did you mean 3?"),
            (#""count":" 3""#, "count: must be an integer, without quotes; did you mean 3?"),
            (#""count":"0""#, "count: must be an integer, without quotes; did you mean 0?"),
            (#""count":"0644""#, "count: must be an integer"), (#""count":"701""#, "count: must be an integer"),
            (#""count":"1,5""#, "count: must be an integer"), (#""count":1.5"#, "count: must be an integer"),
            (#""count":"three""#, "count: must be an integer"),
            // A number for a text may have been another one: 1.0, 010, no.
            (#""text":5"#, "text: must be a string, in quotes"), (#""text":true"#, "text: must be a string, in quotes"),
            (#""text":[]"#, "text: must be a string"), (#""word":5"#, "word: must be a string: a word of letters"),
            (#""word":true"#, "word: must be a string, in quotes"),
            (#""word":false"#, "word: must be a string, in quotes"),
            (#""word":null,"text":false"#, "text: must be a string, in quotes"),
            (#""word":[]"#, "word: must be a string"),
            (#""choice":5"#, "choice: must be a string"),
            (#""time":30"#, #"time: must be a string: a time such as 5s; did you mean "30s"?"#),
            (#""time":1.5"#, "time: must be a string: a time such as 5s"),
            (#""amount":0.5"#, "amount: must be a quantity, such as 500m or 1Gi"),
            // A number in quotes where a name would be a text.
            (#""port":"80""#, "port: a number must be written without quotes; did you mean 80?"),
            (#""port":"9001""#, "port: must be a word of letters"),
            (#""port":true"#, "port: must be an integer or a string"),
            // Quotes and blanks inside of the text.
            (#""word":"\"ab\"""#, #"word: must be a word of letters; the text itself has quotes; did you mean "ab"?"#),
            (#""word":"'ab'""#, #"word: must be a word of letters; the text itself has quotes; did you mean "ab"?"#),
            (#""word":" ab\n""#, #"word: must be a word of letters; did you mean "ab"?"#),
            (#""word":"\"a b\"""#, "word: must be a word of letters"),
            (#""word":"\"ab""#, "word: must be a word of letters"),
            // A text for an object that has a name, or for another object.
            (#""reference":"a""#, #"reference: must be an object; did you mean "name: a" under it?"#),
            (
                #""reference":"s/n""#,
                #"reference: must be an object; did you mean "space: s" and "name: 'n'" under it?"#
            ),
            (#""reference":"a b""#, "reference: must be an object"),
            (#""reference":5"#, "reference: must be an object"),
            (#""reference":["a"]"#, "reference: must be an object"),
            // The only field of an object.
            (#""plain":"a""#, #"plain: must be an object; did you mean "name: a" under it?"#),
            // Another namespace beside the one in the name: one of them is wrong.
            (
                #""reference":{"name":"s/n"}"#,
                #"reference.name: must be a name; did you mean "space: s" and "name: 'n'"?"#
            ),
            (
                #""reference":{"name":"s/n","space":"s"}"#,
                #"reference.name: must be a name; did you mean "space: s" and "name: 'n'"?"#
            ),
            (#""reference":{"name":"s/n","space":"t"}"#, "reference.name: must be a name"),
            // One for a list.
            (#""list":"a""#, "list: must be a list, even of one item"),
            (#""list":{"a":"b"}"#, "list: must be a list, even of one item"),
            // An empty object or list in quotes, and other texts of such a notation.
            (#""reference":"{}""#, "reference: must be an object, without quotes; did you mean {}?"),
            (#""plain":" {} ""#, "plain: must be an object, without quotes; did you mean {}?"),
            (#""words":"{}""#, "words: must be an object, without quotes; did you mean {}?"),
            (#""list":"[]""#, "list: must be a list, without quotes; did you mean []?"),
            (#""reference":"{a}""#, "reference: must be an object"),
            (#""reference":"[a]""#, "reference: must be an object"),
            (#""reference":"[]""#, "reference: must be an object"),
            // Characters that are not seen, at the ends and inside.
            (#""word":"ab\u200b""#, #"word: must be a word of letters; did you mean "ab"?"#),
            (#""word":"\ufeffab\u202e ""#, #"word: must be a word of letters; did you mean "ab"?"#),
            (#""word":"a\u200bb""#, "word: must be a word of letters"),
            // In maps, at the entry.
            (#""words":{"a":1}"#, "words[a]: must be a string: a word of letters"),
            (#""words":{" a":"b"}"#, #"words[ a]: the key must be a word of letters; did you mean "a"?"#),
            // Another entry has the key already.
            (#""words":{" a":"b","a":"c"}"#, "words[ a]: the key must be a word of letters"),
            (#""words":{"a":"c","a ":"b"}"#, "words[a ]: the key must be a word of letters"),
            // Keys are written as they are, except for what is not seen.
            (#""words":{"\"":"b"}"#, #"words["]: the key must be a word of letters"#),
            (#""words":{"[\\]":"b"}"#, #"words[[\]]: the key must be a word of letters"#),
            (#""words":{"a\nb\u200b":"b"}"#, #"words[a\nb\u200b]: the key must be a word of letters"#),
        ] as [(String, String)])
    func corrects(_ member: String, _ line: String) throws {
        #expect(try Self.findings("{\(member)}") == [line])
    }

    private static let choices = #"supported values: "Forbid", "Allow", "OnFailure", "OnFailures""#

    /// A word of four letters has no slip, and two that are equally near are both not meant.
    @Test(
        arguments: [
            ("forbid", "; did you mean \"Forbid\"?"), ("FORBID", "; did you mean \"Forbid\"?"),
            ("Frobid", "; did you mean \"Forbid\"?"), (" Forbid", "; did you mean \"Forbid\"?"),
            ("'Forbid'", "; the text itself has quotes; did you mean \"Forbid\"?"),
            ("onfailures", "; did you mean \"OnFailures\"?"), ("Alow", ""), ("Deny", ""), ("", ""),
            ("Forbidden", "; did you mean \"Forbid\"?"), ("OnFailurez", ""),
            // Where no text is near, quotes and blanks are not what is wrong.
            ("'Deny'", ""), ("`Deny` ", ""), (" ", ""), ("''", ""),
        ] as [(String, String)])
    func suggestsChoices(_ text: String, _ end: String) throws {
        #expect(try Self.findings("{\"choice\":\"\(text)\"}") == ["choice: \(Self.choices)\(end)"])
    }

    /// A required text that may be empty is missing only if it is not there.
    @Test(arguments: [("{}", 1), (#"{"value":null}"#, 1), (#"{"value":""}"#, 0), (#"{"value":"a"}"#, 0)])
    func emptyValues(_ json: String, count: Int) throws {
        let type = ObjectType(
            "Pair", "A pair.", [Field("value", .string(), need: "it is a value", emptyIsValue: true)])
        let document = try Document(json: Array(json.utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        #expect(findings.all.map(\.rule.rawValue) == Array(repeating: "required-field", count: count))
    }

    /// A text stands for an object only if the field that it would be takes it.
    @Test(arguments: [
        ("Fast", #"mode: must be an object; did you mean "kind: Fast" under it?"#),
        ("Quick", "mode: must be an object"),
        ("fast", "mode: must be an object"),
        ("", "mode: must be an object"),
    ])
    func choicesOfAnObject(_ text: String, line: String) throws {
        let mode = ObjectType(
            "Mode", "A mode.", [Field("kind", .string(allowed: ["Fast", "Slow"]))], mainField: "kind")
        let type = ObjectType("Thing", "A thing.", [Field("mode", .object(mode))])
        let document = try Document(json: Array("{\"mode\":\"\(text)\"}".utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        #expect(findings.all.map { "\($0.path): \($0.detail)" } == [line])
    }

    /// A field that is there already is not what an unknown one was meant to be.
    @Test func renamesToMissingFieldsOnly() throws {
        for (json, meant) in [(#"{"conut":1}"#, "count"), (#"{"conut":1,"count":2}"#, nil)] {
            let document = try Document(json: Array(json.utf8))
            var findings = Findings(about: document.root, in: document)
            StructuralCheck.run(CompiledSchema(Self.type), unknownFields: .reported, into: &findings)
            #expect(findings.all.map(\.suggestion) == [meant.map { .renameKey(to: $0) }])
        }
    }

    /// Many unknown fields of one object are each compared with the fields that are missing.
    @Test func comparesUnknownFieldsOnce() throws {
        let unknown = (0..<1000).map { "\"conut\($0)\":1" }.joined(separator: ",")
        let document = try Document(json: Array("{\"flga\":true,\(unknown),\"count\":2}".utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(Self.type), unknownFields: .reported, into: &findings)
        #expect(findings.all.count == 1001)
        #expect(findings.all.compactMap(\.suggestion) == [.renameKey(to: "flag")])
    }

    /// The key of a text decides about the suggestion, also of a text in quotes, and of a number.
    @Test(arguments: [
        (#""a":"5x""#, #"must be a 5; did you mean "a"?"#), (#""b":"5x""#, #"must be a 5; did you mean "b"?"#),
        (#""c":"5x""#, "must be a 5"), (#""a":"'5'""#, #"must be a 5; the text itself has quotes; did you mean "a"?"#),
        (#""c":"'5'""#, "must be a 5"),
    ])
    func asksByKey(_ member: String, _ detail: String) throws {
        let format = Format(
            "five", rule: .wrongType, summary: "a 5",
            suggestionUnderKey: { _, key in key == "c" ? nil : .replace(with: key) },
            problem: { $0.count == 1 && $0[0] == 0x35 ? nil : "must be a 5" })
        let type = ObjectType("Map", "A map.", [Field("map", .map(of: .string(format)))])
        let document = try Document(json: Array("{\"map\":{\(member)}}".utf8))
        var findings = Findings(about: document.root, in: document)
        StructuralCheck.run(CompiledSchema(type), into: &findings)
        #expect(findings.all.map(\.detail) == [detail])
    }

    /// A text of megabytes is judged, and not repeated.
    @Test func longTexts() throws {
        let text = String(repeating: " ", count: 100_000)
        #expect(try Self.findings("{\"word\":\"\(text)\"}") == ["word: must be a word of letters"])
        #expect(try Self.findings("{\"choice\":\"\(text)\"}") == ["choice: \(Self.choices)"])
    }
}
