import Document
import TestSupport
import Testing

/// Written YAML is read back as the same values, by stashgate's reader and by kubectl's rules.
@Suite struct YAMLWriterTests {
    private func yaml(_ json: String) throws -> String {
        String(decoding: YAMLWriter.text(of: try Document(json: Array(json.utf8))), as: UTF8.self)
    }

    @Test func writesBlocks() throws {
        let json = """
            {"kind":"List","none":{},"items":[{"name":"a","ports":[1,2.5]},[],["x",[true,null]],"y"],"empty":[],\
            "nested":{"deep":{"er":"z"}}}
            """
        #expect(
            try yaml(json) == """
                kind: List
                none: {}
                items:
                  - name: a
                    ports:
                      - 1
                      - 2.5
                  - []
                  - - x
                    - - true
                      - null
                  - "y"
                empty: []
                nested:
                  deep:
                    er: z

                """)
    }

    @Test(arguments: [("{}", "{}\n"), ("[]", "[]\n"), ("null", "null\n"), ("-1", "-1\n"), ("[0]", "- 0\n")])
    func writesAnyRoot(_ json: String, text: String) throws {
        #expect(try yaml(json) == text)
    }

    /// Text that a reader would take for another value, or could not read, is quoted.
    @Test(arguments: [
        ("", "\"\""), ("plain text, with (signs) & more", "plain text, with (signs) & more"), ("/path/*", "/path/*"),
        ("v1.2", "v1.2"), ("a#b", "a#b"), ("a:b", "a:b"),
        ("true", "\"true\""), ("No", "\"No\""), ("off", "\"off\""), ("null", "\"null\""), ("Y", "\"Y\""),
        ("~", "\"~\""), ("1", "\"1\""), ("0x1F", "\"0x1F\""), ("1e3", "\"1e3\""), ("12:30", "\"12:30\""),
        ("2026-01-01", "\"2026-01-01\""), (".inf", "\".inf\""), ("-", "\"-\""), ("- a", "\"- a\""),
        ("a: b", "\"a: b\""), ("a #b", "\"a #b\""), ("a:", "\"a:\""), ("a ", "\"a \""), (" a", "\" a\""),
        ("*a", "\"*a\""), ("&a", "\"&a\""), ("{a}", "\"{a}\""), ("say \"hi\"\\", "say \"hi\"\\"),
        ("\"hi\"\\", "\"\\\"hi\\\"\\\\\""), ("two\nlines\t", "\"two\\nlines\\t\""),
        ("\u{0}\u{7F}\u{85}\u{2028}\u{FEFF}\u{FFFF}", "\"\\x00\\x7F\\x85\\u2028\\uFEFF\\uFFFF\""),
        ("größe \u{1F600}", "\"größe \u{1F600}\""),
    ])
    func quotesText(_ text: String, written: String) throws {
        let value = JSONValue.array([.string(text)])
        let document = try Document(json: value.json)
        #expect(String(decoding: YAMLWriter.text(of: document), as: UTF8.self) == "- \(written)\n")
        #expect(try Self.readBack(value) == value)
    }

    /// In a message only what would be another value without quotes has them.
    @Test(arguments: [
        ("web", "web"), ("0 2 * * *", "0 2 * * *"), ("30s", "30s"), ("1Gi", "1Gi"), ("/data", "/data"), ("a b", "a b"),
        ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
        ("", "''"), ("true", "'true'"), ("on", "'on'"), ("null", "'null'"), ("3", "'3'"), ("012", "'012'"),
        ("1.5", "'1.5'"), ("0x1F", "'0x1F'"), ("12:30", "'12:30'"), ("~", "'~'"), ("@daily", "'@daily'"),
        ("*/5 * * * *", "'*/5 * * * *'"), ("-1", "'-1'"), ("1: 2", "'1: 2'"), ("1 #2", "'1 #2'"), ("1:", "'1:'"),
        ("1 ", "'1 '"), ("größe", "'größe'"), ("it's: a", "\"it's: a\""), ("1\n", "\"1\\n\""),
    ])
    func showsText(_ text: String, written: String) throws {
        #expect(YAMLWriter.shown(text) == written)
        let document = try #require(try Document.documents(yaml: Array("name: \(written)\n".utf8)).first)
        #expect(JSONValue(document.root, of: document) == .object([.init("name", .string(text))]))
    }

    /// A reader looks for the colon of a key in its first 1024 characters only.
    @Test(arguments: [1, 999, 1000, 1001, 1022, 1023, 1024, 1025, 5000])
    func writesLongKeys(_ length: Int) throws {
        let name = String(repeating: "k", count: length)
        for key in [name, "\"\(name)"] {
            for value: JSONValue in ["text", [1, ["a": 2]], ["b": [3]], [:]] {
                let object = JSONValue.object([.init(key, value), .init("c", .array([.object([.init(key, value)])]))])
                #expect(try Self.readBack(object) == object)
            }
        }
    }

    /// Random trees with hostile texts for keys and values.
    @Test(arguments: 0..<200)
    func roundTripsRandomTrees(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let value = Self.value(depth: 5, &random)
        #expect(try Self.readBack(value) == value)
    }

    private static func readBack(_ value: JSONValue) throws -> JSONValue {
        let yaml = YAMLWriter.text(of: try Document(json: value.json))
        let documents = try Document.documents(yaml: yaml)
        let document = try #require(documents.first)
        #expect(documents.count == 1)
        return JSONValue(document.root, of: document)
    }

    private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &random) {
        case 0: return .null
        case 1: return .boolean(Bool.random(using: &random))
        case 2: return .number(String(Int32.random(in: .min ... .max, using: &random)))
        case 3, 4: return .string(text(&random))
        case 5:
            return .array((0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth - 1, &random) })
        default:
            var members: [JSONValue.Member] = []
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                let key = text(&random)
                // A reader takes a key that looks like YAML's merge key for one, even in quotes.
                guard key != "<<", !members.contains(where: { $0.key == key }) else { continue }
                members.append(.init(key, value(depth: depth - 1, &random)))
            }
            return .object(members)
        }
    }

    private static let pieces = [
        "a", "Z", " ", "  ", ":", "#", "-", "?", ",", "[", "]", "{", "}", "&", "*", "!", "|", ">", "'", "\"", "%", "@",
        "`", "\\", "/", ".", "0", "9", "e", "x", "_", "+", "=", "<", "~", "\n", "\r", "\t", "\u{0}", "\u{1B}", "\u{7F}",
        "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}", "\u{FFFD}", "\u{E000}", "ü", "漢", "\u{1F600}", "true", "null", "no",
        "---", "...", "\n\n", ": ", " #",
    ]

    private static func text(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 0..<8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
}
