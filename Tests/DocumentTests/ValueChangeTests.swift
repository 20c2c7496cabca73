import TestSupport
import Testing

@testable import Document

/// Values and keys are replaced in their style, and members are removed with their lines; nothing else changes.
@Suite struct ValueChangeTests {
    private static func edited(
        _ text: String, at path: String, _ change: (Document.Node, Document) throws -> Change?
    ) throws -> String? {
        let document =
            text.first == "{" && text.contains("\"")
            ? try Document(json: Array(text.utf8)) : try #require(try Document.documents(yaml: Array(text.utf8)).first)
        let node = try #require(value(at: path, in: document))
        let editor = DocumentEditor(document, [try #require(try change(node, document))])
        return editor.left.isEmpty ? String(decoding: editor.text, as: UTF8.self) : nil
    }

    @Test(
        arguments: [
            ("a: b # c\n", .string("d"), "a: d # c\n"), ("a: 'b'\n", .string("d"), "a: 'd'\n"),
            ("a: \"b\"\n", .string("d"), "a: \"d\"\n"), ("a: b\n", .string("0755"), "a: \"0755\"\n"),
            ("a: 'b'\n", .string("it's"), "a: \"it's\"\n"), ("a: \"5\"\n", .integer(5), "a: 5\n"),
            ("a: 'yes'\n", .boolean(true), "a: true\n"), ("a: b\n", .array([]), "a: []\n"),
            ("a: b\n", .array([.string("x"), .integer(1)]), "a: [x, 1]\n"),
            ("a: b\n", .object([NewMember("name", .string("b"))]), "a: {name: b}\n"),
            ("a: 'b'\n", .object([NewMember("name", .string("b"))]), "a: {name: 'b'}\n"),
            ("a: b, c\n", .string("x, y"), "a: x, y\n"), ("a: |\n  b\n  c\nd: 1\n", .string("e"), "a: e\nd: 1\n"),
            ("a: b\n  c\nd: 1\n", .string("e"), "a: e\nd: 1\n"), ("a:\n  - b\nd: 1\n", .string("e"), "a:\n  e\nd: 1\n"),
            ("{a: b}", .string("x, y"), "{a: \"x, y\"}"), ("a:\n", .string("b"), "a: b\n"),
            ("a: ~\n", .string("b"), "a: b\n"), (#"{"a":"b"}"#, .string("d\n"), #"{"a":"d\n"}"#),
            (#"{"a": "1"}"#, .integer(1), #"{"a": 1}"#),
            (#"{"a": "1"}"#, .object([NewMember("b", .string("1"))]), #"{"a": {"b": "1"}}"#),
            // A text on a line of its own needs an indentation.
            ("a:\n- b\nd: 1\n", .string("e"), nil),
            // An anchor, a tag or a comment would be lost, and the value of an alias is written elsewhere.
            ("a: &x b\nc: *x\n", .string("d"), nil), ("a: !!str b\n", .string("d"), nil),
            ("a: | # c\n  b\n", .string("d"), nil), ("b: &x c\na: *x\n", .string("d"), nil),
            ("b: &x {a: 1}\n<<: *x\n", .string("d"), nil),
        ] as [(String, NewValue, String?)])
    func replaces(_ text: String, by value: NewValue, edited: String?) throws {
        #expect(try Self.edited(text, at: "a") { node, _ in .replace(node, by: value) } == edited)
    }

    @Test(
        arguments: [
            ("a: 1 # c\n", "b", "b: 1 # c\n"), ("'a': 1\n", "b", "'b': 1\n"), ("\"a\": 1\n", "b", "\"b\": 1\n"),
            ("a: 1\n", "on", "\"on\": 1\n"), ("{a: 1}", "b,c", "{\"b,c\": 1}"), ("? a\n: 1\n", "b", "? b\n: 1\n"),
            ("a:\n  c: 1\n", "b", "b:\n  c: 1\n"), ("a: &x 1\nc: *x\n", "b", "b: &x 1\nc: *x\n"),
            (#"{"a":1}"#, "b\"", #"{"b\"":1}"#),
            // A key that is there already, and one that is written elsewhere.
            ("a: 1\nb: 2\n", "b", nil), ("b: &x {a: 1}\n<<: *x\n", "d", nil), ("&x a: 1\nb: *x\n", "c", nil),
            ("b: &x a\n*x : 1\n", "c", nil),
        ] as [(String, String, String?)])
    func renames(_ text: String, to name: String, edited: String?) throws {
        #expect(try Self.edited(text, at: "a") { node, _ in .rename(node, to: name) } == edited)
        #expect(
            try Self.edited(text, at: "a") { node, document in document.key(of: node).map { .rename($0, to: name) } }
                == edited)
    }

    @Test(
        arguments: [
            ("b: 1\na: 2 # c\nd: 3\n", "b: 1\nd: 3\n"), ("a: 2\nd: 3\n", "d: 3\n"), ("d: 3\na: 2", "d: 3\n"),
            ("# c\na:\n  x: 1\n\n  y: 2\nd: 3\n", "# c\nd: 3\n"),
            ("b: 1\r\na: |\r\n  x\r\nd: 3\r\n", "b: 1\r\nd: 3\r\n"),
            ("b: 1\na:\nd: 3\n", "b: 1\nd: 3\n"), ("b: &x 1\na: *x\nd: 3\n", "b: &x 1\nd: 3\n"),
            ("{a: 1}", "{}"), ("{a: 1,}", "{}"), ("{a: 1, b: 2}", "{b: 2}"), ("{b: 2, a: 1}", "{b: 2}"),
            ("{b: 2, a: 1, c: 3}", "{b: 2, c: 3}"), ("{b: 2, a: 1,}", "{b: 2,}"), ("a: 1\n", "{}\n"),
            (#"{"a":1,"b":2}"#, #"{"b":2}"#), (#"{"b":2,"a":[1]}"#, #"{"b":2}"#),
            ("{\n  \"b\": 2,\n  \"a\": 1\n}", "{\n  \"b\": 2\n}"),
            ("{\n  \"a\": 1,\n  \"b\": 2\n}", "{\n  \"b\": 2\n}"),
            // The comment may be about another member, and an alias needs its anchor.
            ("{a: 1, # c\n  b: 2}", nil), ("a: &x 1\nb: *x\n", nil), ("b: &x {a: 1}\n<<: *x\n", nil),
        ] as [(String, String?)])
    func removes(_ text: String, edited: String?) throws {
        #expect(try Self.edited(text, at: "a") { node, _ in .remove(node) } == edited)
    }

    /// The first member of an item is on the line of its dash.
    @Test func removesTheFirstMemberOfAnItem() throws {
        #expect(try Self.edited("- a: 1\n  b: 2\n- c\n", at: "0/a") { node, _ in .remove(node) } == "- b: 2\n- c\n")
        #expect(try Self.edited("- a: 1\n- c\n", at: "0/a") { node, _ in .remove(node) } == "- {}\n- c\n")
        #expect(try Self.edited("- a: 1 # c\n  b: 2\n", at: "0/a") { node, _ in .remove(node) } == nil)
        #expect(try Self.edited("- 1\n- 2\n", at: "0") { node, _ in .remove(node) } == nil, "an item is not a member")
    }

    /// Setting members replaces some and adds others, in one change.
    @Test func setsMembers() throws {
        func set(_ text: String) throws -> String? {
            try Self.edited(text, at: "r") { node, _ in
                .set([NewMember("namespace", .string("a")), NewMember("name", .string("b"))], of: node)
            }
        }
        #expect(try set("r:\n  name: 'a/b' # c\nd: 1\n") == "r:\n  name: 'b' # c\n  namespace: a\nd: 1\n")
        #expect(try set("r: {name: a/b}\n") == "r: {name: b, namespace: a}\n")
        #expect(try set("r: {name: &x a/b}\ny: *x\n") == nil, "all or nothing")
    }

    /// An edit of a value behind an alias would change the other places that share it.
    @Test(arguments: ["b: &x {a: 1, d: 2}\nc: *x\n", "b: &x\n  a: 1\n  d: 2\nc: *x\n"])
    func leavesWhatIsShared(_ text: String) throws {
        #expect(try Self.edited(text, at: "c/a") { node, _ in .replace(node, by: .integer(3)) } == nil)
        #expect(try Self.edited(text, at: "c/a") { node, _ in .rename(node, to: "e") } == nil)
        #expect(try Self.edited(text, at: "c/a") { node, _ in .remove(node) } == nil)
        #expect(try Self.edited(text, at: "c") { node, _ in .set([NewMember("e", .integer(3))], of: node) } == nil)
    }

    /// Of two changes of the same text, the one that begins first is made; a change in a removed value is not.
    @Test func leavesOutConflicts() throws {
        let text = Array("a: {b: 1}\nc: 2\n".utf8)
        let document = try #require(try Document.documents(yaml: text).first)
        let (a, b, c) = (value(at: "a", in: document), value(at: "a/b", in: document), value(at: "c", in: document))
        let nodes = try [a, b, c].map { try #require($0) }
        let editor = DocumentEditor(
            document,
            [
                .replace(nodes[1], by: .integer(5)), .remove(nodes[0]), .replace(nodes[2], by: .integer(3)),
                .replace(nodes[2], by: .integer(4)),
            ])
        #expect(String(decoding: editor.text, as: UTF8.self) == "c: 3\n")
        #expect(editor.left == [0, 3])
        let renamed = DocumentEditor(document, [.rename(nodes[2], to: "d"), .rename(nodes[2], to: "e")])
        #expect(String(decoding: renamed.text, as: UTF8.self) == "a: {b: 1}\nd: 2\n")
        #expect(renamed.left == [1])
        let removed = DocumentEditor(document, [.remove(nodes[2]), .remove(nodes[2])])
        #expect(String(decoding: removed.text, as: UTF8.self) == "a: {b: 1}\n")
        #expect(removed.left == [1])
    }

    /// For any text, its values afterwards are those from before with the changes.
    @Test func changesNothingElse() throws {
        var made = [0, 0, 0]
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let yaml = try #require(try Document.documents(yaml: RandomYAML(depth: 4, seed: seed).bytes).first)
            let json = try Document(json: JSONValue.random(depth: 4, using: &random).json)
            for document in [yaml, json] {
                let members = Self.members(of: document)
                guard let member = members.randomElement(using: &random) else { continue }
                for (kind, change) in [
                    Change.replace(member.value, by: .string("x: y")), .rename(member.value, to: "a new name"),
                    .remove(member.value),
                ].enumerated() {
                    let editor = DocumentEditor(document, [change])
                    var expected = try JSONValue(parsing: Array(document.compactText(of: document.root).utf8))
                    if editor.left.isEmpty {
                        made[kind] += 1
                        expected.change(member.pointer, change)
                    } else {
                        #expect(editor.text == document.source.text)
                    }
                    let result =
                        document.isWrittenAsJSON
                        ? try Document(json: editor.text)
                        : try #require(try Document.documents(yaml: editor.text).first)
                    #expect(
                        result.compactText(of: result.root) == String(decoding: expected.json, as: UTF8.self),
                        "seed \(seed) \(change)\n\(String(decoding: document.source.text, as: UTF8.self))")
                }
            }
        }
        #expect(made.allSatisfy { $0 > 100 }, "\(made)")
    }

    /// All members with the keys and indices that lead to them.
    private static func members(of document: Document) -> [(pointer: [String], value: Document.Node)] {
        var found: [(pointer: [String], value: Document.Node)] = []
        func visit(_ node: Document.Node, _ pointer: [String]) {
            for (index, item) in document.elements(of: node).enumerated() { visit(item, pointer + ["\(index)"]) }
            for (key, value) in document.members(of: node) {
                let inner = pointer + [document.string(key) ?? ""]
                found.append((inner, value))
                visit(value, inner)
            }
        }
        visit(document.root, [])
        return found
    }
}

extension JSONValue {
    /// Makes a change of the member at the end of some keys and indices.
    fileprivate mutating func change(_ pointer: [String], _ change: Change) {
        guard let first = pointer.first else { return }
        switch self {
        case .array(var items):
            guard let index = Int(first) else { return }
            items[index].change(Array(pointer.dropFirst()), change)
            self = .array(items)
        case .object(let members):
            self = .object(
                members.compactMap { member in
                    guard member.key == first else { return member }
                    if pointer.count > 1 {
                        var value = member.value
                        value.change(Array(pointer.dropFirst()), change)
                        return Member(member.key, value)
                    }
                    switch change {
                    case .replace: return Member(member.key, "x: y")
                    case .rename(_, let name): return Member(name, member.value)
                    default: return nil
                    }
                })
        default: break
        }
    }
}
