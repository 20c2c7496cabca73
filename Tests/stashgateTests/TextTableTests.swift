import TestSupport
import Testing

/// No text of the program or the scripts changes unnoticed: either a test contains it, or the page of this test does.
///
/// A test contains the texts that it expects. The page has all others, so that a changed text shows as a changed page.
struct TextTableTests {
    private static let page = "Tests/TestSupport/Fixtures/texts.txt"

    /// Generated files that tests compare with the program's output.
    private static let compared = "Docs/rules.md manifests/crd/*.yaml"

    /// The scripts for users and contributors, except those for benchmarks, fuzzing, embedding and pictures.
    private static let scripts = "ls certs/*.sh Scripts/*.sh | grep -v -e bench -e fuzz -e embed -e picture"

    /// A text without the characters whose spelling differs between places.
    private static func plain(_ text: String) -> [UInt8] {
        text.utf8.filter {
            $0 > 0x20 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "#")
        }
    }

    /// The texts of the page, each after its file.
    private static func rows() throws -> Set<String> {
        var file = ""
        var rows: Set<String> = []
        let lines = try Repository.text(of: page).split(separator: "\n").drop { !$0.hasPrefix("## ") }
        for line in lines {
            if line.hasPrefix("## ") { file = String(line.dropFirst(3)) } else { rows.insert("\(file): \(line)") }
        }
        return rows
    }

    /// All files of the tests but the page; a comment expects no text.
    private static func tests() throws -> String {
        let others = "find Tests -type f ! -name '*.swift' ! -path \(page) -exec cat {} +"
        let sources = try Repository.output(of: "find Tests -name '*.swift'").split(separator: "\n").map {
            SourceText(path: String($0), text: try Repository.text(of: String($0))).withoutComments
        }
        return try sources.joined(separator: "\n") + Repository.output(of: others)
    }

    /// The texts of a script: parts of strings that contain a space, between the shell's expansions.
    private static func shellTexts(_ script: String) -> [String] {
        let lines = script.split(separator: "\n").filter { !$0.contains(#/^ *#/#) }.joined(separator: "\n")
        return lines.matches(of: /"([^"]*)"/).flatMap { match in
            match.1.split(separator: /\$(?:\{[^}]*\}|\([^)]*\)|[A-Za-z_]+|[0-9#?@*])/).map {
                SourceText.unwrapped(String($0))
            }
        }.filter { $0.contains(" ") }
    }

    @Test func everyText() throws {
        let named = ByteSearch(in: Self.plain(try Self.tests() + Repository.output(of: "cat \(Self.compared)")))
        let rows = try Self.rows()
        var (all, unnamed): (Set<String>, Set<String>) = ([], [])
        for source in try SourceText.all() {
            for text in Set(source.literals) where text.contains(/[A-Za-z]{2}/) {
                let row = "\(source.path): \(text)"
                all.insert(row)
                if !rows.contains(row) && !named.contains(Self.plain(text)) { unnamed.insert(row) }
            }
        }
        for path in try Repository.output(of: Self.scripts).split(separator: "\n") {
            for text in Set(Self.shellTexts(try Repository.text(of: String(path)))) where text.contains(/[A-Za-z]{2}/) {
                let row = "\(path): \(text)"
                all.insert(row)
                if !rows.contains(row) && !named.contains(Self.plain(text)) { unnamed.insert(row) }
            }
        }
        #expect(unnamed.sorted() == [], "neither a test nor \(Self.page) names it")
        #expect(rows.subtracting(all).sorted() == [], "\(Self.page) names it, and it is gone")
    }
}
