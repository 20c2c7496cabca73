import Document
import TestSupport
import Testing

/// An error in a manifest has a line and a column, so that a person finds it; and no text costs more than its length.
@Suite struct YAMLErrorTests {
    @Test(
        arguments: [
            ("a: 1\nb: [1, 2\nc: 3\n", .syntax, 3, 2), ("a:\n\tb: 1\n", .syntax, 2, 1), ("a: b: c\n", .syntax, 1, 5),
            ("é: {ü: @}\n", .syntax, 1, 8), ("a: \"x\n", .syntax, 2, 1), ("a: \"\\q\"\n", .syntax, 1, 5),
            ("a: \"\\uD83D\\uDE00\"\n", .syntax, 1, 7), ("- a\nb: c\n", .syntax, 2, 1), ("a: %b\n", .syntax, 1, 4),
            ("%YAML 2.0\n---\na\n", .syntax, 1, 1), ("a: !x!y z\n", .syntax, 1, 4), ("a\u{7}: 1\n", .syntax, 1, 2),
            ("é: \u{0}\n", .syntax, 1, 4), ("a: 1\nb: 2\na: 3\n", .duplicateKey, 3, 1),
            ("- {ä: 1, \"\\u00e4\": 2}\n", .duplicateKey, 1, 10), ("1: a\n'1': b\n", .duplicateKey, 2, 1),
            ("yes: a\non: b\n", .duplicateKey, 2, 1), ("x: {<<: {a: 1}, b: 1, b: 2}\n", .duplicateKey, 1, 23),
            ("x: {<<: {a: 1, a: 2}}\n", .duplicateKey, 1, 16), ("a: *b\n", .syntax, 1, 4), ("&a [*a]\n", .syntax, 1, 5),
            ("a: &b\n  c: {<<: *b}\n", .syntax, 2, 11), ("a: &x 1\n---\nb: *x\n", .syntax, 3, 4),
            ("a: {<<: 1}\n", .syntax, 1, 9), ("a: {<<: [{}, b]}\n", .syntax, 1, 14), ("a: {<<: }\n", .syntax, 1, 9),
            ("[&a [1], {<<: *a}]\n", .syntax, 1, 15),
        ] as [(String, ParseError.Code, Int, Int)])
    func `a mistake has its place`(_ yaml: String, _ code: ParseError.Code, _ line: Int, _ column: Int) throws {
        let error = try #require(failure(yaml))
        #expect(error.code == code)
        #expect(error.position.line == line, "\(error)")
        #expect(error.position.column == column, "\(error)")
        #expect(!error.message.isEmpty)
    }

    /// A message says what libyaml was about to read and what it found.
    @Test(arguments: [
        ("a: b: c\n", "mapping values are not allowed in this context"),
        ("[a\n", "while parsing a flow sequence: did not find expected ',' or ']'"),
        ("a: \"x\n", "while scanning a quoted scalar: found unexpected end of stream"),
        ("a: %b\n", "while scanning for the next token: found character that cannot start any token"),
        ("a: *b\n", "there is no anchor \"b\" before"), ("a: \u{7}\n", "control characters are not allowed"),
    ])
    func saysWhatIsWrong(_ yaml: String, message: String) throws {
        let error = try #require(failure(yaml))
        #expect(error.message.contains(message), "\(error.message)")
    }

    @Test func `only UTF-8 is read`() throws {
        let invalid = try #require(failure(bytes: Array("a: 1\nb: ".utf8) + [0xFF]))
        #expect(invalid.code == .invalidText)
        #expect((invalid.position.line, invalid.position.column) == (2, 4))
        for start in [[0xFF, 0xFE, 0x61, 0x00], [0xFE, 0xFF, 0x00, 0x61], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            #expect(failure(bytes: start)?.code == .invalidText)
        }
    }

    @Test func `nesting has the limit of JSON`() throws {
        var limits = Document.Limits()
        limits.depth = 20
        #expect(failure(String(repeating: "[", count: 20) + String(repeating: "]", count: 20), limits: limits) == nil)
        for opening in ["[", "- ", "? ", "{a: "] {
            let error = try #require(failure(String(repeating: opening, count: 21), limits: limits))
            #expect(error.code == .limit)
            #expect(error.position.column == 20 * opening.count + 1)
        }
        #expect(failure(String(repeating: "[", count: 1_000_000))?.code == .limit)
        // Anchors whose depths add up.
        let inner = String(repeating: "[", count: 11) + "1" + String(repeating: "]", count: 11)
        let outer = String(repeating: "[", count: 11) + "*a" + String(repeating: "]", count: 11)
        #expect(failure("- &a \(inner)\n- \(outer)\n", limits: limits)?.code == .limit)
    }

    /// Each of these short texts expands to more values than any machine has memory for.
    @Test(arguments: [
        "[*%]", "{<<: [*%], k: 1}", "{k: *%}",
    ])
    func `a billion laughs are an error`(_ shape: String) throws {
        for width in [2, 10] {
            var yaml = "- &a0 {x: 1, z: 2}\n"
            for level in 1...30 {
                let parts = shape.split(separator: "*%", omittingEmptySubsequences: false)
                let aliases = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
                let doubled =
                    shape.hasPrefix("{k") ? "{k: *a\(level - 1), l: *a\(level - 1)}" : parts.joined(separator: aliases)
                yaml += "- &a\(level) \(doubled)\n"
            }
            let error = try #require(failure(yaml))
            #expect(error.code == .limit)
        }
    }

    /// A byte order mark counts as a column in errors of encoding, for which editors show it, but not in others.
    @Test(arguments: [
        ("\u{FEFF}\u{7}", 3, 1, 2), ("\u{FEFF}a: \u{7}", 6, 1, 5), ("\u{FEFF}a\n\u{7}", 5, 2, 1), ("\u{7}", 0, 1, 1),
        ("\u{FEFF}]", 3, 1, 1), ("\u{FEFF}a: ]", 6, 1, 4), ("]", 0, 1, 1),
    ])
    func marksAndMistakes(text: String, offset: Int, line: Int, column: Int) throws {
        let error = try #require(failure(text))
        #expect(error.position.offset == offset)
        #expect((error.position.line, error.position.column) == (line, column))
    }

    @Test func `aliases are counted exactly`() throws {
        var limits = Document.Limits()
        limits.aliasedNodes = 10
        #expect(failure("[&a [1], *a, *a, *a, *a, *a]", limits: limits) == nil)
        #expect(failure("[&a [1], *a, *a, *a, *a, *a, *a]", limits: limits)?.code == .limit)
        #expect(failure("[&a 1\(String(repeating: ", *a", count: 10))]", limits: limits) == nil)
        #expect(failure("[&a 1\(String(repeating: ", *a", count: 11))]", limits: limits)?.code == .limit)
        // The texts of keys and values behind aliases and merge keys count by the byte.
        let word = String(repeating: "x", count: 100)
        var few = Document.Limits()
        few.bytes = 500
        #expect(failure("[&a \(word)\(String(repeating: ", *a", count: 5))]", limits: few) == nil)
        #expect(failure("[&a \(word)\(String(repeating: ", *a", count: 6))]", limits: few)?.code == .limit)
        // Of a shared mapping, a key of 100 bytes and a value of one count.
        func mapping(_ aliases: Int) -> String { "[&a {\(word): 1}\(String(repeating: ", *a", count: aliases))]" }
        #expect(failure(mapping(4), limits: few) == nil)
        #expect(failure(mapping(5), limits: few)?.code == .limit)
        // A chain of merge keys must not exhaust the stack, and a long text must not exhaust the memory.
        var chain = "- &a0 {x: 1}\n"
        for level in 1...20_000 { chain += "- &a\(level) {<<: *a\(level - 1)}\n" }
        #expect(failure(chain)?.code == .limit)
        let long = "a: &a \(String(repeating: "x", count: 10_000))\nb: [\(String(repeating: "*a, ", count: 1000))]\n"
        limits = Document.Limits()
        limits.bytes = long.utf8.count
        #expect(failure(long, limits: limits)?.code == .limit)
        let keys =
            "a: &a \(String(repeating: "x", count: 10_000))\nb: [\(String(repeating: "{*a : 1}, ", count: 1000))]\n"
        limits.bytes = keys.utf8.count
        #expect(failure(keys, limits: limits)?.code == .limit)
        // The JSON may be longer than the YAML that it comes from, which is not an error.
        let short = "[" + String(repeating: "n,", count: 1000) + "]"
        limits.bytes = short.utf8.count
        #expect(failure(short, limits: limits) == nil)
    }

    /// Lists, their items and keys all count as values.
    @Test(arguments: [1, 2, 3, 10, 100]) func `values are counted exactly`(_ most: Int) {
        var limits = Document.Limits()
        limits.nodes = most
        for count in max(0, most - 3)...most + 2 {
            let list = "[" + String(repeating: "a,", count: count) + "]"
            #expect((failure(list, limits: limits) == nil) == (count + 1 <= most), "\(count)")
            let object = "{" + (0..<count).map { "k\($0): a" }.joined(separator: ", ") + "}"
            #expect((failure(object, limits: limits) == nil) == (2 * count + 1 <= most), "\(count)")
        }
    }

    @Test func `the limits hold for a stream as a whole`() {
        var limits = Document.Limits()
        limits.nodes = 10
        #expect(failure(String(repeating: "--- a\n", count: 8), limits: limits) == nil)
        #expect(failure(String(repeating: "--- a\n", count: 11), limits: limits)?.code == .limit)
        limits.bytes = 5
        #expect(failure("a: 1\n", limits: limits) == nil)
        #expect(failure("a: 12\n", limits: limits)?.code == .limit)
    }

    /// A broken manifest is refused or read without a crash, and one that is read is a document like any other.
    @Test func `no mutation crashes`() throws {
        var random = SeededGenerator(seed: 5)
        let seeds = ["every-feature", "full", "minimal"].map { manifest("\($0).yaml") }
        let bytes = Array("\"'\\{}[],:&*!|>-?%@` \n\t#~<.0e".utf8) + [0x00, 0x80, 0xC3, 0xFF]
        var read = 0
        for round in 0..<3000 {
            var text = seeds[round % seeds.count]
            for _ in 0..<Int.random(in: 1...4, using: &random) where !text.isEmpty {
                let place = Int.random(in: 0..<text.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: text[place] = bytes.randomElement(using: &random) ?? 0
                case 1: text.remove(at: place)
                case 2: text.insert(bytes.randomElement(using: &random) ?? 0, at: place)
                default: text.removeSubrange(place..<min(text.count, place + 40))
                }
            }
            guard let documents = try? Document.documents(yaml: text) else { continue }
            read += 1
            for document in documents {
                let json = Array(document.compactText(of: document.root).utf8)
                #expect(try JSONValue(parsing: json) == JSONValue(document.root, of: document))
            }
        }
        #expect(read > 100)
    }
}
