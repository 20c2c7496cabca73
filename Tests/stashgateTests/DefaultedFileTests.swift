import Admission
import Document
import Editing
import KubeStash
import Linting
import TestSupport
import Testing

@testable import stashgate

/// For every manifest at hand, its text with the defaults has the values that the webhook's patch makes.
struct DefaultedFileTests {
    /// The samples and fixtures.
    private static func manifests() throws -> [String] {
        let folders =
            "manifests/samples Tests/TestSupport/Fixtures/manifests Tests/TestSupport/Fixtures/pass "
            + "Tests/TestSupport/Fixtures/fail"
        return try Repository.output(of: "find \(folders) -name '*.yaml' -o -name '*.json' | grep -v /reviews/")
            .split(separator: "\n").map(String.init).sorted()
    }

    /// The objects of a text.
    private static func objects(of text: [UInt8]) throws -> [Manifest.Object] {
        Manifest(try ReviewInput.documents(of: text)).objects
    }

    private static func json(of object: Manifest.Object) throws -> JSONValue {
        try JSONValue(parsing: Array(object.document.compactText(of: object.node).utf8))
    }

    /// The object after the webhook's patch.
    private static func patched(_ object: Manifest.Object) throws -> JSONValue {
        let value = try json(of: object)
        guard case .judged(let kind) = object.treatment else { return value }
        let review = Submission(Submission.Value(object.node, of: object.document), of: kind, to: .create).review
        let answer = try JSONValue(parsing: Reviewer().review(review, by: .mutate).body)
        guard case .string(let patch)? = answer["response/patch"] else { return value }
        let operations = try JSONValue(parsing: try #require(Base64.decode(patch)))
        return try #require(value.applying(operations))
    }

    private static func check(_ text: [UInt8], _ name: String) throws -> Int {
        let file = try DefaultedFile(text, named: name)
        #expect(file.notes.isEmpty, "\(name)")
        let edited = file.editedText
        let before = try objects(of: text)
        let after = try objects(of: edited)
        try #require(before.count == after.count)
        for (old, new) in zip(before, after) {
            #expect(try patched(old).sorted == json(of: new).sorted, "\(name)")
        }
        #expect(try DefaultedFile(edited, named: name).isUnchanged, "\(name)")
        return file.edits.edits.count
    }

    @Test func isWhatTheWebhookMakes() throws {
        var edits = 0
        var all: [UInt8] = []
        let manifests = try Self.manifests()
        for path in manifests {
            let text = Fixtures.read("\(Fixtures.package)/\(path)")
            guard (try? ReviewInput.documents(of: text)) != nil else { continue }
            edits += try Self.check(text, path)
            let windows = Array(String(decoding: text, as: UTF8.self).replacing("\n", with: "\r\n").utf8)
            _ = try Self.check(windows, path)
            _ = try Self.check(text.last == UInt8(ascii: "\n") ? text.dropLast() : text, path)
            if path.hasSuffix(".yaml") { all += Array("---\n".utf8) + text }
        }
        #expect(manifests.count > 50 && edits > 100, "\(manifests.count) manifests, \(edits) edits")
        #expect(try Self.check(all, "all") > 60)
    }
}

extension JSONValue {
    /// The value with sorted keys: a merge key gives members another place.
    fileprivate var sorted: JSONValue {
        switch self {
        case .array(let items): .array(items.map(\.sorted))
        case .object(let members):
            .object(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
        default: self
        }
    }
}
