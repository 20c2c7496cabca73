import TestSupport
import Testing

@testable import Document

/// Several threads read one file: what they read is what one thread would.
@Suite struct YAMLPartTests {
    /// The documents of a text that is read in parts, from the first part on that is not complete to the end of the text.
    private func read(_ text: [UInt8], atLeast bytes: Int) throws -> (documents: [Document], mistake: ParseError?) {
        var read: [Document] = []
        for part in try YAMLPart(text).parts(atLeast: bytes) {
            if let documents = part.documents() {
                read += documents
            } else {
                do throws(ParseError) {
                    try part.rest.read { read.append($0) }
                    return (read, nil)
                } catch {
                    return (read, error)
                }
            }
        }
        return (read, nil)
    }

    private func check(_ text: [UInt8]) throws {
        var whole: [Document] = []
        var mistake: ParseError?
        do throws(ParseError) { try YAMLPart(text).read { whole.append($0) } } catch { mistake = error }
        for bytes in [0, 1, 5, 40, 1000] {
            let parts = try read(text, atLeast: bytes)
            try #require(parts.mistake == mistake)
            try #require(parts.documents.map(\.source.text) == whole.map(\.source.text))
            try #require(parts.documents.map(\.source.start) == whole.map(\.source.start))
            try #require(parts.documents.map(\.source.comments) == whole.map(\.source.comments))
            try #require(parts.documents.flatMap(places) == whole.flatMap(places))
            for (one, other) in zip(parts.documents, whole) {
                try #require(one.compactText(of: one.root) == other.compactText(of: other.root))
                try #require(nodes(of: one).map(one.position) == nodes(of: other).map(other.position))
            }
        }
    }

    @Test(
        "a text has the same documents and the same mistake, wherever it is divided",
        arguments: [
            "", "a\n---\nb\n---\nc\n", "---\na: 1\n---\nb: 2\n--- 3\n---\t4\n---",
            "---\r\na: 1\r\n---\r\nb: 2\r\n---\r\n",
            "\u{FEFF}---\na: é\n---\nb: 1 # c\n---\n",
            // Comments and directives in front of a document belong to it.
            "# 1\n---\na\n# 2\n---\nb\n", "a\n...\n# 1\n---\nb\n...\n---\nc\n", "a\n...\n%YAML 1.1\n---\nb\n",
            "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n...\n%TAG !e! tag:yaml.org,2002:\n---\n!e!str 2\n",
            "%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 1\n---\n!e!str 2\n", "a\r...\r# 1\n---\nb\n---\nc\n",
            // A line with `---` ends every scalar, or is a mistake.
            "a: |\n  x\n---\nb: >\n---\nc: 'd\n---\ne'\n", "---\na: 'x\n---\nb'\n---\nc\n",
            "a\n---\nb: [\n---\n]\n---\nc",
            "--- |\n---\n--- \"\n---\n\"\n", "a: &x 1\n---\nb: 2\n---\n*x\n---\nc", "a\n---\nb: 1\nb: 2\n---\nc\n",
            "a: b\u{85}---\u{85}c\n---\nd\n---\ne\u{2028}--- \n---\nf", "----\n---a\n---\n- b\n---\n",
            "a\n---\n\t- b\n---\nc",
        ])
    func parts(_ yaml: String) throws {
        try check(Array(yaml.utf8))
    }

    @Test("random documents, one after the other, are the same in parts")
    func random() throws {
        var random = SeededGenerator(seed: 11)
        for seed in 0..<60 as Range<UInt64> {
            var text: [UInt8] = []
            for number in 0..<6 as Range<UInt64> {
                var document = RandomYAML(depth: 2, seed: 6 * seed + number).bytes
                if !text.isEmpty, document.starts(with: ByteOrderMark.utf8) { document.removeFirst(3) }
                text += document
                let ends = ["\n---\n", "\n--- # 1\n", "\n...\n", "\n...\n# 2\n---\n"]
                text += (ends.randomElement(using: &random) ?? "").utf8
            }
            try check(text)
            // Half a text has a mistake more often than not.
            try check(Array(String(decoding: text.prefix(text.count / 2), as: UTF8.self).utf8))
        }
    }

    @Test("a text is divided where a document begins, but not behind comments alone")
    func divisions() throws {
        let text = Array("# 1\n---\na\n---\nb\n--- c\n---\nd".utf8)
        func counts(_ bytes: Int) throws -> [Int?] {
            try YAMLPart(text).parts(atLeast: bytes).map { $0.documents()?.count }
        }
        #expect(try counts(0) == [1, 1, 1, 1])
        #expect(try counts(10) == [1, 2, 1])
        #expect(try counts(11) == [2, 2])
        #expect(try counts(.max) == [4])
        let leftOver = try YAMLPart(Array("a\n---\nb\n...\n# 1\n---\nc\n---\nd".utf8)).parts(atLeast: 0)
        #expect(leftOver.map { $0.documents()?.count } == [nil, 1, 1])
    }

    @Test("documents before a control character are read if they are in a part before it")
    func controlCharacter() throws {
        let text = Array("a\n---\nb\n---\nc\n---\n\u{7}".utf8)
        let whole = try read(text, atLeast: .max)
        let parts = try read(text, atLeast: 0)
        #expect((whole.documents.count, parts.documents.count) == (0, 3))
        #expect(whole.mistake == parts.mistake)
        #expect(whole.mistake?.position == SourcePosition(offset: 18, line: 7, column: 1))
    }
}
