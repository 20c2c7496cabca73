import ArgumentParser
import Document
import KubeStash
import Schema
import Text

/// `stashgate policy`: what a policy file says.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Check a policy file, and show what holds in a namespace.",
        discussion: """
            Docs/policy.md describes the file, and stashgate explain policy its fields.

              stashgate policy check policy.yaml
              stashgate policy show --namespace payments policy.yaml
            """,
        subcommands: [PolicyCheckCommand.self, PolicyShowCommand.self])
}

/// `stashgate policy check`: the mistakes in a policy file.
struct PolicyCheckCommand: ParsableCommand, OneOperand {
    static let operand = "one file"

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report the mistakes in a policy file.",
        discussion: """
            Prints every mistake with its line and column, in the form that compilers use. stashgate serve does not \
            start with such a file.

              stashgate policy check policy.yaml
              stashgate policy check -o json policy.yaml

            Exits with 0 if there is none, with 1 if there is one, and with 2 on wrong usage or a file that cannot be \
            read.
            """)

    @Argument(
        help: "A policy file, or - for standard input.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

    func run() throws {
        let text = try InputFile.text(of: file)
        let policy: Policy
        do throws(PolicyError) {
            policy = try Policy(yaml: text)
        } catch {
            let lines = error.mistakes.map { Quoted.line("\(file):\($0.position): error: \($0.message)") + "\n" }
            switch output {
            case .text: try StandardOutput.write(lines.joined())
            case .json: try StandardOutput.write(json(of: error.mistakes))
            }
            throw ExitCode.failure
        }
        switch output {
        case .text: try StandardOutput.write("\(Quoted.line(file)): no mistakes; \(Self.summary(of: policy))\n")
        case .json: try StandardOutput.write(json(of: policy))
        }
    }

    /// The effect of a policy in one line.
    private static func summary(of policy: Policy) -> String {
        let rules = policy.changedRules.count
        let (ignorable, requesters) = (policy.ignorableRules.count, policy.requesterPatterns)
        var effects = policy.denies ? [] : ["denies nothing"]
        if rules > 0 { effects.append("changes \(rules) rule\(rules == 1 ? "" : "s")") }
        if ignorable > 0 { effects.append("lets \(ignorable) rule\(ignorable == 1 ? "" : "s") be ignored") }
        if requesters > 0 {
            effects.append(
                "warns, instead of denying, the requesters that \(requesters) "
                    + (requesters == 1 ? "pattern matches" : "patterns match"))
        }
        return "it " + (effects.isEmpty ? "changes nothing" : effects.listed)
    }

    private func json(of policy: Policy) -> [UInt8] {
        var writer = begin(isValid: true)
        writer.endArray()
        writer.key("changedRules")
        writer.beginArray()
        for rule in policy.changedRules.map(\.rawValue).sorted() { writer.string(rule) }
        writer.endArray()
        writer.key("ignorableRules")
        writer.beginArray()
        for rule in policy.ignorableRules { writer.string(rule.rawValue) }
        writer.endArray()
        writer.key("requesterPatterns")
        writer.integer(policy.requesterPatterns)
        writer.member("denies", policy.denies)
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private func json(of mistakes: [PolicyError.Mistake]) -> [UInt8] {
        var writer = begin(isValid: false)
        for mistake in mistakes {
            writer.beginObject()
            writer.key("message")
            writer.string(mistake.message)
            writer.key("line")
            writer.integer(mistake.position.line)
            writer.key("column")
            writer.integer(mistake.position.column)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    /// Begins the object, as far as the list of mistakes.
    private func begin(isValid: Bool) -> JSONWriter {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("file")
        writer.string(file)
        writer.key("valid")
        writer.boolean(isValid)
        writer.key("mistakes")
        writer.beginArray()
        return writer
    }
}

/// `stashgate policy show`: the level of each rule and the value of each parameter in a namespace.
struct PolicyShowCommand: ParsableCommand, OneOperand {
    static let operand = "one file"

    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the levels and parameters that hold in a namespace, and the lines that set them.",
        discussion: """
            Lists what the file sets; with --all, the rules as well that are as in the catalogue. Without --namespace, \
            shows what holds in namespaces that no section of the file names.

              stashgate policy show policy.yaml
              stashgate policy show --namespace payments --all policy.yaml
              stashgate policy show -n payments -o json policy.yaml

            Exits with 0, or with 2 on wrong usage or a file that is not a policy.
            """)

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("The namespace of the objects that are judged.", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Flag(help: "List all rules.")
    var all = false

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

    @Argument(
        help: "A policy file, or - for standard input.", completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String

    func run() throws {
        let overview: PolicyOverview
        let text = try InputFile.text(of: file)
        do throws(PolicyError) {
            overview = try PolicyOverview(yaml: text, namespace: namespace)
        } catch {
            throw CommandFailure(error, in: file)
        }
        let rules = overview.rules.filter { all || $0.position != nil }
        switch output {
        case .text: try StandardOutput.write(table(of: rules, overview.parameters))
        case .json: try StandardOutput.write(json(of: rules, overview.parameters))
        }
    }

    /// A line a setting: its name, its level or value, and its place.
    private func table(
        of rules: [PolicyOverview.RuleSetting], _ parameters: [PolicyOverview.ParameterSetting]
    ) -> String {
        var rows = rules.map { setting in
            let remark = setting.rule.isMandatory ? ", mandatory" : setting.isIgnorable ? ", ignorable" : ""
            return (setting.rule.id.rawValue, setting.level.rawValue + remark, place(setting.position))
        }
        rows += parameters.map { ($0.name, $0.value, place($0.position)) }
        guard !rows.isEmpty else {
            return "\(Quoted.line(file)): all rules are as in the catalogue, and no parameter is set\n"
        }
        let (names, values) = (rows.map { $0.0.count }.max() ?? 0, rows.map { $0.1.count }.max() ?? 0)
        return rows.map { "\($0.padded(to: names))  \($1.padded(to: values))  \($2)\n" }.joined()
    }

    private func place(_ position: SourcePosition?) -> String {
        position.map { "\(Quoted.line(file)):\($0.line)" } ?? "catalogue"
    }

    private func json(
        of rules: [PolicyOverview.RuleSetting], _ parameters: [PolicyOverview.ParameterSetting]
    ) throws -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("file")
        writer.string(file)
        writer.key("namespace")
        if let namespace { writer.string(namespace) } else { writer.null() }
        writer.key("rules")
        writer.beginArray()
        for setting in rules {
            writer.beginObject()
            writer.key("id")
            writer.string(setting.rule.id.rawValue)
            writer.key("level")
            writer.string(setting.level.rawValue)
            writer.key("mandatory")
            writer.boolean(setting.rule.isMandatory)
            writer.key("ignorable")
            writer.boolean(setting.isIgnorable)
            Self.write(setting.position, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("parameters")
        writer.beginArray()
        for setting in parameters {
            writer.beginObject()
            writer.key("name")
            writer.string(setting.name)
            let value = try Document(json: Array(setting.value.utf8))
            writer.key("value")
            writer.value(value.root, of: value)
            Self.write(setting.position, to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + "\n".utf8
    }

    private static func write(_ position: SourcePosition?, to writer: inout JSONWriter) {
        guard let position else { return }
        writer.key("line")
        writer.integer(position.line)
        writer.key("column")
        writer.integer(position.column)
    }
}

extension CommandFailure {
    /// The mistakes in a policy file, in the form that compilers use.
    ///
    /// - Parameters:
    ///   - error: The mistakes.
    ///   - file: The name of the file.
    init(_ error: PolicyError, in file: String) {
        self.init(error.mistakes.map { "\(file):\($0.position): \($0.message)" })
    }
}

extension String {
    /// The text with spaces behind it, up to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
