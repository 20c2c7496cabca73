import Document
import TestSupport
import Testing

/// The parser accepts exactly what RFC 8259 allows, and reports where it stopped.
@Suite struct JSONParserTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-0", "1", "-1.5", "1e5", "1E+5", "1.25e-10", "123456789012345678901234567890",
        #""""#, #""a""#, #""\"\\\/\b\f\n\r\t\u00e9""#, #""\ud83d\ude00""#, #""\ud800\udc00\udbff\udfff\ud7ff\ue000""#,
        #""\u0000""#, "\"\u{7F}\"", "\"é漢😀\"",
        "[]", "[1]", "[1,2,[3,[4]]]", "{}", #"{"a":1}"#, #"{"a":{"b":[{}]},"c":null}"#, #"{"":0}"#,
        " \t\r\n{ \"a\" : [ 1 , 2 ] } \n", #"{"a":1,"A":2,"aa":3}"#, #"["1234567","12345678","123456789"]"#,
    ])
    func accepts(_ text: String) throws {
        _ = try Document(json: Array(text.utf8))
    }

    /// Text, code, and the offset, line and column of the mistake.
    @Test(arguments: [
        ("", "unexpected-end", 0, 1, 1), (" ", "unexpected-end", 1, 1, 2), ("{", "unexpected-end", 1, 1, 2),
        ("[1,", "unexpected-end", 3, 1, 4), ("\"abc", "unexpected-end", 0, 1, 1),
        ("\"abc\\", "unexpected-end", 4, 1, 5),
        ("{\"a\"", "unexpected-end", 4, 1, 5), ("{\"a\":", "unexpected-end", 5, 1, 6), ("-", "unexpected-end", 0, 1, 1),
        ("1.", "unexpected-end", 0, 1, 1), ("1e", "unexpected-end", 0, 1, 1), ("tru", "syntax", 0, 1, 1),
        ("nul", "syntax", 0, 1, 1), ("nulll", "syntax", 4, 1, 5), ("truE", "syntax", 0, 1, 1),
        ("NaN", "syntax", 0, 1, 1),
        ("Infinity", "syntax", 0, 1, 1), ("-Infinity", "syntax", 0, 1, 1), ("+1", "syntax", 0, 1, 1),
        ("01", "syntax", 0, 1, 1), ("-01", "syntax", 0, 1, 1), (".5", "syntax", 0, 1, 1), ("1.e5", "syntax", 0, 1, 1),
        ("0x10", "syntax", 1, 1, 2), ("1 2", "syntax", 2, 1, 3), ("{} {}", "syntax", 3, 1, 4),
        ("[1,]", "syntax", 3, 1, 4),
        ("[,1]", "syntax", 1, 1, 2), ("[1 2]", "syntax", 3, 1, 4), ("{\"a\":1,}", "syntax", 7, 1, 8),
        ("{a:1}", "syntax", 1, 1, 2), ("{\"a\" 1}", "syntax", 5, 1, 6), ("{1:1}", "syntax", 1, 1, 2),
        ("{\"a\":1]", "syntax", 6, 1, 7), ("[1}", "syntax", 2, 1, 3), ("]", "syntax", 0, 1, 1),
        ("}", "syntax", 0, 1, 1),
        ("'a'", "syntax", 0, 1, 1), ("\"a\u{01}b\"", "syntax", 2, 1, 3), ("\"a\nb\"", "syntax", 2, 1, 3),
        ("\"\\x\"", "syntax", 1, 1, 2), ("\"\\u12g4\"", "syntax", 1, 1, 2), ("\"\\u12", "syntax", 1, 1, 2),
        ("\"\\ud800\"", "invalid-text", 1, 1, 2), ("\"\\ud800\\n\"", "invalid-text", 1, 1, 2),
        ("\"\\ud800\\ud800\"", "invalid-text", 1, 1, 2), ("\"\\udc00\"", "invalid-text", 1, 1, 2),
        ("\"\\ud800\\ue000\"", "invalid-text", 1, 1, 2), ("\"\\udbff\\udbff\"", "invalid-text", 1, 1, 2),
        ("\"\\udfff\"", "invalid-text", 1, 1, 2), ("\"\\ud800\\uD7FF\"", "invalid-text", 1, 1, 2),
        ("{\n  \"a\": 1,\n  \"a\": 2\n}", "duplicate-key", 14, 3, 3), ("[\n\"é\", x]", "syntax", 8, 2, 6),
        ("{\"a\":1,\"\\u0061\":2}", "duplicate-key", 7, 1, 8), ("\u{FEFF}{}", "syntax", 0, 1, 1),
        ("{\"x\":{\"abcdefghi\":1,\"abcdefghj\":2,\"abcdefghi\":3}}", "duplicate-key", 34, 1, 35),
        ("// c\n1", "syntax", 0, 1, 1), ("[1]\u{0}", "syntax", 3, 1, 4), ("\u{0}", "syntax", 0, 1, 1),
    ])
    func refuses(_ text: String, code: String, offset: Int, line: Int, column: Int) {
        let error = #expect(throws: ParseError.self) { try Document(json: Array(text.utf8)) }
        #expect(error?.code.rawValue == code)
        #expect(error?.position == SourcePosition(offset: offset, line: line, column: column))
        #expect(error?.message.isEmpty == false)
    }

    /// A message repeats no more than the beginning of a key, whatever its length.
    @Test func shortensADuplicateKey() {
        for count in [64, 65, 5000] {
            let member = "\"\(String(repeating: "k", count: count))\":1"
            let error = #expect(throws: ParseError.self) { try Document(json: Array("{\(member),\(member)}".utf8)) }
            let letters = error?.message.prefix { $0 != "\u{2026}" }.dropFirst("the object has the key \"".count)
                .prefix { $0 == "k" }.count
            #expect(letters == 64, "\(error?.message ?? "")")
        }
    }

    /// Small objects are compared pair by pair and large ones by hash; both find one key written in two ways.
    @Test(arguments: [2, 3, 15, 16, 17, 18, 100, 5000])
    func findsADuplicateKeyAtAnyPosition(count: Int) throws {
        let keys = (0..<count).map { "key-number-\($0)" }
        let plain = "{" + keys.map { "\"\($0)\":{}" }.joined(separator: ",")
        #expect(
            try Document(json: Array((plain + "}").utf8)).members(of: Document(json: Array((plain + "}").utf8)).root)
                .reduce(0) { n, _ in n + 1 } == count)
        for (place, key) in [(0, "key-number-0"), (count - 1, "\\u006bey-number-\(count - 1)")] {
            let error = #expect(throws: ParseError.self) { try Document(json: Array((plain + ",\"\(key)\":1}").utf8)) }
            #expect(error?.code == .duplicateKey)
            #expect(error?.message == "the object has the key \"key-number-\(place)\" already")
        }
    }

    /// Keys of one length that differ in the middle only have one fingerprint, and are still two.
    @Test(arguments: [2, 3, 17, 100])
    func tellsKeysApart(count: Int) throws {
        let keys = (0..<count).map { "the-beginning-\(100 + $0)-and-the-end" }
        let document = try Document(json: Array(("{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + "}").utf8))
        #expect(document.members(of: document.root).map { document.string($0.0) } == keys)
    }

    @Test func capsTheDepth() throws {
        let deep = { (depth: Int) in
            [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
        }
        _ = try Document(json: deep(512))
        #expect(throws: ParseError.self) { try Document(json: deep(513)) }
        #expect(throws: ParseError.self) { try Document(json: [UInt8](repeating: UInt8(ascii: "["), count: 5_000_000)) }
        let objects = Array(String(repeating: "{\"a\":", count: 600).utf8)
        let error = #expect(throws: ParseError.self) { try Document(json: objects) }
        #expect(error?.code == .limit)
    }

    @Test func capsTheNumberOfValuesAndTheLength() throws {
        var limits = Document.Limits()
        limits.nodes = 100
        let list = { (count: Int) in
            Array(("[" + Array(repeating: "0", count: count).joined(separator: ",") + "]").utf8)
        }
        #expect(try Document(json: list(98), limits: limits).nodeCount == 99)
        #expect(try Document(json: list(99), limits: limits).nodeCount == 100)
        for count in [100, 101, 5000] {
            let error = #expect(throws: ParseError.self) { try Document(json: list(count), limits: limits) }
            #expect(error?.code == .limit)
        }
        limits.bytes = 10
        #expect(throws: ParseError.self) { try Document(json: Array("\"123456789\"".utf8), limits: limits) }
        _ = try Document(json: Array("\"12345678\"".utf8), limits: limits)
    }

    /// A repeated key is found whatever is between the two, and a key is not compared with those of another object.
    @Test func keepsTheKeysOfNestedObjectsApart() throws {
        let between = ["1", "{}", "[]", "{\"k\":1}", "[{\"k\":1},{\"k\":2}]", "{\"k\":{\"k\":[{\"k\":1}]}}"]
        // With so many different keys, some share the bit that a key sets.
        let others = (0..<13).map { "\"other-\($0)\":\(between[$0 % between.count])" }.joined(separator: ",")
        for value in between {
            let once = "{\"k\":\(value),\(others),\"l\":\(value)}"
            #expect(throws: Never.self, "\(once)") { try Document(json: Array(once.utf8)) }
            let twice = "[{\"k\":\(value),\(others),\"k\":\(value)}]"
            let error = #expect(throws: ParseError.self, "\(twice)") { try Document(json: Array(twice.utf8)) }
            #expect(error?.code == .duplicateKey)
            #expect(error?.position.offset == twice.utf8.count - value.utf8.count - 6)
        }
    }

    /// A text that breaks off is incomplete, whatever keys it repeats.
    @Test func reportsTheEndBeforeARepeatedKey() {
        let error = #expect(throws: ParseError.self) { try Document(json: Array(#"{"a":1,"a":2"#.utf8)) }
        #expect(error?.code == .unexpectedEnd)
    }

    /// The parser and Swift agree on valid UTF-8: for every pair of bytes and many longer sequences.
    @Test func agreesWithSwiftOnUTF8() throws {
        var sequences: [[UInt8]] = []
        for first in UInt8(0x20)...0xFF where first != 0x22 && first != 0x5C {
            sequences.append([first])
            for second in UInt8(0x20)...0xFF where second != 0x22 && second != 0x5C {
                sequences.append([first, second])
            }
        }
        var random = SeededGenerator(seed: 3)
        let edges: [UInt8] = [
            0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]
        for _ in 0..<50_000 {
            sequences.append(
                (0..<Int.random(in: 3...12, using: &random)).map { _ in edges.randomElement(using: &random) ?? 0 })
        }
        for sequence in sequences {
            let text = [UInt8(ascii: "\"")] + sequence + [UInt8(ascii: "\"")]
            let parsed = try? Document(json: text)
            #expect(parsed.flatMap { $0.string($0.root) } == String(validating: sequence, as: UTF8.self), "\(sequence)")
        }
    }

    /// Strings are read in blocks of sixteen bytes, and special characters may be anywhere in a block or across two.
    @Test func readsSpecialCharactersAnywhere() throws {
        let pieces: [(text: String, value: String)] = [
            ("a", "a"), ("plain ", "plain "), ("seven..", "seven.."), ("\\\"", "\""), ("\\\"", "\""), ("\\\\", "\\"),
            ("\\n", "\n"), ("\\u00e9", "é"), ("\\ud83d\\ude00", "😀"), ("é", "é"), ("漢", "漢"), ("\u{7F}", "\u{7F}"),
        ]
        let mistakes = ["\n", "\u{0}", "\\x", "\\é", "\\\n", "\\u1x", "\\udc00"]
        var random = SeededGenerator(seed: 11)
        for _ in 0..<20_000 {
            let chosen = (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }
            let (text, value) = (chosen.map(\.text).joined(), chosen.map(\.value).joined())
            // The bytes behind the string, however few, are not a part of it.
            let rest = String(repeating: " ", count: Int.random(in: 0...17, using: &random))
            let document = try Document(json: Array("[\"\(text)\",{\"\(text)\":0}]\(rest)".utf8))
            let items = Array(document.elements(of: document.root))
            #expect(document.string(items[0]) == value)
            #expect(member(value, of: items[1], in: document) != nil)
            let mistake = mistakes.randomElement(using: &random) ?? ""
            let error = #expect(throws: ParseError.self) {
                try Document(json: Array("\"\(text)\(mistake)\(text)\"\(rest)".utf8))
            }
            #expect(error?.position.offset == 1 + text.utf8.count)
            let endless = #expect(throws: ParseError.self) { try Document(json: Array("[\"\(text)\(rest)".utf8)) }
            #expect(endless?.code == .unexpectedEnd)
            #expect(endless?.position.offset == 1)
        }
    }

    /// A control character is refused at every position in the blocks of sixteen bytes that strings are read in, also
    /// behind characters that make the parser read them differently.
    @Test(arguments: 0..<0x20 as Range<UInt8>)
    func refusesControlCharacters(_ byte: UInt8) {
        for before in ["", "\\n", "é"] {
            for count in 0..<20 {
                let start = Array("\"\(before)".utf8) + [UInt8](repeating: UInt8(ascii: "a"), count: count)
                let text = start + [byte] + Array("aaaaaaaaaaaa\"".utf8)
                let error = #expect(throws: ParseError.self) { try Document(json: text) }
                #expect(error?.code.rawValue == "syntax")
                #expect(error?.position.offset == start.count)
            }
        }
    }

    /// An unexpected byte is named so that a person can find it: by itself if it can be seen, or else by its number.
    @Test(arguments: UInt8.min...UInt8.max)
    func namesTheUnexpectedByte(_ byte: UInt8) throws {
        // These bytes begin a key, end the object, or are white space.
        guard !Array("\"} \t\n\r".utf8).contains(byte) else { return }
        let error = #expect(throws: ParseError.self) { try Document(json: Array("{".utf8) + [byte]) }
        let name =
            switch byte {
            case UInt8(ascii: "!")...UInt8(ascii: "~"): "'\(Character(Unicode.Scalar(byte)))'"
            case 0xEF, 0xFE, 0xFF: "byte \(byte), perhaps of a byte order mark"
            default: "byte \(byte)"
            }
        #expect(error?.message.hasSuffix(", found \(name)") == true, "\(error?.message ?? "")")
        #expect(error?.position.offset == 1)
    }

    @Test func limitsMatchTheDocumentation() {
        let limits = Document.Limits()
        #expect(limits.bytes == 64 << 20 && limits.depth == 512)
        #expect(limits.nodes == 2_000_000 && limits.aliasedNodes == 100_000)
    }

    @Test func decodesEscapes() throws {
        let document = try Document(json: Array(#"["\"\\\/\b\f\n\r\tA\u00e9\u6f22\ud83d\ude00\u0000z","plain"]"#.utf8))
        let texts = document.elements(of: document.root).map { document.string($0) }
        #expect(texts == ["\"\\/\u{08}\u{0C}\n\r\tAé漢😀\u{0}z", "plain"])
    }
}
