import Testing
import Text

/// An excerpt of a text fits into a message, and says when something is left out.
struct ExcerptTests {
    /// Characters of one to four bytes, so that bytes and characters cannot be mistaken for each other.
    @Test(arguments: ["a", "é", "日", "😀"])
    func length(character: String) {
        for count in [0, 1, 23, 24] {
            let text = String(repeating: character, count: count)
            #expect(text.utf8.span.excerpt(0..<text.utf8.count) == text)
        }
        for count in [25, 26, 1000] {
            let text = String(repeating: character, count: count)
            let cut = String(repeating: character, count: 24) + "…"
            #expect(text.utf8.span.excerpt(0..<text.utf8.count) == cut)
            #expect(text.utf8.span.quoted(0..<text.utf8.count) == "\"\(cut)\"")
        }
    }

    @Test("only the range is shown, and nothing that is not seen")
    func range() {
        let text = "key: \"a\u{1}\u{202E}\\\" # b"
        #expect(text.utf8.span.quoted(0..<3) == "\"key\"")
        #expect(text.utf8.span.excerpt(5..<13) == #"\"a\x01\u202e\\\""#)
        let invalid: [UInt8] = [0x61, 0xFF, 0x62]
        #expect(invalid.span.excerpt(0..<3) == "a\u{FFFD}b")
    }
}
