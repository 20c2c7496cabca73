import ArgumentParser
import KubeStash
import Linting
import Schema
import System

/// The flags of `lint` and `audit` that say what is reported, and how.
struct ReportArguments: ParsableArguments {
    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "How to print: \(LintFormat.list) (default: text).",
            discussion: "In a job of GitHub Actions, the default adds annotations to the text."))
    var output: LintFormat?

    @Flag(help: "Treat warnings like errors.")
    var strict = false

    @Option(
        help: ArgumentHelp("Fail if there are more warnings than this.", valueName: "number"),
        transform: WholeNumber.within(0...Int.max))
    var maxWarnings: Int?

    @Flag(name: [.customShort("q"), .long], help: "Print errors only: no warnings and no summary.")
    var quiet = false

    @Option(
        help: ArgumentHelp("Report this rule, and no others but those also selected.", valueName: "rule"),
        completion: LintRuleArgument.completion, transform: LintRuleArgument.rule)
    var select: [RuleID] = []

    @Option(
        help: ArgumentHelp("Do not report this rule.", valueName: "rule"),
        completion: LintRuleArgument.completion, transform: LintRuleArgument.rule)
    var ignore: [RuleID] = []

    @Option(help: "When to use colours: auto, always or never.")
    var color = ColorChoice.auto

    /// The options of a linter that the flags set.
    var options: LintOptions {
        var options = LintOptions()
        options.selected = select.isEmpty ? nil : Set(select)
        options.ignored = Set(ignore)
        options.listsObjects = output?.listsObjects ?? false
        return options
    }

    /// Whether the output is for people, who have the summary in it.
    var isText: Bool { output ?? .text == .text }

    /// The part of a report that is printed.
    func shown(_ report: Linter.FileReport) -> Linter.FileReport {
        quiet && !strict ? report.withoutWarnings : report
    }

    /// Whether too much is wrong.
    func isFailure(_ counts: LintCounts) -> Bool {
        counts.errors > 0 || strict && counts.warnings > 0 || counts.warnings > maxWarnings ?? .max
    }

    /// Says that there are too many warnings, also where they are not printed.
    func complain(about counts: LintCounts) {
        guard let maxWarnings, counts.warnings > maxWarnings else { return }
        let number = "\(counts.warnings) warning\(counts.warnings == 1 ? " is" : "s are")"
        StandardError.write("error: \(number) more than --max-warnings \(maxWarnings) allows\n")
    }
}

/// The values of `--color`.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never

    /// Whether the output is coloured: automatically on a terminal, unless `NO_COLOR` is set (no-color.org).
    var isOn: Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            return OutputStream.standardOutput.isTerminal && Environment.value(of: "NO_COLOR") == nil
        }
    }
}

/// The name of a rule on the command line.
enum LintRuleArgument {
    /// The names of all rules.
    static let names = (RuleCatalog.all + LintRules.all).map(\.id.rawValue)

    /// The completion of a rule's name in a shell.
    ///
    /// The shell asks the program for the names, so that no other run makes every kind to list them.
    static let completion = CompletionKind.custom { _, _, _ in names }

    /// Reads a name.
    ///
    /// - Parameter text: The name.
    /// - Returns: The rule.
    /// - Throws: A `ValidationError` if there is no such rule.
    static func rule(_ text: String) throws -> RuleID {
        guard !names.contains(text) else { return RuleID(rawValue: text) }
        let nearest = NearestName.of(text, among: names, mostCandidates: names.count)
        let question = nearest.map { "; did you mean \($0)?" } ?? "; 'stashgate rules' lists them"
        throw ValidationError("there is no such rule\(question)")
    }
}
