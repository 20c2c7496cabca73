import Document
import Testing

/// Comments are kept, although libyaml drops them: a linter reads its suppressions there, and a fix must not lose them.
@Suite struct CommentTests {
    private func document(_ yaml: String) throws -> Document {
        try #require(try Document.documents(yaml: Array(yaml.utf8)).first)
    }

    @Test(
        "a comment begins with # outside scalars",
        arguments: [
            ("a: 1 # b\n", ["end # b"]), ("# a\n\n  # b\nc: d\n#e", ["line # a", "line # b", "line #e"]),
            ("a: b#c\n", []), ("a: 'b # c'\n", []), ("a: \"b\n  # c\"\n", []), ("a: |\n  # b\n# c\n", ["line # c"]),
            ("a: > # b\n  # c\n", ["end # b"]), ("a: |\n    b\n  # c\n", ["line # c"]),
            ("[a, # b\n  # c\n  d] # e\n", ["end # b", "line # c", "end # e"]),
            ("a:\t# b\r\n# c\r\n", ["end # b", "line # c"]),
            ("--- # a\nb\n... # c\n", ["end # a", "end # c"]), ("%YAML 1.1 # a\n---\nb", ["end # a"]),
            ("\u{FEFF}# a\nb: c", ["line # a"]), ("- &a # b\n  c: d\n- *a # e\n", ["end # b", "end # e"]),
            ("a: # b # c\n", ["end # b # c"]), ("# é 漢\u{2028}# b\na", ["line # é 漢", "end # b"]),
            // libyaml takes this for a comment although no space precedes it.
            ("[a,#b\n c]", ["end #b"]), ("a: &x {b: '#1'}\nc: {<<: {b: '#2'}, b: 3} # d\n", ["end # d"]),
        ] as [(String, [String])])
    func found(_ yaml: String, expected: [String]) throws {
        let document = try document(yaml)
        #expect(document.source.comments.map { $0.shown(in: document) } == expected)
    }

    @Test(
        "the comments above a value are on the lines directly above it",
        arguments: [
            ("# 1\n# 2\na: b\n", "a", ["# 1", "# 2"]), ("# 1\n\n# 2\na: b\n", "a", ["# 2"]), ("# 1\n\na: b\n", "a", []),
            ("x: y # 1\na: b\n", "a", []), ("x: y # 1\n  # 2\na: b # 3\n", "a", ["# 2"]),
            ("# 1\na:\n  # 2\n  - b\n  # 3\n  - c\n", "a/1", ["# 3"]), ("a:\n  # 2\n  - b\n", "a", ["# 2"]),
            ("# 1\r\na: b\r\n", "a", ["# 1"]), ("# 1\n--- # 2\na: b", "a", []),
            ("x: y\t# 1\na: b\n", "a", []), ("a: b\n# 1\n", "a", []),
        ] as [(String, String, [String])])
    func above(_ yaml: String, path: String, expected: [String]) throws {
        let document = try document(yaml)
        let node = try #require(value(at: path, in: document))
        #expect(document.comments(above: node).map { text($0, in: document) } == expected)
    }

    @Test(
        "the comment behind a value is at the end of its line",
        arguments: [
            ("a: b # 1\n", "a", "# 1"), ("a: b\n# 1\n", "a", nil), ("a: [b, # 1\n  c] # 2\n", "a", "# 2"),
            ("a: [b, # 1\n  c] # 2\n", "a/0", "# 1"), ("a: [b, c] # 1\n", "a/0", nil),
            ("a: | # 1\n  b # 2\n", "a", "# 1"),
            ("a: |\n  b\n# 1\n", "a", nil), ("a:\n  - b # 1\n  - c # 2\n", "a", "# 2"),
            ("a:\n  - b # 1\n", "a/0", "# 1"),
            ("a:   # 1\nb: c\n", "a", "# 1"), ("a: 'b'# 1\n", "a", "# 1"), ("a: {b: 1} # 1\n", "a/b", nil),
            ("a: b\t# 1\n", "a", "# 1"), ("a:\t# 1\nb: c\n", "a", "# 1"), ("[a\t,\t# 1\n  b]\n", "0", "# 1"),
        ] as [(String, String, String?)])
    func behind(_ yaml: String, path: String, expected: String?) throws {
        let document = try document(yaml)
        let node = try #require(value(at: path, in: document))
        #expect(document.comment(behind: node).map { text($0, in: document) } == expected)
    }

    @Test("the comment behind a key is on its line")
    func behindKey() throws {
        let document = try document("a: # 1\n  b: 2\nc: 3 # 4\n")
        let keys = document.members(of: document.root).map(\.key)
        #expect(keys.map { document.comment(behind: $0).map { text($0, in: document) } } == ["# 1", nil])
    }
}
