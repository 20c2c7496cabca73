import Document
import TestSupport

@testable import Linting

/// The verdict on some files, for the tests of reports.
struct ReportedFiles {
    /// The paths of the files, from the folder that they are in on.
    let paths: ReportPaths
    /// What was judged, and how.
    let options: LintOptions
    /// The counts of all files.
    let counts: LintCounts
    private(set) var files: [Linter.FileReport] = []
    /// The folder, which is gone.
    let folder: String

    /// Judges files of a new folder.
    ///
    /// - Parameters:
    ///   - texts: The names of the files with their texts.
    ///   - crossChecks: Whether the objects are judged beside each other.
    ///   - mends: Whether the edits that mend mistakes are found.
    /// - Throws: `TestClientError` if the folder cannot be made.
    init(_ texts: [String: String], crossChecks: Bool = false, mends: Bool = false) throws {
        let folder = try TemporaryFolder()
        for (name, text) in texts { try folder.write(text, to: name) }
        var options = LintOptions()
        options.listsObjects = true
        options.crossChecks = crossChecks
        options.mends = mends
        self.options = options
        var files: [Linter.FileReport] = []
        counts = try Linter(options).lint(InputPaths([folder.path]), threads: 1) { files.append($0) }
        self.files = files
        paths = ReportPaths(folder: folder.path)
        self.folder = folder.path
    }

    /// All mistakes, in order.
    var diagnostics: [Diagnostic] { files.flatMap(\.diagnostics) }

    /// The output of a report.
    func output(of report: some LintReport, exitCode: Int32 = 1) -> [UInt8] {
        var (report, output): (any LintReport, [UInt8]) = (report, [])
        report.begin(&output)
        for file in files { report.add(file, to: &output) }
        report.end(counts, exitCode: exitCode, &output)
        return output
    }

    /// The same as text.
    func text(of report: some LintReport) -> String {
        String(decoding: output(of: report), as: UTF8.self)
    }

    /// A RetentionPolicy without a mistake.
    static func retention(_ name: String = "month", more: String = "") -> String {
        """
        apiVersion: storage.kubestash.com/v1alpha1
        kind: RetentionPolicy
        metadata: {name: \(name), namespace: demo}
        spec:
          maxRetentionPeriod: 1mo
        \(more)

        """
    }

    /// An Addon, which belongs to the whole cluster, with a mistake: its task has a driver that there is none of.
    static let addon = """
        apiVersion: addons.kubestash.com/v1alpha1
        kind: Addon
        metadata: {name: own, namespace: ignored}
        spec:
          backupTasks:
          - {name: backup, driver: rsync, function: own, executor: Job, singleton: true}

        """

    /// Files with mistakes of every sort, and awkward names.
    static let mixed = [
        "clean.yaml": retention(),
        "two mistakes.yaml": retention(more: "  usagePolicy: {allowedNamespaces: {from: Al}}")
            + "---\n" + retention("y\u{E4}%\u{1F40C}", more: "  lats: |\n    a\n    b\n"),
        "ä:1,%.yaml": addon, "broken.yaml": "a: [", "template.yaml": "a: {{ .Values.a }}\n",
        "ignores.yaml": "# stashgate: ignore wipe-out\n# stashgate: ignore wipe-out -- it is a test\n" + retention(),
    ]
}
