internal import Document
package import KubeStash
package import Schema
internal import System

/// What is judged, and how.
package struct LintOptions: Sendable {
    /// The policy of the platform team.
    package var policy = Policy.default
    /// The namespace of objects that name none.
    package var namespace: String?
    /// Whether fields that KubeStash does not have are left to the API server.
    package var ignoresUnknownFields = false
    /// The rules that are reported, nil for all.
    package var selected: Set<RuleID>?
    /// The rules that are not reported.
    package var ignored: Set<RuleID> = []

    /// Makes the default options.
    package init() {}

    /// Whether the mistakes of a rule are reported; a file that cannot be read always is.
    func reports(_ rule: RuleID) -> Bool {
        rule == LintRules.unreadable.id || selected?.contains(rule) ?? true && !ignored.contains(rule)
    }
}

/// The number of objects and files of each sort.
package struct LintCounts: Sendable {
    /// The files that were read.
    package var files = 0
    /// The objects that were judged.
    package var judged = 0
    /// The objects of kinds that KubeStash does not have.
    package var others = 0
    /// The objects of Stash, KubeStash's predecessor.
    package var stash = 0
    /// The templates, which cannot be judged.
    package var templates: [String] = []
    /// The files without any object.
    package var empty: [String] = []
    /// The files and folders that could not be read, or not to their end.
    package var unreadable = 0
    /// The errors.
    package var errors = 0
    /// The warnings.
    package var warnings = 0

    /// Makes counts of zero.
    package init() {}

    /// Adds other counts.
    mutating func add(_ other: LintCounts) {
        files += other.files
        judged += other.judged
        others += other.others
        stash += other.stash
        templates += other.templates
        empty += other.empty
        unreadable += other.unreadable
        errors += other.errors
        warnings += other.warnings
    }
}

/// Judges the objects of files.
package struct Linter: Sendable {
    /// The mistakes of one file, in its order.
    package struct FileReport: Sendable {
        /// The file's path.
        package let path: String
        /// The mistakes.
        package fileprivate(set) var diagnostics: [Diagnostic] = []
        /// What was found in the file.
        package fileprivate(set) var counts = LintCounts()
    }

    private let options: LintOptions

    /// Makes a linter.
    ///
    /// - Parameter options: What is judged, and how.
    package init(_ options: LintOptions) {
        self.options = options
        // Made here, so that threads do not wait for each other.
        _ = Kinds.all
    }

    /// Judges files, several at a time.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - threads: The most threads to use.
    ///   - use: Takes the report of the next file, in the order of the files.
    /// - Returns: The counts of all files together.
    /// - Throws: The error of `use`.
    package func lint(
        _ paths: InputPaths, threads: Int = Processors.granted(), use: (FileReport) throws -> Void
    ) throws -> LintCounts {
        var counts = LintCounts()
        for problem in paths.problems {
            var report = FileReport(path: problem.path)
            report.fail(problem.message, at: .start)
            report.countDiagnostics()
            counts.add(report.counts)
            try use(report)
        }
        let files = paths.files
        try InOrder.perform(files.count, threads: threads, { report(on: files[$0].path) }) { report in
            counts.add(report.counts)
            try use(report)
        }
        return counts
    }

    /// Judges the objects of one file.
    private func report(on path: String) -> FileReport {
        var report = FileReport(path: path)
        report.counts.files = 1
        do throws(InputReader.Failure) {
            try InputReader(path: path).read { add($0, to: &report) }
            if report.isEmpty { report.counts.empty = [path] }
        } catch {
            report.fail(error)
        }
        report.countDiagnostics()
        return report
    }

    /// Judges the objects of one document.
    private func add(_ document: Document, to report: inout FileReport) {
        let manifest = Manifest([document])
        var diagnostics: [Diagnostic] = []
        for problem in manifest.problems {
            report.counts.unreadable = 1
            diagnostics.append(
                Diagnostic(LintRules.unreadable, at: .point(problem.position, in: report.path), problem.message))
        }
        let linter = ObjectLinter(options: options, file: report.path)
        for object in manifest.objects {
            guard TemplateText(object) == nil else {
                report.counts.templates.append("\(report.path):\(object.position)")
                continue
            }
            switch object.treatment {
            case .judged(let kind):
                report.counts.judged += 1
                diagnostics += linter.judge(object, as: kind)
            case .misnamed(let finding):
                report.counts.judged += 1
                diagnostics += linter.misnamed(finding, object)
            case .stash: report.counts.stash += 1
            case .skipped: report.counts.others += 1
            }
        }
        var suppressions = Suppressions(document, manifest.objects, in: report.path)
        report.diagnostics += suppressions.apply(to: diagnostics, isReported: options.reports)
            .filter { options.reports($0.rule) }
    }
}

extension Linter.FileReport {
    /// The same report with its errors only.
    package var withoutWarnings: Linter.FileReport {
        var report = self
        report.diagnostics.removeAll { $0.severity == .warning }
        return report
    }

    /// Whether nothing was found in the file.
    fileprivate var isEmpty: Bool {
        counts.judged + counts.others + counts.stash + counts.templates.count + diagnostics.count == 0
    }

    /// Counts the mistakes by their severity.
    fileprivate mutating func countDiagnostics() {
        counts.errors = diagnostics.count { $0.severity == .error }
        counts.warnings = diagnostics.count - counts.errors
    }

    /// Reports that the file, or the rest of it, cannot be read.
    fileprivate mutating func fail(_ failure: InputReader.Failure) {
        switch failure {
        case .unreadable(let message): fail(message, at: .start)
        case .malformed(_, let template?) where template.isCertain:
            counts.templates.append("\(path):\(template.position)")
        case .malformed(let error, let template):
            let hint = template.map { "; if line \($0.position.line) is that of a template, render it first" } ?? ""
            fail(error.message + hint, at: error.position)
        }
    }

    fileprivate mutating func fail(_ message: String, at position: SourcePosition) {
        counts.unreadable = 1
        diagnostics.append(Diagnostic(LintRules.unreadable, at: .point(position, in: path), message))
    }
}

extension Diagnostic.Place {
    /// A place of no length.
    fileprivate static func point(_ position: SourcePosition, in file: String) -> Diagnostic.Place {
        Diagnostic.Place(file: file, start: position, end: position)
    }
}
