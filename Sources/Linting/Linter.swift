package import Editing
package import Document
internal import KubeStash
internal import Schema
internal import System

/// Judges the objects of files.
///
/// It reads all files first, since an object is judged beside those of other files, and then judges them in order.
package struct Linter: Sendable {
    /// The mistakes of one file, in its order, or of the objects of a cluster that are reported together.
    package struct FileReport: Sendable {
        /// The file's path; the name of objects of a cluster that are reported together, such as their namespace.
        package let path: String
        /// Whether the user named the file itself.
        let isNamed: Bool
        /// The number of the file among those that are judged; nil for what is not one of them.
        private(set) var number: Int?
        /// Whether it is about a file.
        package fileprivate(set) var isFile = true
        /// The mistakes.
        package fileprivate(set) var diagnostics: [Diagnostic] = []
        /// The judged objects, in the file's order; none unless the options ask for them.
        package fileprivate(set) var objects: [JudgedObject] = []
        /// The counts of the file.
        package fileprivate(set) var counts = LintCounts()
        /// The edits of the file that mend mistakes, if they are wanted.
        package fileprivate(set) var edits = TextEdits()
    }

    /// An object that was judged.
    package struct JudgedObject: Sendable {
        /// The object.
        package let subject: Diagnostic.Subject
        /// Where it begins.
        package let position: SourcePosition

        /// Names an object that was judged.
        ///
        /// - Parameters:
        ///   - subject: The object.
        ///   - position: Where it begins; the start for one that is in no file.
        package init(subject: Diagnostic.Subject, position: SourcePosition = .start) {
            self.subject = subject
            self.position = position
        }
    }

    /// How far a run is.
    package struct Progress: Hashable, Sendable, CustomStringConvertible {
        /// What is done with each file.
        package enum Stage: String, Sendable {
            case read, linted
        }

        /// What was done with the files.
        package let stage: Stage
        /// The number of files with which it was done.
        package let done: Int
        /// The number of all files.
        package let total: Int

        /// States how far a run is.
        ///
        /// - Parameters:
        ///   - stage: What was done with the files.
        ///   - done: The number of files with which it was done.
        ///   - total: The number of all files.
        package init(_ stage: Stage, _ done: Int, of total: Int) {
            self.stage = stage
            self.done = done
            self.total = total
        }

        /// One line for a person.
        package var description: String { "\(stage.rawValue) \(done) of \(total) files" }
    }

    /// A part of a file that one thread judges.
    private struct Piece: Sendable {
        let file: Int
        let documents: Range<Int>
    }

    /// The most documents that one thread judges before another one can help.
    private static let pieceDocuments = 32

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
    ///   - others: The files whose objects are there, too, but are not judged.
    ///   - threads: The most threads to use.
    ///   - progress: Takes how far the run is, after each file.
    ///   - use: Takes the report of the next file, in the order of the files.
    /// - Returns: The counts of all files together.
    /// - Throws: The error of `use`.
    package func lint(
        _ paths: InputPaths, beside others: InputPaths? = nil, threads: Int = Processors.granted(),
        progress: (Progress) -> Void = { _ in }, use: (FileReport) throws -> Void
    ) throws -> LintCounts {
        var total = LintCounts()
        func finish(_ report: FileReport) throws {
            var report = report
            report.countDiagnostics()
            total.add(report.counts)
            try use(report)
            progress(Progress(.linted, total.files, of: paths.files.count))
        }
        for problem in paths.problems + (others?.problems ?? []) {
            var report = FileReport(path: problem.path, isNamed: true)
            report.fail(problem.message, at: .start)
            try finish(report)
        }
        let files = try read(paths.files + (others?.files ?? []), threads: threads, progress)
        for index in files.indices.dropFirst(paths.files.count) {
            // A file that is not judged must be readable, too.
            guard let failure = files[index].failure else { continue }
            var report = FileReport(path: files[index].path, isNamed: true)
            report.fail(failure)
            try finish(report)
        }
        let inventory = options.crossChecks ? inventory(of: files.flatMap(\.objects)) : .unknown
        let pieces = paths.files.indices.flatMap { Self.pieces(of: files[$0], $0) }
        var pending: FileReport?
        try InOrder.perform(pieces.count, threads: threads, { judge(pieces[$0], of: files, beside: inventory) }) {
            report in
            if pending?.number == report.number {
                pending?.add(report)
            } else {
                if let pending { try finish(pending) }
                pending = report
            }
        }
        if let pending { try finish(pending) }
        return total
    }

    /// The objects of all files, beside those of the cluster if it is known.
    private func inventory(of objects: [KnownObject]) -> Inventory {
        options.cluster?.replacing(with: objects)
            ?? Inventory(objects, from: options.isComplete ? .allFiles : .files)
    }

    private func read(
        _ files: [InputPaths.File], threads: Int, _ progress: (Progress) -> Void
    ) throws -> [FileContents] {
        var contents: [FileContents] = []
        contents.reserveCapacity(files.count)
        let room = RetainedBytes()
        // The threads that few files leave idle help to read these.
        let helpers = max(1, threads / max(1, files.count))
        try InOrder.perform(
            files.count, threads: threads, { FileContents(files[$0], number: $0, options, room, threads: helpers) }
        ) {
            contents.append($0)
            progress(Progress(.read, contents.count, of: files.count))
        }
        return contents
    }

    private static func pieces(of file: FileContents, _ index: Int) -> [Piece] {
        guard let documents = file.documents, documents.count > pieceDocuments else {
            return [Piece(file: index, documents: 0..<(file.documents?.count ?? 0))]
        }
        return stride(from: 0, to: documents.count, by: pieceDocuments).map {
            Piece(file: index, documents: $0..<min($0 + pieceDocuments, documents.count))
        }
    }

    /// Judges the objects of a part of a file.
    private func judge(_ piece: Piece, of files: [FileContents], beside inventory: Inventory) -> FileReport {
        let file = files[piece.file]
        var report = FileReport(path: file.path, isNamed: file.file.isNamed, number: piece.file)
        var judge = DocumentLinter(options, piece.file, files, inventory)
        if let documents = file.documents {
            for index in piece.documents { judge.judge(documents[index], at: index) }
            if piece.documents.upperBound < documents.count {
                report.take(judge)
                return report
            }
            if let failure = file.failure { report.fail(failure) }
        } else {
            do throws(InputReader.Failure) {
                var index = 0
                try InputReader(file.file, options).read {
                    judge.judge($0, at: index)
                    index += 1
                }
            } catch {
                report.fail(error)
            }
        }
        report.take(judge)
        report.counts.files = 1
        return report
    }
}

extension Linter.FileReport {
    /// Takes over what was found in documents before a failure, if there was one.
    fileprivate mutating func take(_ judge: DocumentLinter) {
        diagnostics = judge.diagnostics + diagnostics
        objects += judge.objects
        counts.add(judge.counts)
        edits.append(judge.edits, at: 0)
    }

    /// Adds a later part of the same file.
    fileprivate mutating func add(_ other: Linter.FileReport) {
        diagnostics += other.diagnostics
        objects += other.objects
        counts.add(other.counts)
        edits.append(other.edits, at: 0)
    }
}

extension Linter.FileReport {
    /// Reports objects of a cluster together.
    ///
    /// - Parameters:
    ///   - name: A name for all of them, such as that of their namespace.
    ///   - objects: The objects, in order.
    ///   - diagnostics: Their mistakes, in order.
    package init(_ name: String, objects: [Linter.JudgedObject], _ diagnostics: [Diagnostic]) {
        self.init(path: name, isNamed: true)
        isFile = false
        self.objects = objects
        self.diagnostics = diagnostics
        counts.judged = objects.count
        counts.errors = diagnostics.count { $0.severity == .error }
        counts.warnings = diagnostics.count - counts.errors
    }

    /// The same report with its errors only.
    package var withoutWarnings: Linter.FileReport {
        var report = self
        report.diagnostics.removeAll { $0.severity == .warning }
        return report
    }

    /// Counts the mistakes by their severity, and a file without objects by what it has instead.
    fileprivate mutating func countDiagnostics() {
        let objects = counts.judged + counts.others + counts.stash + counts.templates.count
        // A folder has other files beside manifests; one that the user names is meant to be one.
        let isForeign = !isNamed && objects == 0 && counts.foreignDocuments == diagnostics.count
        if isForeign, !diagnostics.isEmpty {
            diagnostics = []
            counts.unreadable = 0
            counts.foreign = [path]
        } else if objects == 0, diagnostics.isEmpty {
            counts.empty = [path]
        }
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
