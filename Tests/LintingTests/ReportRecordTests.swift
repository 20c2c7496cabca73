import Schema
import TestSupport
import Testing

@testable import Linting

/// The record of reports: what `stashgate lint` says about the manifests of `Fixtures/verdicts/manifests`, in each format,
/// and what `--fix` makes of them.
///
/// `make verdicts` writes the record; CONTRIBUTING.md says when.
struct ReportRecordTests {
    private static let heading = """
        What stashgate lint says about the manifests in verdicts/manifests, in each format, and what --fix makes of them;
        `make verdicts` writes this page.
        """

    private static let texts = Dictionary(
        uniqueKeysWithValues: Fixtures.manifests(in: "verdicts/manifests").map {
            ("\($0.name).yaml", String(decoding: $0.bytes, as: UTF8.self))
        })

    private static func record(of linted: ReportedFiles) -> String {
        let tool = SARIFReport.Tool(version: "1.2.3", homepage: "https://example.com/") { rule in
            rule.rawValue == "wipe-out"
                ? SARIFReport.RuleDocumentation(markdown: "About it.", address: "https://example.com/\(rule)") : nil
        }
        let reports: [(String, any LintReport)] = [
            ("text", TextReport(isColored: false, hasSummary: true)), ("concise", ConciseReport()),
            ("json", JSONReport()), ("github", GitHubReport(paths: linted.paths)),
            ("gitlab", GitLabReport(paths: linted.paths)), ("junit", JUnitReport(isStrict: false, paths: linted.paths)),
            ("sarif", SARIFReport(by: tool, paths: linted.paths)), ("policy", PolicyReport()),
        ]
        return reports.map { "## \($0.0)\n\n\(linted.text(of: $0.1))\n" }.joined()
    }

    @Test func saysWhatIsRecorded() throws {
        let linted = try ReportedFiles(Self.texts, crossChecks: true, mends: true)
        let mended = try Self.diffs()
        let record = Self.record(of: linted).replacing(linted.folder, with: "").replacing(
            String(linted.folder.dropFirst()), with: "")
        let differences = try RecordedPage("verdicts/reports", heading: Self.heading).differences(from: record + mended)
        #expect(differences == nil, "\(differences ?? "")")
    }

    private static func diffs() throws -> String {
        let folder = try TemporaryFolder()
        for (name, text) in texts { try folder.write(text, to: name) }
        let mending = try Mender.mend(InputPaths([folder.path]), LintOptions())
        #expect(mending.isFinished)
        let diffs = mending.files.map { String(decoding: $0.diff, as: UTF8.self) }.joined()
        return "## fixes\n\n" + diffs.replacing(String(folder.path.dropFirst()), with: "")
    }
}
