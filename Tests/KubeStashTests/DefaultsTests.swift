import Document
import KubeStash
import Schema
import TestSupport
import Testing

/// Exactly the documented defaults are added, and nothing else is changed.
@Suite struct BackupConfigurationDefaultsTests {
    private func patch(_ object: JSONValue) throws -> JSONValue {
        let document = try Document(json: object.json)
        return try JSONValue(
            parsing: try #require(
                BackupConfiguration.kind.defaults(for: document.root, in: document).patch(from: document.root)
            ).json)
    }

    @Test func theValidObjectNeedsNone() throws {
        #expect(try patch(valid) == [])
    }

    @Test(
        arguments: [
            ("spec/sessions/0/retryConfig", ["maxRetry": 1]), ("spec/sessions/0/retryConfig/maxRetry", 1),
            ("spec/sessions/1/sessionHistoryLimit", 1),
            ("spec/sessions/0/scheduler/concurrencyPolicy", "Allow"), ("spec/sessions/0/scheduler/jobTemplate", [:]),
            ("spec/sessions/0/repositories/1/deletionPolicy", "Delete"),
            ("spec/sessions/0/hooks/preBackup/0/executionPolicy", "Always"),
            ("spec/sessions/0/hooks/postBackup/0/executionPolicy", "Always"),
        ] as [(String, JSONValue)])
    func adds(_ pointer: String, value: JSONValue) throws {
        for missing: JSONValue? in [nil, .null] {
            var object = valid
            object[pointer] = missing
            #expect(try patch(object) == [["op": "add", "path": .string("/" + pointer), "value": value]])
        }
    }

    @Test(arguments: [
        "spec", "spec/sessions", "spec/sessions/0/scheduler", "spec/sessions/0/hooks",
        "spec/sessions/0/hooks/preBackup", "spec/sessions/0/addon", "spec/sessions/0/repositories", "spec/backends",
    ])
    func addsNothingElse(_ pointer: String) throws {
        for value: JSONValue? in [nil, .null, "text", 5, [5, "text", .null], []] {
            var object = valid
            object[pointer] = value
            #expect(try patch(object) == [], "\(String(describing: value))")
        }
    }

    /// A patch applies to any object, and its result needs no further patch.
    @Test func isIdempotentForEveryObject() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<3000 {
            let object = valid.mutated(using: &random)
            let patch = try patch(object)
            let result = try #require(object.applying(patch))
            #expect(try self.patch(result) == [])
        }
    }

    /// The same plan adds the same defaults to a text, and leaves existing values alone.
    @Test func completesTextsAsThePatchDoes() throws {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<300 {
            let object = valid.mutated(using: &random)
            let json = try Document(json: object.json)
            for document in [json, try #require(try Document.documents(yaml: YAMLWriter.text(of: json)).first)] {
                let plan = BackupConfiguration.kind.defaults(for: document.root, in: document)
                let editor = DocumentEditor(document, plan.changes)
                #expect(editor.left.isEmpty)
                let text = editor.text
                let result = try #require(try Document.documents(yaml: text).first)
                let expected = try #require(object.applying(try patch(object)))
                let found = try JSONValue(parsing: Array(result.compactText(of: result.root).utf8))
                try #require(found == expected, "\(String(decoding: text, as: UTF8.self))")
            }
        }
    }
}

/// The defaults of every kind are the same in a text as in the webhook's patch.
@Suite struct TextDefaultsTests {
    /// A text with its defaults has the values of the patched object, and lacks nothing any more.
    @Test(arguments: 0..<40 as Range<UInt64>)
    func areThoseOfThePatch(seed: UInt64) throws {
        for kind in Kinds.all {
            var generator = SchemaGenerator(seed: seed)
            var random = SeededGenerator(seed: seed)
            let object = generator.value(of: .object(kind.schema.withoutRules)).mutated(using: &random)
            let json = try Document(json: object.json)
            let patch = try #require(kind.defaults(for: json.root, in: json).patch(from: json.root))
            let expected = try #require(object.applying(try JSONValue(parsing: patch.json)))
            for document in [json, try #require(try Document.documents(yaml: YAMLWriter.text(of: json)).first)] {
                let plan = kind.defaults(for: document.root, in: document)
                let editor = DocumentEditor(document, plan.changes)
                #expect(editor.left.isEmpty)
                let text = editor.text
                let result =
                    document.isWrittenAsJSON
                    ? try Document(json: text) : try #require(try Document.documents(yaml: text).first)
                let found = try JSONValue(parsing: Array(result.compactText(of: result.root).utf8))
                try #require(found == expected, "\(kind.names.kind): \(String(decoding: text, as: UTF8.self))")
                #expect(kind.defaults(for: result.root, in: result).changes.isEmpty)
            }
        }
    }
}

extension JSONValue {
    /// The value with a few of its parts removed, nulled or replaced.
    func mutated(using random: inout SeededGenerator) -> JSONValue {
        let kind = Int.random(in: 0..<40, using: &random)
        switch kind {
        case 0: return .null
        case 1: return ["text", 0, [], [:], [.null], true].randomElement(using: &random) ?? .null
        default: break
        }
        switch self {
        case .array(let items): return .array(items.map { $0.mutated(using: &random) })
        case .object(let members):
            var kept: [Member] = []
            for member in members where Int.random(in: 0..<8, using: &random) > 0 {
                kept.append(Member(member.key, member.value.mutated(using: &random)))
            }
            return .object(kept)
        default: return self
        }
    }
}
