import Document
import TestSupport
import Testing

@testable import Linting

/// A program that makes the edits of a report gets the text that `--fix` writes.
struct FixReportTests {
    /// Makes the edits of a JSON report in a text, as an editor would: by lines and columns.
    private static func edited(_ text: String, _ report: JSONValue) -> String {
        var lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
        let edits = ReportTests.items(report).flatMap { ReportTests.items($0["fix/edits"]) }
        for edit in edits.reversed() {
            let line = ReportTests.number(edit["line"]) - 1
            let last = ReportTests.number(edit["endLine"]) - 1
            let start = ReportTests.number(edit["column"]) - 1
            let end = ReportTests.number(edit["endColumn"]) - 1
            let new = lines[line][..<start] + ReportTests.text(edit["text"]).unicodeScalars + lines[last][end...]
            let parts = new.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0) }
            lines.replaceSubrange(line...last, with: parts)
        }
        return lines.map { line in line.reduce(into: "") { $0.unicodeScalars.append($1) } }.joined(separator: "\n")
    }

    @Test(arguments: [
        // A key, a value in quotes, and a value of another type.
        ("  maxRetentionPeriods: 1mo\n  usagePolicy: {allowedNamespaces: {from: \"all\"}}", 2),
        ("  maxRetentionPeriod: 1mo\n  successfulSnapshots: {last: \"5\"}", 1),
        // Characters before it on its line that take several bytes.
        ("  maxRetentionPeriod: 1mo\n  usagePolicy: {\"\u{E4}\u{1F40C}\": 1, allowedNamespaces: {from: all}}", 1),
        // Nothing of which it is certain what was meant.
        ("  maxRetentionPeriod: 6m\n  nonsense: 1", 0),
    ])
    func edits(_ body: String, count: Int) throws {
        let text = ReportedFiles.retention().replacing("  maxRetentionPeriod: 1mo", with: body)
        let both = "# first\n" + text + "---\n" + text
        let linted = try ReportedFiles(["a.yaml": both], mends: true)
        let report = try JSONValue(parsing: linted.output(of: JSONReport()))
        #expect(ReportTests.items(report).count { $0["fix"] != nil } == 2 * count)
        let folder = try TemporaryFolder()
        try folder.write(both, to: "a.yaml")
        let mended = try Mender.mend(InputPaths(["\(folder.path)/a.yaml"]), linted.options).files.first
        #expect(Self.edited(both, report) == mended.map { String(decoding: $0.text, as: UTF8.self) } ?? both)
    }

    @Test("an ignored mistake is not mended, nor one that is left out")
    func ignored() throws {
        let text = ReportedFiles.retention().replacing(
            "maxRetentionPeriod: 1mo", with: "maxRetentionPeriods: 1mo # stashgate: ignore unknown-field -- ours")
        let report = try JSONValue(parsing: ReportedFiles(["a.yaml": text], mends: true).output(of: JSONReport()))
        #expect(ReportTests.items(report).allSatisfy { $0["fix"] == nil })
    }
}
