import Testing

@testable import Document

/// Values at a limit of length are written in full, and longer ones in another way.
struct EdgeTests {
    @Test(arguments: [(4, "[1,..."), (5, "[1,2]"), (6, "[1,2]")])
    func compactText(_ limit: Int, text: String) throws {
        let document = try Document(json: Array("[1,2]".utf8))
        #expect(document.compactText(of: document.root, limit: limit) == text)
    }

    /// YAML allows a key without a question mark only up to a length.
    @Test(arguments: [(1000, false), (1001, true)])
    func longKeys(_ count: Int, isMarked: Bool) throws {
        let key = String(repeating: "k", count: count)
        let document = try Document(json: Array("{\"\(key)\":1}".utf8))
        #expect((YAMLWriter.text(of: document).first == UInt8(ascii: "?")) == isMarked)
    }

    /// The keys of one large object are not taken for duplicates in the next one, and do not hide any there.
    @Test(arguments: 0..<20) func largeObjects(_ repeated: Int) throws {
        func members(_ letter: String, _ numbers: [Int]) -> String {
            "{" + numbers.map { "\"\(letter)\($0)\":1" }.joined(separator: ",") + "}"
        }
        let numbers = Array(0..<20)
        _ = try Document(json: Array("[\(members("a", numbers)),\(members("a", numbers))]".utf8))
        let error = #expect(throws: ParseError.self) {
            try Document(json: Array("[\(members("a", numbers)),\(members("b", numbers + [repeated]))]".utf8))
        }
        #expect(error?.code == .duplicateKey)
    }

    @Test func smallestInteger() throws {
        let document = try #require(try Document.documents(yaml: Array("-0x8000000000000000".utf8)).first)
        #expect(document.number(document.root) == "-9223372036854775808")
    }
}
