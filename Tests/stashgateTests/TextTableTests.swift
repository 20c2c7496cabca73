import TestSupport
import Testing

/// No text that the program says or looks for changes unnoticed: a test names it, or the page of this test does.
///
/// What a test names is what it expects. The page has the rest, so that a changed text shows as a changed page.
struct TextTableTests {
    private static let page = "Tests/TestSupport/Fixtures/texts.txt"

    /// Files that tests compare with what the program makes.
    private static let compared = "Docs/rules.md manifests/crd/*.yaml"

    /// A text without what is written in different ways in different places.
    private static func plain(_ text: String) -> [UInt8] {
        text.utf8.filter {
            $0 > 0x20 && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "#")
        }
    }

    /// The texts of the page, each behind its file.
    private static func rows() throws -> Set<String> {
        var file = ""
        var rows: Set<String> = []
        let lines = try Repository.text(of: page).split(separator: "\n").drop { !$0.hasPrefix("## ") }
        for line in lines {
            if line.hasPrefix("## ") { file = String(line.dropFirst(3)) } else { rows.insert("\(file): \(line)") }
        }
        return rows
    }

    @Test func everyText() throws {
        let tests = try Repository.output(
            of: "find Tests -type f ! -path \(Self.page) -exec cat {} + && cat \(Self.compared)")
        let named = ByteSearch(in: Self.plain(tests))
        let rows = try Self.rows()
        var (all, unnamed): (Set<String>, Set<String>) = ([], [])
        for source in try SourceText.all() {
            for text in Set(source.literals) where text.contains(/[A-Za-z]{2}/) {
                let row = "\(source.path): \(text)"
                all.insert(row)
                if !rows.contains(row) && !named.contains(Self.plain(text)) { unnamed.insert(row) }
            }
        }
        #expect(unnamed.sorted() == [], "neither a test nor \(Self.page) names it")
        #expect(rows.subtracting(all).sorted() == [], "\(Self.page) names it, and it is gone")
    }
}
