import TestSupport
import Testing

@testable import Document

/// Texts are found among permanent ones by their contents, whatever their notation and length.
@Suite struct KeyIndexTests {
    private static let keys: [Key] = [
        "", "a", "ab", "abcdefg", "abcdefgh", "abcdefghi", "0123456789abcdef", "0123456789abcdef-",
        "0123456789abcdeX-0123456789abcdef", "0123456789abcdeY-0123456789abcdef", "b", "c", "d", "e", "f", "g", "h",
    ]

    @Test func findsEachKey() throws {
        let index = KeyIndex(Self.keys)
        for (place, key) in Self.keys.enumerated() {
            let escaped = key.text.unicodeScalars.map { "\\u00\(String($0.value, radix: 16))" }.joined()
            let document = try Document(json: Array("[\"\(key.text)\",{\"\(key.text)\":1},\"\(escaped)\"]".utf8))
            let items = Array(document.elements(of: document.root))
            #expect(index.index(of: items[0], in: document) == place)
            #expect(document.members(of: items[1]).map { index.index(of: $0.key, in: document) } == [place])
            #expect(index.index(of: items[2], in: document) == place)
        }
    }

    @Test(arguments: ["x", "A", "abcdefgH", "0123456789abcdeZ-0123456789abcdef", "0123456789abcdef--", "aa", "i"])
    func findsNoOther(_ text: String) throws {
        let document = try Document(json: Array("[\"\(text)\"]".utf8))
        let node = try #require(Array(document.elements(of: document.root)).first)
        #expect(KeyIndex(Self.keys).index(of: node, in: document) == nil)
        #expect(KeyIndex([]).index(of: node, in: document) == nil)
    }
}
