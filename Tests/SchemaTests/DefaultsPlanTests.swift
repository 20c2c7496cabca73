import Document
import Schema
import Testing

/// Defaults are added only where something is missing.
@Suite struct DefaultsTests {
    @Test(arguments: [
        (#"{"color":"Green","leaf":{"count":1},"leaves":[{"count":0}]}"#, "[]"),
        (#"{"color":"Green","leaf":{"count":1}}"#, "[]"),
        (#"{}"#, #"[{"op":"add","path":"/color","value":"Red"},{"op":"add","path":"/leaf","value":{"count":3}}]"#),
        (
            #"{"color":null,"leaf":null}"#,
            #"[{"op":"add","path":"/color","value":"Red"},{"op":"add","path":"/leaf","value":{"count":3}}]"#
        ),
        (#"{"color":5,"leaf":"x","leaves":"y"}"#, "[]"),
        (
            #"{"color":"","leaf":{},"leaves":[null,{},7,{"count":null},{"count":"x"}]}"#,
            #"[{"op":"add","path":"/leaf/count","value":3},{"op":"add","path":"/leaves/1/count","value":3},{"op":"add","path":"/leaves/3/count","value":3}]"#
        ),
        ("[]", "[]"), ("null", "[]"),
    ])
    func adds(_ text: String, expected: String) throws {
        let document = try Document(json: Array(text.utf8))
        let patch = try #require(Self.plan(document, tree).patch(from: document.root))
        #expect(String(decoding: patch.json, as: UTF8.self) == expected)
    }

    /// A default object is complete: it has the defaults of the objects in it, and nothing without a default.
    @Test(arguments: [
        ("{}", #"[{"op":"add","path":"/outer","value":{"inner":{"count":3},"word":"w"}}]"#),
        (
            #"{"outer":{}}"#,
            #"[{"op":"add","path":"/outer/inner","value":{"count":3}},{"op":"add","path":"/outer/word","value":"w"}]"#
        ),
        (#"{"outer":{"inner":{"name":"a"},"word":""}}"#, #"[{"op":"add","path":"/outer/inner/count","value":3}]"#),
    ])
    func nests(_ text: String, expected: String) throws {
        let outer = ObjectType(
            "Outer", "",
            [
                Field("plain", .string()), Field("inner", .object(leaf), default: .object),
                Field("word", .string(), default: .string("w")), Field("none", .object(leaf)),
            ])
        let root = ObjectType("Root", "", [Field("outer", .object(outer), default: .object)])
        let document = try Document(json: Array(text.utf8))
        let patch = try #require(Self.plan(document, root).patch(from: document.root))
        #expect(String(decoding: patch.json, as: UTF8.self) == expected)
    }

    @Test func refusesAnEndlessPatch() throws {
        let text = "{\"leaves\":[" + Array(repeating: "{}", count: 300_000).joined(separator: ",") + "]}"
        let document = try Document(json: Array(text.utf8))
        #expect(Self.plan(document, tree).patch(from: document.root) == nil)
    }

    /// One plan becomes edits of a text, and a patch that starts at an object within a document.
    @Test func rendersOnePlanInTwoForms() throws {
        let yaml = """
            - kept: # a list
              - 1
            - leaf: {name: a}
              color: ~
              leaves:
              - name: b # last
              - count: 2
            """
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let object = try #require(Array(document.elements(of: document.root)).last)
        var plan = Self.plan(document, tree, for: object)
        plan.add(NewMember("other", .string("x: y")), to: object)
        let patch = try #require(plan.patch(from: object))
        #expect(
            String(decoding: patch.json, as: UTF8.self)
                == #"[{"op":"add","path":"/color","value":"Red"},{"op":"add","path":"/leaf/count","value":3},{"op":"add","path":"/leaves/0/count","value":3},{"op":"add","path":"/other","value":"x: y"}]"#
        )
        let (edits, unplaced) = plan.edits()
        #expect(unplaced.isEmpty)
        var text = Array(yaml.utf8)
        for edit in edits.reversed() { text.replaceSubrange(edit.range, with: edit.text.utf8) }
        #expect(
            String(decoding: text, as: UTF8.self) == """
                - kept: # a list
                  - 1
                - leaf: {name: a, count: 3}
                  color: Red
                  leaves:
                  - name: b # last
                    count: 3
                  - count: 2
                  other: "x: y"
                """)
    }

    /// The object behind an alias is completed where it is written, and reported as left out elsewhere.
    @Test func leavesOutAliasedObjects() throws {
        let yaml = "color: Green\nleaf: &leaf {name: a}\nleaves: [*leaf, {count: 1}]\n"
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let (edits, unplaced) = Self.plan(document, tree).edits()
        #expect(edits.map(\.text) == [", count: 3"])
        var pointer = JSONPointer()
        for node in unplaced { pointer.move(to: node, from: document.root, in: document) }
        #expect(unplaced.count == 1 && pointer.description == "/leaves/0")
    }

    private static func plan(
        _ document: Document, _ type: ObjectType, for object: Document.Node? = nil
    ) -> DefaultsPlan {
        DefaultsPlan(for: object ?? document.root, of: CompiledSchema(type), in: document)
    }
}
