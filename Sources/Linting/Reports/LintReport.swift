internal import Document

/// A format of what a linter finds.
///
/// It makes bytes, and writes them nowhere.
package protocol LintReport {
    /// Begins the output.
    ///
    /// - Parameter output: The bytes to append to.
    mutating func begin(_ output: inout [UInt8])

    /// Adds the mistakes of the next file.
    ///
    /// - Parameters:
    ///   - report: The mistakes of one file.
    ///   - output: The bytes to append to.
    mutating func add(_ report: Linter.FileReport, to output: inout [UInt8])

    /// Ends the output.
    ///
    /// - Parameters:
    ///   - counts: The counts of all files together.
    ///   - exitCode: The exit code of the program.
    ///   - output: The bytes to append to.
    mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8])
}

extension LintReport {
    /// Nothing, for a format without a beginning.
    package mutating func begin(_ output: inout [UInt8]) {}
    /// Nothing, for a format without an end.
    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {}
}

extension LintCounts {
    /// The counts in one line, with everything that was not judged.
    package var summary: String {
        let found = [Self.number(errors, "error"), Self.number(warnings, "warning")].compactMap { $0 }
        let mistakes = found.isEmpty ? "no mistakes" : found.joined(separator: " and ")
        let scope = "in \(Self.number(files, "file") ?? "no files")"
        let parts = [
            Self.number(judged, "object").map { "\($0) judged" } ?? "no KubeStash object",
            Self.number(others, "object").map { "\($0) of other kinds skipped" },
            Self.number(stash, "object").map { "\($0) of Stash (stash.appscode.com) not judged" },
            listed(templates, "template", "templates", " not rendered, so not judged"),
            listed(empty, "file", "files", " without an object"),
            listed(foreign, "file", "files", " of another format"),
            Self.number(unreadable, "file").map { "\($0) not read to the end" },
        ].compactMap { $0 }
        return "\(mistakes) \(scope): \(parts.joined(separator: ", "))"
    }

    /// The most places that the summary lists of one sort.
    private static let mostListed = 3

    private func listed(_ places: [String], _ one: String, _ many: String, _ end: String) -> String? {
        guard !places.isEmpty else { return nil }
        let names = places.prefix(Self.mostListed).map { Quoted.line($0) }.joined(separator: ", ")
        let left = places.count - Self.mostListed
        return
            "\(places.count) \(places.count == 1 ? one : many)\(end) (\(names)\(left > 0 ? ", and \(left) more" : ""))"
    }

    private static func number(_ count: Int, _ noun: String) -> String? {
        count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
}
