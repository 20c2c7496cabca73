import ArgumentParser
import Document
import KubeStash
import Linting
import Schema

/// `stashgate rules`: what is checked, and why.
struct RulesCommand: ParsableCommand, OneOperand {
    static let operand = "one rule"

    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules, or say all about one.",
        discussion: """
            Severities are those without a policy file; the rules whose names begin with policy- are off until one \
            sets their parameters, and a rule marked off finds nothing until a policy or --select names it. A mandatory rule can be neither lowered nor turned off by a policy. With an ID the \
            rule's section of Docs/rules.md is printed, which is Markdown.

              stashgate rules
              stashgate rules invalid-schedule
              stashgate rules -o json
              stashgate rules -o json invalid-schedule

            Exits with 0, or with 2 if there is no such rule.
            """)

    @Argument(
        help: "A rule, such as invalid-schedule; without one all are listed.",
        completion: LintRuleArgument.completion)
    var id: String?

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print the list.")
    var output = ReportFormat.text

    func run() throws {
        guard let id else {
            return try StandardOutput.write(RuleListing.text(of: RuleCatalog.all, in: output))
        }
        guard let rule = LintRules.rule(RuleID(rawValue: id)) else {
            throw CommandFailure(Self.unknown(id))
        }
        switch output {
        case .text: try StandardOutput.write(RulesPage.section(of: rule.id) ?? "\(rule.summary)\n")
        case .json: try StandardOutput.write(RuleListing.json(of: rule))
        }
    }

    private static func unknown(_ id: String) -> String {
        let names = RuleCatalog.all.lazy.map(\.id.rawValue)
        let nearest = NearestName.of(id, among: names, mostCandidates: RuleCatalog.all.count)
        return "there is no rule \(Quoted.text(id, limit: 253)); "
            + (nearest.map { "did you mean \(Quoted.text($0))?" }
                ?? (id.contains(".") ? "'stashgate explain' is for fields" : "'stashgate rules' lists them"))
    }
}

/// The list of rules, for people and for programs.
enum RuleListing {
    /// The list, ending with a line feed.
    static func text(of rules: [RuleInfo], in format: ReportFormat) -> [UInt8] {
        switch format {
        case .text: Array(table(of: rules).utf8)
        case .json: json(of: rules)
        }
    }

    /// A table with one line a rule: its name, its severity and whether it is mandatory, and its summary.
    private static func table(of rules: [RuleInfo]) -> String {
        let width = rules.map(\.id.rawValue.count).max() ?? 0
        let levelWidth = rules.map(\.cell.count).max() ?? 0
        return rules.map { rule in
            rule.id.rawValue.padded(to: width) + "  " + rule.cell.padded(to: levelWidth) + "  "
                + rule.summary + "\n"
        }.joined()
    }

    private static func json(of rules: [RuleInfo]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for rule in rules { write(rule, to: &writer) }
        writer.endArray()
        return writer.bytes + "\n".utf8
    }

    /// One rule as JSON, ending with a line feed.
    static func json(of rule: RuleInfo) -> [UInt8] {
        var writer = JSONWriter()
        write(rule, documentation: RulesPage.section(of: rule.id), to: &writer)
        return writer.bytes + "\n".utf8
    }

    /// Writes one rule as a value.
    static func write(_ rule: RuleInfo, documentation: String? = nil, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("id")
        writer.string(rule.id.rawValue)
        writer.key("severity")
        writer.string(rule.severity.rawValue)
        writer.key("mandatory")
        writer.boolean(rule.isMandatory)
        if rule.isOff {
            writer.key("off")
            writer.boolean(true)
        }
        writer.key("summary")
        writer.string(rule.summary)
        if let documentation {
            writer.key("documentation")
            writer.string(documentation)
        }
        writer.endObject()
    }
}

extension RuleInfo {
    /// The severity in the list of rules, and whether a policy cannot lower it, or must name it first.
    fileprivate var cell: String {
        severity.rawValue + (isMandatory ? " mandatory" : isOff ? " off" : "")
    }
}
