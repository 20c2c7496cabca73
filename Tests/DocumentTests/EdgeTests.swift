import Testing

@testable import Document

/// What is as long as it may be is written whole, and what is longer in another way.
struct EdgeTests {
    @Test(arguments: [(4, "[1,..."), (5, "[1,2]"), (6, "[1,2]")])
    func compactText(_ limit: Int, text: String) throws {
        let document = try Document(json: Array("[1,2]".utf8))
        #expect(document.compactText(of: document.root, limit: limit) == text)
    }

    /// YAML takes a key of a line of its own only up to a length.
    @Test(arguments: [(1000, false), (1001, true)])
    func longKeys(_ count: Int, isMarked: Bool) throws {
        let key = String(repeating: "k", count: count)
        let document = try Document(json: Array("{\"\(key)\":1}".utf8))
        #expect((YAMLWriter.text(of: document).first == UInt8(ascii: "?")) == isMarked)
    }
}
