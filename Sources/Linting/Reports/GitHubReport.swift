internal import Document
internal import Schema

/// The report for GitHub Actions: one workflow command a mistake, which GitHub shows beside the line of a change
/// (docs.github.com, workflow commands, setting an error message).
package struct GitHubReport: LintReport {
    private let paths: ReportPaths

    /// Makes a report.
    ///
    /// - Parameter paths: The paths in the repository.
    package init(paths: ReportPaths) {
        self.paths = paths
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        for diagnostic in report.diagnostics { output += "\(command(for: diagnostic))\n".utf8 }
    }

    private func command(for diagnostic: Diagnostic) -> String {
        let place = diagnostic.place
        var properties: [(String, String)] = []
        if place.isInFile, place.file != InputPaths.standardInput {
            properties.append(("file", paths.path(of: place.file)))
            properties += [("line", "\(place.start.line)"), ("endLine", "\(place.end.line)")]
            // GitHub refuses columns of a range that goes over several lines.
            if place.start.line == place.end.line {
                properties += [("col", "\(place.start.column)"), ("endColumn", "\(place.end.column)")]
            }
        }
        properties.append(("title", "stashgate (\(diagnostic.rule))"))
        let list = properties.map { "\($0)=\(Self.escaped($1, isProperty: true))" }.joined(separator: ",")
        // The log of a job shows the message only, without the properties.
        return "::\(diagnostic.severity.rawValue) \(list)::\(Self.escaped("\(place): \(diagnostic.line)"))"
    }

    /// A text as the runner reads it back.
    ///
    /// The runner has escapes for the characters of its own syntax only. Another character that commands a terminal is
    /// written as the output for people writes it: GitHub then shows the mistake without the file's line.
    ///
    /// - Parameters:
    ///   - text: The message, or the value of a property.
    ///   - isProperty: Whether it is the value of a property.
    /// - Returns: The text with its escapes.
    static func escaped(_ text: String, isProperty: Bool = false) -> String {
        text.escaping { scalar in
            switch scalar {
            case "%": "%25"
            case "\r": "%0D"
            case "\n": "%0A"
            case ":" where isProperty: "%3A"
            case "," where isProperty: "%2C"
            default: Self.commandsTerminal(scalar) ? Quoted.line(String(scalar)) : nil
            }
        }
    }

    /// Whether a terminal obeys a character instead of showing it.
    private static func commandsTerminal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
    }
}

/// The report of a job of GitHub Actions in which no format is asked for: the text for people, and then the commands.
package struct AnnotatedTextReport: LintReport {
    private var text: TextReport
    private var commands: GitHubReport
    private var collected: [UInt8] = []

    /// Makes a report.
    ///
    /// - Parameters:
    ///   - text: The report for people.
    ///   - commands: The report for GitHub.
    package init(text: TextReport, commands: GitHubReport) {
        self.text = text
        self.commands = commands
    }

    package mutating func add(_ report: Linter.FileReport, to output: inout [UInt8]) {
        text.add(report, to: &output)
        commands.add(report, to: &collected)
    }

    package mutating func end(_ counts: LintCounts, exitCode: Int32, _ output: inout [UInt8]) {
        text.end(counts, exitCode: exitCode, &output)
        output += collected
    }
}
