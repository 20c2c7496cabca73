import Editing
import TestSupport
import Testing

@testable import Document

/// Members are inserted in the style of the text, and nothing else in it changes.
@Suite struct MemberAdditionTests {
    private static let members = [
        NewMember("policy", .string("Allow")), NewMember("retry", .object([NewMember("max", .integer(1))])),
    ]

    private static func edited(_ text: String, at path: String = "", adding members: [NewMember] = members) throws
        -> String?
    {
        let document =
            ["{\"", "{ \"", "{\n", "{\r\n"].contains { text.hasPrefix($0) }
            ? try Document(json: Array(text.utf8)) : try #require(try Document.documents(yaml: Array(text.utf8)).first)
        let editor = DocumentEditor(document, [.set(members, of: try #require(value(at: path, in: document)))])
        return editor.left.isEmpty ? String(decoding: editor.text, as: UTF8.self) : nil
    }

    @Test(
        arguments: [
            ("a: 1\n", "", "a: 1\npolicy: Allow\nretry:\n  max: 1\n"),
            ("a: 1", "", "a: 1\npolicy: Allow\nretry:\n  max: 1"),
            ("a: 1 # one\nb: 2 # two\n# end\n", "", "a: 1 # one\nb: 2 # two\npolicy: Allow\nretry:\n  max: 1\n# end\n"),
            ("a:\r\n  b: 1\r\nc: 2\r\n", "a", "a:\r\n  b: 1\r\n  policy: Allow\r\n  retry:\r\n    max: 1\r\nc: 2\r\n"),
            // An item begins on the line of its dash.
            ("- a: 1\n- b: 2\n", "0", "- a: 1\n  policy: Allow\n  retry:\n    max: 1\n- b: 2\n"),
            ("-   a: 1\n", "0", "-   a: 1\n    policy: Allow\n    retry:\n      max: 1\n"),
            // Lines that a block scalar keeps remain a part of it.
            ("a: |+\n  x\n\nb: 1\n", "", "a: |+\n  x\n\nb: 1\npolicy: Allow\nretry:\n  max: 1\n"),
            ("a: |+\n  x\n\n", "", "a: |+\n  x\n\npolicy: Allow\nretry:\n  max: 1\n"),
            ("a: |\n  x\n\n", "", "a: |\n  x\npolicy: Allow\nretry:\n  max: 1\n\n"),
            ("a:\n- |+\n  x\n\n\nb: 2", "", "a:\n- |+\n  x\n\n\nb: 2\npolicy: Allow\nretry:\n  max: 1"),
            // A plus that is no part of the header keeps nothing.
            ("a: | # 1+1\n  x\n\n", "", "a: | # 1+1\n  x\npolicy: Allow\nretry:\n  max: 1\n\n"),
            ("a: |\n  +x\n\n", "", "a: |\n  +x\npolicy: Allow\nretry:\n  max: 1\n\n"),
            ("a: |2+ # 1\n  x\n\n", "", "a: |2+ # 1\n  x\n\npolicy: Allow\nretry:\n  max: 1\n"),
            // Flow style.
            ("a: {}\n", "a", "a: {policy: Allow, retry: {max: 1}}\n"),
            ("{b: 1}", "", "{b: 1, policy: Allow, retry: {max: 1}}"),
            ("{b: 1,}", "", "{b: 1, policy: Allow, retry: {max: 1},}"),
            ("{b: 1, \"c\":}", "", "{b: 1, \"c\": , \"policy\": \"Allow\", \"retry\": {\"max\": 1}}"),
            ("a: &x {b: 1}\nc: {<<: *x}\n", "c", "a: &x {b: 1}\nc: {policy: Allow, retry: {max: 1}, <<: *x}\n"),
            ("a: {}\nb: { }\n", "b", "a: {}\nb: {policy: Allow, retry: {max: 1} }\n"),
            ("{b: }", "", "{b: , policy: Allow, retry: {max: 1}}"),
            ("a: {\"b\": 1}\n", "a", "a: {\"b\": 1, \"policy\": \"Allow\", \"retry\": {\"max\": 1}}\n"),
            ("a: {\n  b: 1\n}\n", "a", "a: {\n  b: 1,\n  policy: Allow,\n  retry: {max: 1}\n}\n"),
            // JSON, compact and not.
            (#"{"b":1}"#, "", #"{"b":1,"policy":"Allow","retry":{"max":1}}"#),
            (#"{"b": 1}"#, "", #"{"b": 1, "policy": "Allow", "retry": {"max": 1}}"#),
            (
                "{\n  \"b\": 1\n}", "",
                "{\n  \"b\": 1,\n  \"policy\": \"Allow\",\n  \"retry\": {\n    \"max\": 1\n  }\n}"
            ),
            (
                "{\r\n\t\"a\": [\r\n\t\t{\r\n\t\t}\r\n\t]\r\n}", "a/0",
                "{\r\n\t\"a\": [\r\n\t\t{\r\n\t\t\t\"policy\": \"Allow\",\r\n\t\t\t\"retry\": {\r\n\t\t\t\t\"max\": 1\r\n\t\t\t}\r\n\t\t}\r\n\t]\r\n}"
            ),
            (
                "{\n    \"a\": {}\n}", "a",
                "{\n    \"a\": {\n        \"policy\": \"Allow\",\n        \"retry\": {\n            \"max\": 1\n        }\n    }\n}"
            ),
            (
                "{\n  \"retry\": null,\n  \"policy\": \"Allow\"\n}", "",
                "{\n  \"retry\": {\n    \"max\": 1\n  },\n  \"policy\": \"Allow\"\n}"
            ),
            (#"{"b":{}}"#, "b", #"{"b":{"policy":"Allow","retry":{"max":1}}}"#),
            (#"{"b": {}}"#, "b", #"{"b": {"policy": "Allow", "retry": {"max": 1}}}"#),
            // The members of an object are indented as others are.
            ("a:\n    b: 1\n", "a", "a:\n    b: 1\n    policy: Allow\n    retry:\n        max: 1\n"),
            (
                "a:\n    b:\n       c: 1\n", "a",
                "a:\n    b:\n       c: 1\n    policy: Allow\n    retry:\n       max: 1\n"
            ),
            ("a:\n   - b: 1\n", "a/0", "a:\n   - b: 1\n     policy: Allow\n     retry:\n       max: 1\n"),
            // Null counts as missing, and is replaced in place.
            ("policy: null # none\nb: 1\n", "", "policy: Allow # none\nb: 1\nretry:\n  max: 1\n"),
            ("policy:\nretry: ~\n", "", "policy: Allow\nretry: {max: 1}\n"),
            ("policy: # none\n", "", "policy: Allow # none\nretry:\n  max: 1\n"),
            ("{policy: , b: 1}", "", "{policy: Allow , b: 1, retry: {max: 1}}"),
            (#"{"policy":null}"#, "", #"{"policy":"Allow","retry":{"max":1}}"#),
            // The value of an alias is written elsewhere and must not be changed here.
            ("a: &x\n  b: 1\nc: *x\n", "c", nil),
            ("a: &x\n  b: 1\nc: *x\n", "a", nil), ("a: &x {}\nc: *x\n", "a", nil),
            ("a: &x\n  b: 1\nc:\n  <<: *x\n", "a", nil), ("a: &x [{}]\nc: *x\n", "a/0", nil),
            // An anchor that nothing refers to, and one whose object wins over what is merged into it.
            ("a: &x\n  b: 1\nc: 1\n", "a", "a: &x\n  b: 1\n  policy: Allow\n  retry:\n    max: 1\nc: 1\n"),
            (
                "a: &x {policy: null}\nc:\n  <<: *x\n  d: 1\n", "c",
                "a: &x {policy: null}\nc:\n  <<: *x\n  d: 1\n  policy: Allow\n  retry:\n    max: 1\n"
            ),
            (
                "a: &x |+\n  x\n\nb:\n  c: *x\n\nd: 1\n", "b",
                "a: &x |+\n  x\n\nb:\n  c: *x\n  policy: Allow\n  retry:\n    max: 1\n\nd: 1\n"
            ),
            ("policy: !!null\n", "", nil), ("policy: &x null\nb: *x\n", "", nil), ("? policy\n", "", nil),
        ] as [(String, String, String?)])
    func writesInTheStyleOfTheText(_ text: String, _ path: String, edited: String?) throws {
        #expect(try Self.edited(text, at: path) == edited)
    }

    @Test func quotesWhatNeedsQuotes() throws {
        let members = [
            NewMember("on", .string("a, b")), NewMember("x", .string("yes")), NewMember("y", .string("\u{7}\u{85}\"")),
            NewMember("e", .object([])), NewMember("max", .integer(-5)),
        ]
        #expect(
            try Self.edited("a: 1", adding: members)
                == "a: 1\n\"on\": a, b\nx: \"yes\"\n\"y\": \"\\x07\\x85\\\"\"\ne: {}\nmax: -5")
        #expect(
            try Self.edited("{a: 1}", adding: members)
                == "{a: 1, \"on\": \"a, b\", x: \"yes\", \"y\": \"\\x07\\x85\\\"\", e: {}, max: -5}")
        #expect(
            try Self.edited(#"{"a":1}"#, adding: members)
                == #"{"a":1,"on":"a, b","x":"yes","y":"\u0007\u0085\"","e":{},"max":-5}"#)
    }

    /// For any text, its values afterwards are those from before with the new members, wherever these are inserted.
    @Test func changesNothingElse() throws {
        var added = 0
        for seed in 0..<400 as Range<UInt64> {
            let yaml = RandomYAML(depth: 4, seed: seed)
            let document = try #require(try Document.documents(yaml: yaml.bytes).first)
            try check(document, seed: seed, &added) { try #require(try Document.documents(yaml: $0).first) }
            var random = SeededGenerator(seed: seed)
            let json = try Document(json: JSONValue.random(depth: 4, using: &random).json)
            try check(json, seed: seed, &added) { try Document(json: $0) }
        }
        #expect(added > 500)
    }

    private func check(
        _ document: Document, seed: UInt64, _ added: inout Int, parse: ([UInt8]) throws -> Document
    ) throws {
        var random = SeededGenerator(seed: ~seed)
        let chosen = objects(in: document).filter { _ in Bool.random(using: &random) }
        let editor = DocumentEditor(document, chosen.map { .set(Self.members, of: $0.1) })
        var expected = try JSONValue(parsing: Array(document.compactText(of: document.root).utf8))
        for index in chosen.indices where !editor.left.contains(index) {
            added += 1
            expected["\(chosen[index].0)/policy"] = "Allow"
            expected["\(chosen[index].0)/retry"] = ["max": 1]
        }
        let result = try parse(editor.text)
        #expect(
            result.compactText(of: result.root) == String(decoding: expected.json, as: UTF8.self),
            "seed \(seed):\n\(String(decoding: document.source.text, as: UTF8.self))\n---\n\(String(decoding: editor.text, as: UTF8.self))"
        )
    }

    /// The objects of a document with their paths, the outer ones first.
    private func objects(in document: Document) -> [(String, Document.Node)] {
        var found: [(String, Document.Node)] = []
        func visit(_ node: Document.Node, _ pointer: String) {
            for (index, item) in document.elements(of: node).enumerated() { visit(item, "\(pointer)/\(index)") }
            guard document.kind(of: node) == .object else { return }
            found.append((pointer, node))
            for (key, value) in document.members(of: node) {
                let token = (document.string(key) ?? "").replacing("~", with: "~0").replacing("/", with: "~1")
                // `JSONValue` does not take an empty key in a pointer.
                if !token.isEmpty { visit(value, "\(pointer)/\(token)") }
            }
        }
        visit(document.root, "")
        return found
    }
}
