internal import Document
internal import Schema

/// The report for GitLab: a JSON array as its Code Quality artifacts have it
/// (docs.gitlab.com, Code Quality, report format).
package struct GitLabReport: LintReport {
    private let paths: ReportPaths
    private var fingerprints = Fingerprints()
    private var isFirst = true

    /// Makes a report.
    ///
    /// - Parameter paths: The paths in the repository.
    package init(paths: ReportPaths) {
        self.paths = paths
    }

    package mutating func begin(_ output: inout [UInt8]) {
        output += "[".utf8
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        for diagnostic in report.diagnostics {
            output += (isFirst ? "\n" : ",\n").utf8
            isFirst = false
            output += json(of: diagnostic)
        }
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        output += (isFirst ? "]\n" : "\n]\n").utf8
    }

    private mutating func json(of diagnostic: Diagnostic) -> [UInt8] {
        let path = paths.path(of: diagnostic.place)
        let fingerprint = fingerprints.next(of: diagnostic, in: path)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("description", diagnostic.line)
            writer.member("check_name", diagnostic.rule.rawValue)
            writer.member("fingerprint", fingerprint)
            writer.member("severity", Self.severity(of: diagnostic))
            writer.member("location") { writer in
                writer.member("path", path)
                writer.member("lines") { writer in
                    writer.member("begin", diagnostic.place.start.line)
                    writer.member("end", diagnostic.place.end.line)
                }
            }
        }
        return writer.bytes
    }

    /// The severity in GitLab's words, of which there are five.
    private static func severity(of diagnostic: Diagnostic) -> String {
        switch diagnostic.severity {
        case .error: "major"
        case .warning: "minor"
        }
    }
}
