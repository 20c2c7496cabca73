import ArgumentParser
import Cluster
import Document
import KubeStash
import KubernetesAPI
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
              stashgate lint --cluster --context production clusters/production

            Exits with 0 if there is no error, with 1 if there is one (with --strict, also for a warning), and with 2 \
            on wrong usage, input that cannot be read, or without any KubeStash object.
            """)

    @OptionGroup
    var reporting: ReportArguments

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

    @Flag(help: "Judge the objects beside those of a cluster, as they are once the files are applied to it.")
    var cluster = false

    @OptionGroup
    var clusterArguments: ClusterArguments

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
        guard !cluster || !noCrossCheck else {
            throw ValidationError("--cluster is for cross-checks, which --no-cross-check turns off")
        }
        guard !cluster || !complete else {
            throw ValidationError("--complete says that the files have everything, --cluster that a cluster has more")
        }
        guard cluster || !clusterArguments.isGiven else { throw ClusterArguments.withoutCluster }
    }

    func run() throws {
        var options = reporting.options
        options.policy = try config.policy()
        options.namespace = namespace
        options.ignoresUnknownFields = ignoreUnknownFields
        options.crossChecks = !noCrossCheck
        options.isComplete = complete
        options.mends = reporting.output?.hasEdits ?? false
        if cluster { try connect(&options) }
        let input = InputPaths(paths.isEmpty ? ["."] : paths, excluding: exclude)
        let others = with.isEmpty ? nil : InputPaths(with, excluding: exclude)
        if fix || diff {
            if fix, let file = input.files.first(where: { !$0.isRepeatable }) {
                throw CommandFailure("\(file.path): not a file, so it cannot be mended in its place; see --diff")
            }
            for paths in [input, others].compactMap(\.self) { try readAhead(paths, &options) }
            let mending = try Mender.mend(input, beside: others, options)
            if diff { return try show(mending) }
            try write(mending.files)
        }
        try judge(input, beside: others, options)
    }

    /// Reads standard input, pipes and devices, which can be read once, before the files are read again and again.
    private func readAhead(_ paths: InputPaths, _ options: inout LintOptions) throws(CommandFailure) {
        for file in paths.files where !file.isRepeatable {
            options.texts[file.path] = try InputFile.text(of: file.path)
        }
    }

    /// Judges the files, prints what is found, and fails if it is too much.
    private func judge(_ input: InputPaths, beside others: InputPaths?, _ options: LintOptions) throws {
        var report = reporting.report(of: "lint", hasSummary: !reporting.quiet)
        var progress = ProgressLine.watched(isQuiet: reporting.quiet)
        var stream = StandardOutput()
        var bytes: [UInt8] = []
        report.begin(&bytes)
        let counts = try Linter(options).lint(input, beside: others, progress: { progress?.show($0) }) { file in
            report.add(reporting.shown(file), to: &bytes)
            if !bytes.isEmpty { progress?.clear() }
            try stream.append(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        progress?.clear()
        report.end(counts, exitCode: exitCode(after: counts), &bytes)
        try stream.append(bytes)
        try stream.flush()
        if !reporting.quiet, !reporting.isText { StandardError.write("\(counts.summary)\n") }
        try requireObjects(counts)
        reporting.complain(about: counts)
        let code = exitCode(after: counts)
        guard code == 0 else { throw ExitCode(code) }
    }

    /// Reads the objects of the cluster, and takes the namespace of its context for objects that name none, as
    /// `kubectl apply` does.
    private func connect(_ options: inout LintOptions) throws(CommandFailure) {
        let client = try clusterArguments.client()
        let list = try ClusterArguments.reading { () throws(APIError) in
            var list = ClusterList(client)
            try list.readAll()
            return list
        }
        for failure in list.failures { StandardError.write("warning: \(Quoted.line("\(failure)"))\n") }
        options.cluster = list.objects.snapshot
        options.namespace = namespace ?? client.access.configuration.namespace
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
        guard !reporting.quiet, !files.isEmpty else { return }
        let count = files.reduce(0) { $0 + $1.placeCount }
        StandardError.write(
            "\(count) place\(count == 1 ? "" : "s") mended in \(files.count) file\(files.count == 1 ? "" : "s")\n")
    }

    private func exitCode(after counts: LintCounts) -> Int32 {
        if counts.unreadable > 0 || counts.judged == 0 && !allowEmpty { return Stashgate.wrongUsage }
        return (reporting.isFailure(counts) ? ExitCode.failure : .success).rawValue
    }
}
