import TestSupport
import Testing

/// The figures about stashgate in Docs/compared.md and the README are those of the program.
struct ComparedPageTests {
    private static let head = [
        "The mistake", "stashgate, the webhook", "`stashgate lint`", "the API server", "KubeStash's webhook",
        "kubeconform",
    ]

    private static func rows() throws -> [[String]] {
        let page = try DocumentedPage("Docs/compared.md")
        return page.table(head[0], head[1], head[2], head[3], head[4], head[5])
    }

    @Test("each verdict of stashgate is the program's, and no row is left out")
    func verdicts() throws {
        let program = Repository.quoted(try ChildProcess.product("stashgate"))
        let variables = "env -u SCHEMAS -u KUBECTL STASHGATE=\(program)"
        let output = try Repository.output(of: "\(variables) Scripts/compare.sh")
        let printed = output.split(separator: "\n").map { line in
            line.split(separator: "|").map { SourceText.unwrapped(String($0)) }
        }
        #expect(printed.allSatisfy { $0.suffix(2) == ["-", "-"] }, "the others are not asked")
        #expect(try Self.rows().dropLast().map { Array($0.prefix(3)) } == printed.map { Array($0.prefix(3)) })
    }

    @Test("the last row counts the others, and the texts repeat its numbers")
    func counts() throws {
        let rows = try Self.rows()
        let mistakes = rows.dropFirst().dropLast()
        #expect(rows.first?.dropFirst().allSatisfy { $0 == "passes" } == true)
        #expect(mistakes.allSatisfy { $0.dropFirst().allSatisfy(["refuses", "warns", "passes"].contains) })
        func found(by columns: Int...) -> Int { mistakes.count { row in columns.contains { row[$0] != "passes" } } }
        let counts = (1...5).map { found(by: $0) }
        #expect(rows.last == ["found of \(mistakes.count)"] + counts.map(String.init))
        let together = found(by: 3, 4)
        let page = SourceText.unwrapped(try Repository.text(of: "Docs/compared.md"))
        #expect(page.contains("has \(mistakes.count) changes that each make one"))
        #expect(page.contains("the first and the last find \(together) of \(mistakes.count) together"))
        let readme = try Repository.text(of: "README.md")
        #expect(
            readme.contains(
                "| finds, of \(mistakes.count) mistakes in a BackupConfiguration | \(counts[1]) | \(counts[3]), "
                    + "and \(together) together with the API server | \(counts[4]) |"))
    }

    @Test("a change that changes nothing is not counted as found")
    func unchanged() throws {
        try Repository.withTemporaryFolder { folder in
            let copy = Repository.quoted(folder)
            try Repository.output(
                of: "mkdir -p \(copy)/Docs && cp -R Scripts \(copy) && cp -R Docs/compared \(copy)/Docs")
            try Repository.output(of: "printf 'nothing\\ts/nowhere/else/\\n' > \(copy)/Docs/compared/mistakes.tsv")
            let result = try Repository.shell("STASHGATE=/bin/true \(copy)/Scripts/compare.sh 2>&1")
            #expect(result.status == 1)
            #expect(result.output.hasSuffix("compare.sh: this changes nothing: nothing\n"))
        }
    }
}
