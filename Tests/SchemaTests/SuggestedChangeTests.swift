import Document
import Testing

@testable import Schema

/// A suggestion becomes a change of the text that the finding is about.
@Suite struct SuggestedChangeTests {
    private static func edited(_ suggestion: Finding.Suggestion?, _ path: [FieldPath.Element], isMissing: Bool = false)
        throws -> String?
    {
        let text = """
            spec: # the spec
              target:
                name: web
                size: "5"
              ref: {name: a/b}

            """
        let document = try #require(try Document.documents(yaml: Array(text.utf8)).first)
        var node = document.root
        for case .field(let name) in isMissing ? path.dropLast() : path[...] {
            node = try #require(document.members(of: node).first { document.string($0.key) == name }).value
        }
        let rule = RuleInfo("r", .error, "a rule")
        let finding = Finding(
            rule, .invalid, at: FieldPath(path), node: isMissing ? nil : node, lackedBy: isMissing ? node : nil,
            suggestion: suggestion)
        guard let change = finding.change(at: node, in: document) else { return nil }
        let editor = DocumentEditor(document, [change])
        #expect(editor.left.isEmpty)
        return String(decoding: editor.text, as: UTF8.self)
            .replacing("spec: # the spec\n  target:\n    name: web\n    size: \"5\"\n  ref: {name: a/b}\n", with: "")
    }

    private static let spec = "spec: # the spec\n"

    @Test func becomesAChange() throws {
        let (target, ref) = (
            [FieldPath.Element.field("spec"), .field("target")], [.field("spec"), .field("ref")] as [FieldPath.Element]
        )
        let name = target + [.field("name")]
        #expect(
            try Self.edited(.replace(with: "app"), name)
                == "\(Self.spec)  target:\n    name: app\n    size: \"5\"\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.replaceValue(json: "5"), target + [.field("size")])
                == "\(Self.spec)  target:\n    name: web\n    size: 5\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.replaceWithObject([.init("x", "a")]), name)
                == "\(Self.spec)  target:\n    name: {x: a}\n    size: \"5\"\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.nest(json: "3", under: ["a", "b"]), name)
                == "\(Self.spec)  target:\n    name: {a: {b: 3}}\n    size: \"5\"\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.setFields([.init("namespace", "a"), .init("name", "b")]), ref + [.field("name")])
                == "\(Self.spec)  target:\n    name: web\n    size: \"5\"\n  ref: {name: b, namespace: a}\n")
        #expect(
            try Self.edited(.renameKey(to: "kind"), name)
                == "\(Self.spec)  target:\n    kind: web\n    size: \"5\"\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.insert(json: #""apps""#), target + [.field("apiGroup")], isMissing: true)
                == "\(Self.spec)  target:\n    name: web\n    size: \"5\"\n    apiGroup: apps\n  ref: {name: a/b}\n")
        #expect(
            try Self.edited(.insert(json: "[]"), ref + [.field("list")], isMissing: true)
                == "\(Self.spec)  target:\n    name: web\n    size: \"5\"\n  ref: {name: a/b, list: []}\n")
        #expect(
            try Self.edited(.remove, name) == "\(Self.spec)  target:\n    size: \"5\"\n  ref: {name: a/b}\n")
    }

    /// Without a suggestion, or with a value that no text can be given, there is no change.
    @Test func hasNoChange() throws {
        #expect(try Self.edited(nil, [.field("spec")]) == nil)
        #expect(try Self.edited(.ask(about: "a"), [.field("spec")]) == nil)
        #expect(try Self.edited(.nest(json: "null", under: ["a"]), [.field("spec")]) == nil)
        #expect(try Self.edited(.replaceValue(json: "null"), [.field("spec")]) == nil)
        #expect(try Self.edited(.replaceValue(json: "1.5"), [.field("spec")]) == nil)
    }
}
