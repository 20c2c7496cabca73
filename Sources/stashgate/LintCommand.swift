import ArgumentParser
import Document
import KubeStash
import Linting
import Schema
import System

/// `stashgate lint`: the webhook's verdict on files, before anything reaches a cluster.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Check manifests in files, folders and standard input.",
        discussion: """
            Prints every mistake with its file, line and column. Folders are searched for .yaml, .yml and .json; links \
            to folders are not followed, and what a .gitignore names is left out. Without a path, the current folder is \
            searched. Objects of other kinds are counted and skipped.

            A mistake that is meant is ignored by a comment on its line or on the line above:

              deletionPolicy: WipeOut  # stashgate: ignore wipe-out -- a scratch storage

            Examples:

              stashgate lint
              stashgate lint --strict clusters/production
              stashgate lint 'apps/**/backup.yaml' --exclude 'apps/legacy/'
              helm template chart | stashgate lint -
              stashgate lint -o json .
              stashgate lint --diff .
              stashgate lint --fix backup.yaml

            Exits with 0 if there is no error, with 1 if there is one (with --strict, also for a warning), and with 2 \
            on wrong usage, input that cannot be read, or without any KubeStash object.
            """)

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

    @Flag(help: "Succeed where there is no KubeStash object.")
    var allowEmpty = false

    @Flag(help: "Leave fields that KubeStash does not have to the API server.")
    var ignoreUnknownFields = false

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("The namespace of objects that do not name one.", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "Files and folders whose objects are there, too, but are not judged.", valueName: "path"),
        completion: .file(extensions: InputPaths.extensions))
    var with: [String] = []

    @Flag(help: "The files have every object: one that is missing is an error.")
    var complete = false

    @Flag(help: "Judge every object by itself.")
    var noCrossCheck = false

    @Flag(help: "Mend the errors of which it is certain what was meant, and report the rest.")
    var fix = false

    @Flag(help: "Show what --fix would change as a unified diff, and change nothing.")
    var diff = false

    @Option(help: ArgumentHelp("Leave out the paths that match, as in a .gitignore.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        help: ArgumentHelp("Report this rule, and no others but those also selected.", valueName: "rule"),
        completion: .list(LintRuleArgument.names), transform: LintRuleArgument.rule)
    var select: [RuleID] = []

    @Option(
        help: ArgumentHelp("Do not report this rule.", valueName: "rule"),
        completion: .list(LintRuleArgument.names), transform: LintRuleArgument.rule)
    var ignore: [RuleID] = []

    @Option(help: "When to use colours: auto, always or never.")
    var color = ColorChoice.auto

    @OptionGroup
    var config: PolicyOption

    @Argument(
        help: "Files, folders, patterns, or - for standard input (default: the current folder).",
        completion: .file(extensions: InputPaths.extensions))
    var paths: [String] = []

    func validate() throws {
        try InputFile.requireOneReader(of: paths + with + [config.file])
        guard !fix || !diff else { throw ValidationError("--diff shows what --fix would do; give one of them") }
        guard !fix || !paths.contains(InputPaths.standardInput) else {
            throw ValidationError("standard input cannot be mended in its place; --diff shows what would change")
        }
        guard !noCrossCheck || with.isEmpty && !complete else {
            throw ValidationError("--with and --complete are for cross-checks, which --no-cross-check turns off")
        }
    }

    func run() throws {
        var options = LintOptions()
        options.policy = try config.policy()
        options.namespace = namespace
        options.ignoresUnknownFields = ignoreUnknownFields
        options.crossChecks = !noCrossCheck
        options.isComplete = complete
        options.selected = select.isEmpty ? nil : Set(select)
        options.ignored = Set(ignore)
        options.listsObjects = output?.listsObjects ?? false
        options.mends = output?.hasEdits ?? false
        let input = InputPaths(paths.isEmpty ? ["."] : paths, excluding: exclude)
        let others = with.isEmpty ? nil : InputPaths(with, excluding: exclude)
        if diff, paths.contains(InputPaths.standardInput) {
            options.texts[InputPaths.standardInput] = try InputFile.text(of: InputPaths.standardInput)
        }
        if fix || diff {
            let mending = try Mender.mend(input, beside: others, options)
            if diff { return try show(mending) }
            try write(mending.files)
        }
        try judge(input, beside: others, options)
    }

    /// Judges the files, prints what is found, and fails if it is too much.
    private func judge(_ input: InputPaths, beside others: InputPaths?, _ options: LintOptions) throws {
        var report = self.report
        var progress = ProgressLine.watched(isQuiet: quiet)
        var stream = StandardOutput()
        var bytes: [UInt8] = []
        report.begin(&bytes)
        let counts = try Linter(options).lint(input, beside: others, progress: { progress?.show($0) }) { file in
            report.add(shown(file), to: &bytes)
            if !bytes.isEmpty { progress?.clear() }
            try stream.append(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        progress?.clear()
        report.end(counts, exitCode: exitCode(after: counts), &bytes)
        try stream.append(bytes)
        try stream.flush()
        if !quiet, output ?? .text != .text { StandardError.write("\(counts.summary)\n") }
        try requireObjects(counts)
        if let maxWarnings, counts.warnings > maxWarnings {
            let number = "\(counts.warnings) warning\(counts.warnings == 1 ? " is" : "s are")"
            StandardError.write("error: \(number) more than --max-warnings \(maxWarnings) allows\n")
        }
        let code = exitCode(after: counts)
        guard code == 0 else { throw ExitCode(code) }
    }

    private func requireObjects(_ counts: LintCounts) throws {
        guard counts.judged == 0, counts.unreadable == 0, !allowEmpty else { return }
        throw CommandFailure("no KubeStash object to judge; --allow-empty permits that")
    }

    /// Prints the differences, and fails if there are any, or if a file cannot be read.
    private func show(_ mending: Mending) throws {
        for file in mending.files { try StandardOutput.write(file.diff) }
        guard mending.unreadable.isEmpty else {
            throw CommandFailure(mending.unreadable.map { "\($0.place): \($0.line)" })
        }
        try requireObjects(mending.counts)
        if !mending.files.isEmpty { throw ExitCode.failure }
    }

    private func write(_ files: [MendedFile]) throws {
        for file in files {
            do throws(SystemError) {
                try FileReplacement.write(file.text, over: file.path)
            } catch {
                throw CommandFailure("\(file.path): \(error)")
            }
        }
        guard !quiet, !files.isEmpty else { return }
        let count = files.reduce(0) { $0 + $1.placeCount }
        StandardError.write(
            "\(count) place\(count == 1 ? "" : "s") mended in \(files.count) file\(files.count == 1 ? "" : "s")\n")
    }

    /// The part of a file's mistakes that is printed.
    private func shown(_ file: Linter.FileReport) -> Linter.FileReport {
        quiet && !strict ? file.withoutWarnings : file
    }

    private func exitCode(after counts: LintCounts) -> Int32 {
        if counts.unreadable > 0 || counts.judged == 0 && !allowEmpty { return Stashgate.wrongUsage }
        let isFailure =
            counts.errors > 0 || strict && counts.warnings > 0 || counts.warnings > maxWarnings ?? .max
        return (isFailure ? ExitCode.failure : .success).rawValue
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
