import ArgumentParser
import Linting
import Schema
import System
import Webhook

/// The values of `-o` for `stashgate lint` and `stashgate audit`.
enum LintFormat: String, CaseIterable, ExpressibleByArgument {
    case text, concise, json, sarif, junit, github, gitlab, report

    /// The values in a sentence.
    static var list: String { allCases.map(\.rawValue).joined(separator: ", ") }

    /// Whether it lists the objects without mistakes too.
    var listsObjects: Bool { self == .junit || self == .report }

    /// Whether it has the edits that mend mistakes.
    var hasEdits: Bool { self == .json || self == .sarif }
}

extension ReportArguments {
    /// An empty report in the chosen format.
    ///
    /// - Parameters:
    ///   - command: The name of the command.
    ///   - hasSummary: Whether the counts of files come last in the text.
    /// - Returns: The report.
    func report(of command: String, hasSummary: Bool) -> any LintReport {
        let textReport = TextReport(isColored: color.isOn, hasSummary: hasSummary)
        return switch output {
        case .concise: ConciseReport()
        case .json: JSONReport()
        case .sarif: SARIFReport(by: Self.tool, paths: Self.repositoryPaths)
        case .junit: JUnitReport(named: "stashgate \(command)", isStrict: strict, paths: Self.repositoryPaths)
        case .github: GitHubReport(paths: Self.repositoryPaths)
        case .gitlab: GitLabReport(paths: Self.repositoryPaths)
        case .report: PolicyReport(named: "stashgate-\(command)")
        case nil where Environment.value(of: "GITHUB_ACTIONS") == "true":
            AnnotatedTextReport(text: textReport, commands: GitHubReport(paths: Self.repositoryPaths))
        case .text, nil: textReport
        }
    }

    /// The paths in the repository: from the folder on that a CI system says it is in, else from this one.
    private static var repositoryPaths: ReportPaths {
        let root = Environment.value(of: "GITHUB_WORKSPACE") ?? Environment.value(of: "CI_PROJECT_DIR")
        return ReportPaths(
            folder: Folder.absolutePath(of: ".") ?? "/", root: root.flatMap { Folder.absolutePath(of: $0) })
    }

    private static let tool = SARIFReport.Tool(version: Build.version, homepage: Build.homepage) { rule in
        RulesPage.section(of: rule).map { section in
            SARIFReport.RuleDocumentation(
                markdown: RulesPage.withAbsoluteLinks(section.split(separator: "\n\n", maxSplits: 1).last ?? ""),
                address: RulesPage.address(of: rule))
        }
    }
}
