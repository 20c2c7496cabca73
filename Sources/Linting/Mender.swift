package import Editing
internal import KubeStash
internal import Schema
internal import System

/// A file whose mistakes are mended, as far as it is certain what was meant.
package struct MendedFile: Sendable {
    /// The file's path, or `-`.
    package let path: String
    /// The text before.
    package let original: [UInt8]
    /// The edits of that text.
    package fileprivate(set) var edits: TextEdits

    /// The number of places that are mended.
    package var placeCount: Int { edits.edits.count }

    /// The text after.
    package var text: [UInt8] { edits.applied(to: original) }

    /// The difference in the unified format of diff(1); empty if there is none.
    package var diff: [UInt8] {
        UnifiedDiff(of: original, edits).text(for: path == InputPaths.standardInput ? "stdin" : path)
    }
}

/// The result of mending files.
package struct Mending: Sendable {
    /// The files with mended mistakes, in order.
    package fileprivate(set) var files: [MendedFile] = []
    /// The files that could not be read, or not to their end.
    package fileprivate(set) var unreadable: [Diagnostic] = []
    /// The counts of all files together, before anything is mended.
    package fileprivate(set) var counts = LintCounts()
    /// Whether the last run found nothing more to mend.
    package fileprivate(set) var isFinished = false
}

/// Mends mistakes, until a run finds nothing more to mend.
package enum Mender {
    /// The most runs: a mended key shows the mistakes of its value, and few objects are five levels deep in mistakes.
    private static let mostRuns = 8

    /// Finds what can be mended, and changes no file.
    ///
    /// Only errors are mended: they cannot be meant, and their suggestions are what was. The suggestion of a warning is a
    /// question.
    ///
    /// - Parameters:
    ///   - paths: The files.
    ///   - others: The files whose objects are there, too, but are not judged.
    ///   - options: What is judged, and how; texts that stand for files are mended in their place.
    /// - Returns: The files with mended mistakes, and those that cannot be read.
    /// - Throws: `SystemError` if a file has gone meanwhile.
    package static func mend(
        _ paths: InputPaths, beside others: InputPaths? = nil, _ options: LintOptions
    ) throws -> Mending {
        var options = options
        options.mends = true
        let given = options.texts
        var mending = Mending()
        var files: [MendedFile] = []
        var places = PathTable<Int>()
        for run in 0..<mostRuns {
            var isMended = false
            let counts = try Linter(options).lint(paths, beside: others) { report in
                if run == 0 {
                    mending.unreadable += report.diagnostics.filter {
                        $0.rule == LintRules.unreadable.id && $0.subject == nil
                    }
                }
                guard !report.edits.edits.isEmpty else { return }
                isMended = true
                if let place = places[report.path] {
                    let file = files[place]
                    files[place].edits = file.edits.followed(by: report.edits, count: file.original.count)
                } else {
                    let original = try given[report.path] ?? OpenFile(report.path).rest(upTo: InputReader.largest)
                    places[report.path] = files.count
                    files.append(MendedFile(path: report.path, original: original, edits: report.edits))
                }
            }
            if run == 0 { mending.counts = counts }
            guard isMended else {
                mending.isFinished = true
                break
            }
            for file in files { options.texts[file.path] = file.text }
        }
        mending.files = files.filter { $0.text != $0.original }
        return mending
    }
}
