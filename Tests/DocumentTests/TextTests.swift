import Document
import TestSupport
import Testing

/// The small text formats that answers consist of.
@Suite struct TextTests {
    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{7FF}", "z7/fvw=="),
    ])
    func base64(_ text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
    }

    /// An excerpt for a message equals the beginning of the whole text, even if it ends within an escape.
    @Test(arguments: [0, 1, 7, 64], ["a", "é", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\\\", "a\\u0000😀\\\""])
    func beginnings(limit: Int, piece: String) throws {
        for shift in 0..<12 {
            for count in [0, 3, 500] {
                let text = String(repeating: "x", count: shift) + String(repeating: piece, count: count)
                let document = try Document(json: Array("\"\(text)\"".utf8))
                let whole = try #require(document.string(document.root))
                let beginning = try #require(document.string(document.root, upTo: limit))
                #expect(beginning == whole || beginning.utf8.count > limit)
                #expect(whole.utf8.starts(with: beginning.utf8.prefix(limit)))
                #expect(Quoted.text(beginning, limit: limit) == Quoted.text(whole, limit: limit))
                let compact = document.compactText(of: document.root)
                let cut = document.compactText(of: document.root, limit: limit + 3)
                #expect(cut == compact || compact.hasPrefix(cut.dropLast(3)) || cut.hasSuffix("..."))
            }
        }
    }

    /// Texts are equal if they decode to the same characters, however they are escaped.
    @Test(
        arguments: [
            (#""abc""#, #""\u0061bc""#, true), (#""abc""#, #""\u0061b""#, false), (#""é""#, #""\u00e9""#, true),
            (#""\ud83d\ude00""#, #""😀""#, true), (#""\n""#, #""\u000a""#, true), (#""""#, #""\u0061""#, false),
            (#""aaaaaa""#, #""\u0061\u0061\u0061\u0061\u0061\u0061""#, true), (#""aaaaaaa""#, #""\u0061""#, false),
        ])
    func sameTexts(_ one: String, _ other: String, isSame: Bool) throws {
        let document = try Document(json: Array("[\(one),\(other)]".utf8))
        let items = Array(document.elements(of: document.root))
        #expect(document.haveSameText(items[0], items[1]) == isSame)
        #expect(document.haveSameText(items[1], items[0]) == isSame)
        #expect(document.haveSameText(items[1], items[1]))
    }

    /// An escape takes each of the sixteen digits at each place, in both cases, and none of their neighbours in ASCII.
    @Test func hexadecimalDigits() throws {
        for (value, digit) in "0123456789abcdef".enumerated() {
            for place in 0..<4 {
                let scalar = try #require(Unicode.Scalar(value << (4 * (3 - place))))
                for letter in [String(digit), digit.uppercased()] {
                    var code = Array(repeating: "0", count: 4)
                    code[place] = letter
                    let document = try Document(json: Array("\"\\u\(code.joined())\"".utf8))
                    #expect(document.string(document.root) == String(Character(scalar)), "\(code)")
                }
            }
        }
        let pair = try Document(json: Array(#""\uD83D\uDE00""#.utf8))
        #expect(pair.string(pair.root) == "😀")
        for letter in ["/", ":", "@", "G", "`", "g"] {
            #expect(throws: ParseError.self) { try Document(json: Array("\"\\u00\(letter)0\"".utf8)) }
        }
    }

    /// RFC 6901, section 5.
    @Test(
        arguments: [
            ([], ""), (["foo"], "/foo"), (["foo", "0"], "/foo/0"), ([""], "/"), (["a/b"], "/a~1b"), (["m~n"], "/m~0n"),
            (["~1"], "/~01"), (["k\"l", " "], "/k\"l/ "),
        ] as [([String], String)])
    func pointers(_ tokens: [String], text: String) {
        #expect(JSONPointer(tokens).description == text)
    }

    /// A walk through a document keeps one pointer, which is the same again after each step back, for any key.
    @Test(arguments: [["foo", "0"], [""], ["a/b", ""], ["~1", "m~n/", "/"], ["é"]])
    func pointersGoBack(_ tokens: [String]) {
        for count in tokens.indices {
            var pointer = JSONPointer(tokens)
            for _ in count..<tokens.count { pointer.removeLast() }
            #expect(pointer == JSONPointer(Array(tokens[..<count])))
        }
        var root = JSONPointer()
        root.removeLast()
        #expect(root == JSONPointer())
    }

    /// The output of Go's `%q`.
    @Test(arguments: [
        ("", #""""#), ("abc", #""abc""#), ("a\"b\\c", #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1B}", #""\x00\x1b""#),
        ("\u{7}\u{8}\u{B}\u{C}\u{7F}", #""\a\b\v\f\x7f""#), ("é漢😀", #""é漢😀""#),
        ("\u{A0}\u{200B}\u{2028}", #""\u00a0\u200b\u2028""#),
        ("\u{E000}\u{10FFFF}", #""\ue000\U0010ffff""#), ("\u{FEFF}", #""\ufeff""#),
    ])
    func quoting(_ text: String, quoted: String) {
        #expect(Quoted.text(text) == quoted)
    }

    @Test func quotesNoMoreThanTheLimit() {
        #expect(Quoted.text("abcdef", limit: 6) == "\"abcdef\"")
        #expect(Quoted.text("abcdefg", limit: 6) == "\"abcdef...\"")
        #expect(Quoted.text("ééé", limit: 5) == "\"éé...\"")
        #expect(Quoted.text(String(repeating: "x", count: 1 << 20)).utf8.count == Quoted.limit + 5)
    }

    @Test func patchesAreLists() throws {
        var patch = JSONPatch()
        #expect(String(decoding: patch.json, as: UTF8.self) == "[]")
        patch.add(at: JSONPointer(["spec", "a/b"])) { $0.integer(1) }
        patch.add(at: JSONPointer(["x"])) { writer in
            writer.beginObject()
            writer.endObject()
        }
        #expect(
            String(decoding: patch.json, as: UTF8.self)
                == #"[{"op":"add","path":"/spec/a~1b","value":1},{"op":"add","path":"/x","value":{}}]"#)
        #expect(patch.count == 2)
    }

    @Test func longTextsAreCut() throws {
        let document = try Document(json: Array(#"{ "a" : [ 1, "é\n" ] }"#.utf8))
        #expect(document.compactText(of: document.root) == #"{"a":[1,"é\n"]}"#)
        #expect(document.compactText(of: document.root, limit: 5).hasSuffix("..."))
        #expect(document.compactText(of: document.root, limit: 5).utf8.count <= 8)
    }

    @Test func positionsCountLinesAndCharacters() {
        let text = Array("é\n漢x\r\n😀!".utf8)
        #expect(SourcePosition(offset: 0, in: text) == SourcePosition(offset: 0, line: 1, column: 1))
        #expect(SourcePosition(offset: 2, in: text) == SourcePosition(offset: 2, line: 1, column: 2))
        #expect(SourcePosition(offset: 6, in: text) == SourcePosition(offset: 6, line: 2, column: 2))
        #expect(SourcePosition(offset: 13, in: text) == SourcePosition(offset: 13, line: 3, column: 2))
        #expect(SourcePosition(offset: 999, in: text).offset == text.count)
    }
}
