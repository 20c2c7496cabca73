import TestSupport
import Testing

@testable import Editing

/// A diff shows the changed lines with three lines around them, and the usual programs apply it.
@Suite struct UnifiedDiffTests {
    private static func diff(_ text: String, _ edits: [(Range<Int>, String)], for path: String = "f") -> String {
        let edits = TextEdits(edits.enumerated().map { ($0.offset, TextEdit($0.element.0, $0.element.1)) })
        return String(decoding: UnifiedDiff(of: Array(text.utf8), edits).text(for: path), as: UTF8.self)
    }

    private static let head = "--- a/f\n+++ b/f\n"
    private static let ten = (0..<10).map { "\($0)\n" }.joined()

    @Test(
        arguments: [
            ("a\nb\n", [], ""), ("a\nb\n", [(0..<1, "a")], ""),
            ("a\nb\n", [(0..<1, "x")], "@@ -1,2 +1,2 @@\n-a\n+x\n b\n"),
            ("a\n", [(0..<2, "")], "@@ -1 +0,0 @@\n-a\n"), ("", [(0..<0, "a\n")], "@@ -0,0 +1 @@\n+a\n"),
            ("a\n", [(2..<2, "b\n")], "@@ -1 +1,2 @@\n a\n+b\n"),
            ("a\n", [(2..<2, "b\n"), (2..<2, "c\n")], "@@ -1 +1,3 @@\n a\n+b\n+c\n"),
            // Lines that are inserted at the end of a line.
            ("a\nb\n", [(1..<1, "\nx")], "@@ -1,2 +1,3 @@\n a\n+x\n b\n"),
            ("a\r\nb\r\n", [(1..<1, "\r\nx")], "@@ -1,2 +1,3 @@\n a\r\n+x\r\n b\r\n"),
            ("a\nb\n", [(1..<1, "\nx"), (3..<3, "\ny")], "@@ -1,2 +1,4 @@\n a\n+x\n b\n+y\n"),
            // Two edits of one line, and one that joins two lines.
            ("ab\n", [(0..<0, "x"), (2..<2, "y")], "@@ -1 +1 @@\n-ab\n+xaby\n"),
            ("a\nb\nc\n", [(1..<2, "")], "@@ -1,3 +1,2 @@\n-a\n-b\n+ab\n c\n"),
            ("a\nb\nc\n", [(1..<2, ""), (3..<4, "")], "@@ -1,3 +1 @@\n-a\n-b\n-c\n+abc\n"),
            // No line feed at the end.
            (
                "a", [(1..<1, "\nb")],
                "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
            ),
            ("a\nb", [(0..<1, "x")], "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"),
            ("a", [(1..<1, "\n")], "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"),
            ("", [(0..<0, "a")], "@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n"),
            // Changes with up to six lines between them are in one hunk, those with seven in two.
            (
                ten, [(0..<1, "x"), (14..<15, "y")],
                "@@ -1,10 +1,10 @@\n-0\n+x\n 1\n 2\n 3\n 4\n 5\n 6\n-7\n+y\n 8\n 9\n"
            ),
            (
                ten, [(0..<1, "x\nX"), (16..<17, "y")],
                "@@ -1,4 +1,5 @@\n-0\n+x\n+X\n 1\n 2\n 3\n@@ -6,5 +7,5 @@\n 5\n 6\n 7\n-8\n+y\n 9\n"
            ),
        ] as [(String, [(Range<Int>, String)], String)])
    func shows(_ text: String, _ edits: [(Range<Int>, String)], diff: String) {
        #expect(Self.diff(text, edits) == (diff.isEmpty ? "" : Self.head + diff))
    }

    /// The labels are those of git: relative, and quoted where a program could not tell where they end.
    @Test(arguments: [
        ("a/b.yaml", "a/a/b.yaml"), ("./b.yaml", "a/b.yaml"), (".//./b", "a/b"), ("/tmp/b", "a/tmp/b"),
        ("b c.yaml", "a/b c.yaml\t"), ("b\tc\"\\", #""a/b\011c\"\\""#), ("ü.yaml", "a/ü.yaml"),
        ("a\u{202E}b\n", #""a/a\342\200\256b\012""#), ("\u{9B}", #""a/\302\233""#),
    ])
    func labels(_ path: String, label: String) {
        #expect(
            Self.diff("a\n", [(0..<1, "b")], for: path).split(separator: "\n").first.map(String.init) == "--- \(label)")
    }

    private static func edits(of text: [UInt8], using random: inout SeededGenerator) -> TextEdits {
        let edits = (0..<Int.random(in: 0...5, using: &random)).map { number in
            let start = Int.random(in: 0...text.count, using: &random)
            let end = Int.random(in: start...min(text.count, start + 3), using: &random)
            return (
                number,
                TextEdit(start..<end, ["", "\n", "x", "a\n", "\nb", "\r\n"].randomElement(using: &random) ?? "")
            )
        }
        return TextEdits(edits)
    }

    private static func text(using random: inout SeededGenerator) -> [UInt8] {
        let lines = (0..<Int.random(in: 0...30, using: &random)).map { _ in
            ["a\n", "\n", "b\r\n", "cc\n"].randomElement(using: &random) ?? ""
        }
        return Array((lines.joined() + (Bool.random(using: &random) ? "end" : "")).utf8)
    }

    /// `patch` and `git apply` make of a text what the edits do.
    @Test(
        "programs apply it",
        .enabled(if: Repository.has(command: "patch") && Repository.has(command: "git"), "there is no patch, or no git")
    )
    func applies() throws {
        var random = SeededGenerator(seed: 5)
        let folder = try TemporaryFolder()
        var script = ""
        var expected: [(name: String, text: [UInt8])] = []
        for number in 0..<150 {
            let text = Self.text(using: &random)
            let edits = Self.edits(of: text, using: &random)
            let name = number % 10 == 0 ? "f \(number)" : number % 10 == 1 ? "f\u{202E}\(number)" : "f\(number)"
            let diff = UnifiedDiff(of: text, edits)
            // Programs remove a file that becomes empty.
            guard !diff.isEmpty, !edits.applied(to: text).isEmpty, !text.isEmpty else { continue }
            expected.append((name, edits.applied(to: text)))
            for copy in ["patched", "applied"] {
                try folder.write(text, to: "\(copy) \(name)")
                let label = "\(copy) \(name)"
                try folder.write(diff.text(for: label), to: "\(number).\(copy).diff")
            }
            script +=
                "patch -s --binary -p1 < \(number).patched.diff && git apply --whitespace=nowarn \(number).applied.diff || exit 1\n"
        }
        try folder.write(script, to: "run.sh")
        let result = try Repository.shell(
            "cd \(Repository.quoted(folder.path)) && GIT_CEILING_DIRECTORIES=/tmp sh run.sh 2>&1")
        #expect(result.status == 0, "\(result.output)")
        for (name, text) in expected {
            for copy in ["patched", "applied"] {
                #expect(try TemporaryFolder.read("\(folder.path)/\(copy) \(name)") == text, "\(copy) \(name)")
            }
        }
        #expect(expected.count > 80)
    }
}
