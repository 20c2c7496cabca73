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
        let editor = DocumentEditor(document, plan.changes)
        #expect(editor.left.isEmpty)
        #expect(
            String(decoding: editor.text, as: UTF8.self) == """
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

    /// The object behind an alias is completed where it is written if all places that share it lack the same; if
    /// another place would change, it is left as it is.
    @Test(
        arguments: [
            (
                "color: Green\nleaf: &leaf {name: a}\nleaves: [*leaf, {count: 1}]\n",
                "color: Green\nleaf: &leaf {name: a, count: 3}\nleaves: [*leaf, {count: 1}]\n", []
            ),
            (
                "other: &leaf {name: a}\nleaf: *leaf\nleaves: [{name: b}]\n",
                "other: &leaf {name: a}\nleaf: *leaf\nleaves: [{name: b, count: 3}]\ncolor: Red\n", ["/leaf"]
            ),
            (
                "leaf: &leaf {name: a}\nother: *leaf\n",
                "leaf: &leaf {name: a}\nother: *leaf\ncolor: Red\n", ["/leaf"]
            ),
            (
                "color: Green\nleaf: &leaf {name: a}\nleaves: [{<<: *leaf, count: 5}, {<<: *leaf}]\n",
                "color: Green\nleaf: &leaf {name: a, count: 3}\nleaves: [{<<: *leaf, count: 5}, {count: 3, <<: *leaf}]\n",
                []
            ),
            // kubectl lets a merge key win over the keys before it.
            (
                "color: Green\nleaf: &leaf {name: a}\nleaves: [{count: 5, <<: *leaf}]\n",
                "color: Green\nleaf: &leaf {name: a}\nleaves: [{count: 5, <<: *leaf}]\n", ["/leaf"]
            ),
        ] as [(String, String, [String])])
    func completesSharedObjectsInAllPlacesOrNone(_ yaml: String, edited: String, left: [String]) throws {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let changes = Self.plan(document, tree).changes
        let editor = DocumentEditor(document, changes)
        #expect(String(decoding: editor.text, as: UTF8.self) == edited)
        let found = editor.left.compactMap { index -> String? in
            guard case .set(_, let owner) = changes[index] else { return nil }
            var pointer = JSONPointer()
            pointer.move(to: owner, from: document.root, in: document)
            return pointer.description
        }
        #expect(found == left)
    }

    private static func plan(
        _ document: Document, _ type: ObjectType, for object: Document.Node? = nil
    ) -> DefaultsPlan {
        DefaultsPlan(for: object ?? document.root, of: CompiledSchema(type), in: document)
    }
}
