import Testing

@testable import Linting

/// The line of a mistake with the mistake underlined, whatever is in the line.
struct ExcerptTests {
    @Test(
        arguments: [
            ("a: 1\nkey: value\nb: 2\n", 10, 15, "key: value|     ^^^^^"),
            ("key: value", 5, 10, "key: value|     ^^^^^"),
            // Wide characters take two columns, combining marks none, and a tab four.
            ("日本: x", 8, 9, "日本: x|      ^"), ("e\u{301}: x", 5, 6, "e\u{301}: x|   ^"),
            ("\tk: x", 4, 5, "    k: x|       ^"),
            ("k: 日本", 3, 9, "k: 日本|   ^^^^"),
            // What is not printed, or turns other text round, is shown as such.
            ("k: \u{1B}[31mx", 3, 9, "k: \u{FFFD}[31mx|   ^^^^^^"), ("k: \u{202E}x", 3, 7, "k: \u{FFFD}x|   ^^"),
            // Only the first line is underlined, and an empty place has one mark.
            ("k:\n  - a\n  - b\n", 5, 14, "  - a|  ^^^"), ("k: \n", 3, 3, "k: |   ^"), ("", 0, 0, "|^"),
            ("日: \n", 5, 5, "日: |    ^"), ("é", 2, 2, "é| ^"), ("e\u{301}", 1, 3, "e\u{301}| ^"),
            // The end of a line on Windows and a byte order mark are not shown.
            ("k: x\r\nl", 3, 4, "k: x|   ^"), ("\u{FEFF}k: x", 6, 7, "k: x|   ^"),
            ("k: x", 99, 120, "k: x|    ^"),
            // A carriage return at the very end ends no line.
            ("k: x\r", 3, 4, "k: x\u{FFFD}|   ^"),
        ] as [(String, Int, Int, String)])
    func shows(_ text: String, from: Int, to: Int, expected: String) {
        let excerpt = Excerpt(Array(text.utf8), from..<to, number: 1)
        let marks = String(repeating: " ", count: excerpt.indent) + String(repeating: "^", count: excerpt.length)
        #expect("\(excerpt.text)|\(marks)" == expected)
    }

    @Test("a long line is cut on both sides, in a time that does not depend on its length")
    func long() {
        let text = Array(String(repeating: "a", count: 5_000_000).utf8)
        for offset in stride(from: 100, to: text.count, by: 5000) {
            let excerpt = Excerpt(text, offset..<(offset + 3), number: 1)
            #expect(excerpt.indent == 61)
            #expect(excerpt.length == 3)
            #expect(excerpt.text.count == 122)
        }
        #expect(Excerpt(text, 10..<4000, number: 1).length == 60)
    }
}
