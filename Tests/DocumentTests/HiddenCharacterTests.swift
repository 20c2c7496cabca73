import Testing
import Text

@testable import Document

/// Characters that a terminal does not show as text are escaped in what is written, and are the same when it is read.
struct HiddenCharacterTests {
    static let rows: [(text: String, json: String)] = [
        ("", #""""#), ("plain", #""plain""#), ("größer 漢 🐌", #""größer 漢 🐌""#), ("e\u{301}", "\"e\u{301}\""),
        ("\u{1F}\u{7F}", #""\u001f\u007f""#), ("\u{80}\u{9F}", #""\u0080\u009f""#),
        ("\u{A0}\u{3000}", "\"\u{A0}\u{3000}\""),
        ("a\u{202E}b", #""a\u202eb""#), ("\u{2066}\u{200B}\u{FEFF}", #""\u2066\u200b\ufeff""#),
        ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("\u{AD}ä", #""\u00adä""#), ("\u{E000}", #""\ue000""#),
        // Beyond the first plane, JSON would need two escapes for one character.
        ("\u{E0041}x", "\"\u{E0041}x\""), ("ä\u{10FFFD}", "\"ä\u{10FFFD}\""),
        ("12345678\u{202E}", #""12345678\u202e""#),
    ]

    @Test(arguments: rows)
    func json(_ text: String, json: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
        let document = try Document(json: writer.bytes)
        #expect(document.string(document.root) == text)
    }

    @Test(arguments: rows)
    func keys(_ text: String, json: String) throws {
        var writer = JSONWriter()
        writer.object { $0.member(text, text) }
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\(json):\(json)}")
    }

    @Test(arguments: rows)
    func yaml(_ text: String, json: String) throws {
        let quoted = YAMLWriter.quoted(text)
        #expect(quoted.unicodeScalars.allSatisfy { !$0.isHidden })
        let documents = try Document.documents(yaml: Array(quoted.utf8))
        let document = try #require(documents.first)
        #expect(document.string(document.root) == text)
    }

    /// Bytes that are not UTF-8 are passed on, and end nothing.
    @Test(arguments: [[0xFF], [0xE2, 0x80], [0xF0], [0x80, 0x41], [0xC3]] as [[UInt8]])
    func broken(_ bytes: [UInt8]) {
        var writer = JSONWriter()
        writer.string(utf8: bytes.span)
        #expect(writer.bytes.first == UInt8(ascii: "\"") && writer.bytes.last == UInt8(ascii: "\""))
    }
}
