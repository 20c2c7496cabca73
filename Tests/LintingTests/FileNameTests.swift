import Linting
import TestSupport
import Testing

/// A pull request chooses the names of its files, and a report of them runs in a terminal or in a CI job.
struct FileNameTests {
    /// The reports that print one line a mistake.
    private static var reports: [(name: String, report: any LintReport)] {
        [
            ("text", TextReport(isColored: false, hasSummary: true)), ("concise", ConciseReport()),
            ("github", GitHubReport(paths: ReportPaths(folder: "/"))),
        ]
    }

    /// No name begins a line of its own, which a runner would take for a command, or moves the cursor of a terminal.
    @Test(arguments: [
        "ev\u{1B}[31m\n::error::x,y:z.yaml", "a\rb.yaml", "a\u{202E}lmay.yaml", "c\u{9B}31m\t\u{7F}.yaml",
    ])
    func escaped(_ name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("kind: BackupStorage\napiVersion: storage.kubestash.com/v1alpha1\n", to: name)
        try folder.write("", to: "empty \(name)")
        let paths = InputPaths([folder.path])
        for (format, report) in Self.reports {
            var (report, output): (any LintReport, [UInt8]) = (report, [])
            report.begin(&output)
            let counts = try Linter(LintOptions()).lint(paths) { report.add($0, to: &output) }
            #expect(counts.errors > 0)
            report.end(counts, exitCode: 1, &output)
            let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
            #expect(format == "github" || !lines.contains { $0.hasPrefix("::") }, "\(format)")
            #expect(lines.allSatisfy { text in !text.unicodeScalars.contains { Self.isHidden($0) } }, "\(format)")
        }
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.value == 0x202E
    }
}
