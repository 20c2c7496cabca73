import Document
import TestSupport
import Testing

/// The places of values: a fix that is one byte off writes a broken manifest.
@Suite struct SourcePlaceTests {
    @Test(
        "the range of a scalar includes its quotes or its header",
        arguments: [
            ("plain", ["plain plain"]), ("  indented  \n", ["plain indented"]), ("'it''s'", ["singleQuoted 'it''s'"]),
            (#""a\"b" # c"#, [#"doubleQuoted "a\"b""#]), ("\"a\n  b\"\n", ["doubleQuoted \"a\n  b\""]),
            ("two\n words\n\n", ["plain two\n words"]), ("|\n a\n b\n", ["literal |\n a\n b"]),
            (">-\n a\n\n\n", ["folded >-\n a"]), ("|+ # why\n a\n\n", ["literal |+ # why\n a"]),
            // Spaces beyond the indentation are text.
            ("|2\n  a\n    \n", ["literal |2\n  a\n    "]), ("|\n", ["literal |"]), ("--- |\n a", ["literal |\n a"]),
            ("é: 漢 # x\n", ["block é: 漢", "plain é", "plain 漢"]), ("", []), ("# c\n", []),
            // No value is written, so its place is where it is missing.
            ("---\n# c\n", ["plain "]), ("--- \n...\n", ["plain "]),
        ] as [(String, [String])])
    func scalars(_ yaml: String, expected: [String]) throws {
        #expect(try places(yaml) == expected)
    }

    @Test(
        "the range of a container ends with its last value or its bracket",
        arguments: [
            (
                "a:\n  - b\n  - c: d # e\n# f\n\ng: h\n",
                [
                    "block a:\n  - b\n  - c: d # e\n# f\n\ng: h", "plain a", "block - b\n  - c: d", "plain b",
                    "block c: d", "plain c", "plain d", "plain g", "plain h",
                ]
            ),
            (
                "a:\n- b\n- c\nd: e\n",
                [
                    "block a:\n- b\n- c\nd: e", "plain a", "block - b\n- c", "plain b", "plain c",
                    "plain d", "plain e",
                ]
            ),
            ("[ a, {b: c , }, ] # d\n", ["flow [ a, {b: c , }, ]", "plain a", "flow {b: c , }", "plain b", "plain c"]),
            // A pair in a list is a mapping without braces.
            ("[a : b , c]", ["flow [a : b , c]", "flow a : b", "plain a", "plain b", "plain c"]),
            (
                "- - a\n  - b\n-   c\n",
                ["block - - a\n  - b\n-   c", "block - a\n  - b", "plain a", "plain b", "plain c"]
            ),
            ("? a\n: b\n", ["block ? a\n: b", "plain a", "plain b"]), ("{}", ["flow {}"]), ("[\n]\n", ["flow [\n]"]),
            ("a: |\n  x\n\n# c\n", ["block a: |\n  x", "plain a", "literal |\n  x"]),
            ("a: \"b\"\n", ["block a: \"b\"", "plain a", "doubleQuoted \"b\""]),
        ] as [(String, [String])])
    func containers(_ yaml: String, expected: [String]) throws {
        #expect(try places(yaml) == expected)
    }

    @Test(
        "the place of a missing value is behind its colon or dash",
        arguments: [
            ("a:\nb: 1\n", [2]), ("a: # c\n", [2]), ("- \n- x\n", [1]), ("a:   \n", [2]), ("{a: , b: 1}", [4]),
            ("{a}", [2]), ("? a\n\n# c\n", [3]), ("x:\n  ? a\n\n# c\ny: 1\n", [8]), ("? a\n:\n", [5]),
            ("a: !!null # c\n", [9]), ("a: &b\nc: *b\n", [5, 9]),
        ] as [(String, [Int])])
    func missing(_ yaml: String, expected: [Int]) throws {
        let document = try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
        let found = nodes(of: document).filter { document.isNull($0) }.map { document.place(of: $0).range.lowerBound }
        #expect(found == expected)
        let last = document.place(of: document.root).range.upperBound
        #expect(found.allSatisfy { $0 <= last })
    }

    /// A tab separates the parts of a line as a space does.
    @Test(arguments: [
        "&a x", "!!str 1", "&a !!str 'x'", "[!!str , &b]", "a: b # c", "a: b ", "a: # c", "[a, b] # c",
        "{a: b , c: d }",
        "--- a # c", "a: | # c\n x", "a: &b {c: d} # e", "a: &b # c\n  d: e",
    ])
    func tabs(_ yaml: String) throws {
        let line = String(yaml.prefix { $0 != "\n" })
        let tabbed = line.replacing(" ", with: "\t") + yaml.dropFirst(line.count)
        #expect(try places(tabbed).map { $0.replacing("\t", with: " ") } == places(yaml))
    }

    @Test(
        "an anchor and a tag belong to the value behind them",
        arguments: [
            ("&a x", ["plain (&a )x"]), ("!!str 1", ["plain (!!str )1"]),
            ("&a !!str 'x'", ["singleQuoted (&a !!str )'x'"]),
            ("!<tag:yaml.org,2002:str> &a 1", ["plain (!<tag:yaml.org,2002:str> &a )1"]),
            ("[!!str , &b]", ["flow [!!str , &b]", "plain (!!str)", "plain (&b)"]),
            ("&a # c\nk: v\n", ["block (&a # c\n)k: v", "plain k", "plain v"]),
            // Each of YAML's line breaks, after which the value begins.
            ("&a\nxy", ["plain (&a\n)xy"]), ("&a\r\nxy", ["plain (&a\r\n)xy"]), ("&a\rxy", ["plain (&a\r)xy"]),
            ("&a\u{85}xy", ["plain (&a\u{85})xy"]), ("&a\u{2028}xy", ["plain (&a\u{2028})xy"]),
            ("&a\u{2029}xy", ["plain (&a\u{2029})xy"]), ("&a # é\u{2028}xy", ["plain (&a # é\u{2028})xy"]),
            // This anchor names the key, not the mapping.
            ("&a k: v\n", ["block &a k: v", "plain (&a )k", "plain v"]),
            (
                "x: &a\n  - &b {c: d}\n",
                [
                    "block x: &a\n  - &b {c: d}", "plain x", "block (&a\n  )- &b {c: d}",
                    "flow (&b ){c: d}", "plain c", "plain d",
                ]
            ),
        ] as [(String, [String])])
    func properties(_ yaml: String, expected: [String]) throws {
        #expect(try places(yaml) == expected)
    }

    @Test(
        "a value from an alias or a merge key has its place at the anchor",
        arguments: [
            (
                "a: &x [1]\nb: *x\n",
                [
                    "block a: &x [1]\nb: *x", "plain a", "flow (&x )[1]", "plain 1", "plain b", "shared alias *x",
                    "shared plain 1",
                ]
            ),
            (
                "- &k a\n- {*k : b}\n",
                [
                    "block - &k a\n- {*k : b}", "plain (&k )a", "flow {*k : b}", "shared alias *k",
                    "plain b",
                ]
            ),
            (
                "a: &x {b: 1}\nc:\n  <<: *x # d\n  e: 2\n",
                [
                    "block a: &x {b: 1}\nc:\n  <<: *x # d\n  e: 2", "plain a", "flow (&x ){b: 1}", "plain b", "plain 1",
                    "plain c", "block <<: *x # d\n  e: 2", "shared plain b", "shared plain 1", "plain e", "plain 2",
                ]
            ),
        ] as [(String, [String])])
    func aliases(_ yaml: String, expected: [String]) throws {
        #expect(try places(yaml) == expected)
    }

    @Test("CRLF line ends, tabs and a byte order mark do not shift places")
    func unusualBytes() throws {
        #expect(
            try places("\u{FEFF}a:\r\n  - b\t# c\r\n  - |\r\n    d\r\n\r\ne: \"f\"\t\r\n") == [
                "block a:\r\n  - b\t# c\r\n  - |\r\n    d\r\n\r\ne: \"f\"", "plain a",
                "block - b\t# c\r\n  - |\r\n    d", "plain b", "literal |\r\n    d", "plain e", "doubleQuoted \"f\"",
            ])
        let document = try #require(try Document.documents(yaml: Array("\u{FEFF}a: b".utf8)).first)
        #expect(document.position(of: document.root) == SourcePosition(offset: 3, line: 1, column: 1))
        #expect(document.source.position(atOffset: 0) == SourcePosition(offset: 0, line: 1, column: 1))
    }

    @Test(
        "each document has its own part of the file",
        arguments: [
            ("a\n---\nb\n", ["a\n", "---\nb\n"], [1, 2]),
            ("# c\n---\na\n# d\n---\n", ["# c\n---\na\n# d\n", "---\n"], [1, 5]),
            ("a\n... # e\n# f\n---\nb", ["a\n... # e\n", "# f\n---\nb"], [1, 3]), ("a\n...", ["a\n..."], [1]),
            (
                "%YAML 1.1\n---\na\n...\r\n%TAG ! tag:x,2026:\n---\nb",
                [
                    "%YAML 1.1\n---\na\n...\r\n",
                    "%TAG ! tag:x,2026:\n---\nb",
                ], [1, 5]
            ),
            ("--- a\n--- b\n", ["--- a\n", "--- b\n"], [1, 2]),
            ("\u{FEFF}a\n---\nb\n", ["\u{FEFF}a\n", "---\nb\n"], [1, 2]), ("a\n# end\n", ["a\n# end\n"], [1]),
            ("a\n...\n# end\n", ["a\n...\n"], [1]),
        ] as [(String, [String], [Int])])
    func documents(_ yaml: String, texts: [String], lines: [Int]) throws {
        let documents = try Document.documents(yaml: Array(yaml.utf8))
        #expect(documents.map { String(decoding: $0.source.text, as: UTF8.self) } == texts)
        #expect(documents.map(\.source.start.line) == lines)
        for document in documents {
            let position = document.position(of: document.root)
            let place = document.place(of: document.root)
            #expect(position.offset == document.source.start.offset + place.range.lowerBound)
            #expect(position == document.source.position(atOffset: place.range.lowerBound))
        }
    }

    @Test("JSON values have the places of their text")
    func json() throws {
        let text = #" {"a": [1, "x\"y", null], "é" :{}} "#
        let document = try Document(json: Array(text.utf8))
        #expect(
            places(of: document) == [
                #"flow {"a": [1, "x\"y", null], "é" :{}}"#, #"doubleQuoted "a""#, #"flow [1, "x\"y", null]"#, "plain 1",
                #"doubleQuoted "x\"y""#, "plain null", #"doubleQuoted "é""#, "flow {}",
            ])
        #expect(document.source.comments.isEmpty)
        #expect(document.source === document.source)
    }
}
