import ArgumentParser
import Auditing
import Document
import KubernetesAPI
import Linting

/// `stashgate audit`: the webhook's verdict on everything that is in a cluster already.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the objects that are in a cluster.",
        discussion: """
            Judges every object of KubeStash's kinds beside all others of the cluster, by the rules of the webhook, and \
            prints every mistake with the kind, the namespace and the name of the object. The counts of each namespace and \
            each rule come last.

            Without -n and -A, the objects are those of the context's namespace. Addons and Functions belong to the whole \
            cluster, and are judged with -A only. An object that is being deleted is not judged.

            Examples:

              stashgate audit
              stashgate audit -n shop
              stashgate audit -A --context production
              stashgate audit -A --strict --ignore missing-encryption
              stashgate audit -A -o json
              stashgate audit -A --apply

            Exits with 0 if there is no error, with 1 if there is one (with --strict, also for a warning), and with 2 on \
            wrong usage, if the cluster or one of the kinds cannot be read, or if a report cannot be written.
            """)

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("The namespace whose objects are judged (default: that of the context).", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Flag(
        name: [.customShort("A"), .long], help: "Judge the objects of all namespaces, and those of the whole cluster.")
    var allNamespaces = false

    @OptionGroup
    var cluster: ClusterArguments

    @OptionGroup
    var reporting: ReportArguments

    @Flag(help: "Write the reports of -o report into the cluster as well, one for each namespace.")
    var apply = false

    @OptionGroup
    var config: PolicyOption

    func validate() throws {
        guard namespace == nil || !allNamespaces else { throw ClusterArguments.twoScopes }
    }

    func run() throws {
        var options = reporting.options
        options.policy = try config.policy()
        let client = try cluster.client()
        let writer = ReportWriter(client)
        if apply, try !ClusterArguments.reading({ () throws(APIError) in try writer.isInstalled() }) {
            throw CommandFailure("--apply writes reports.openreports.io, which this cluster does not have")
        }
        let scope = allNamespaces ? nil : namespace ?? client.access.configuration.namespace
        let auditor = Auditor(options, namespace: scope)
        let audit = try audited { progress throws(APIError) in try auditor.audit(client, progress: progress) }
        guard audit.hasKubeStash else { throw CommandFailure("this cluster does not have any kind of KubeStash") }
        if audit.lacksNamespace, let scope { throw CommandFailure("this cluster does not have the namespace \(scope)") }
        try print(audit)
        var problems = audit.failures.map { "\($0)" }
        if apply, problems.isEmpty {
            problems = try write(audit, with: writer)
        } else if apply {
            problems.append("no report is written, as not everything is known")
        }
        guard problems.isEmpty else { throw CommandFailure(problems) }
        if reporting.isFailure(audit.counts) { throw ExitCode.failure }
    }

    /// Audits with a line on a terminal that says how far it is.
    private func audited(
        _ audit: (@escaping (Audit.Progress) -> Void) throws(APIError) -> Audit
    ) throws(CommandFailure) -> Audit {
        let progress = Progress(line: ProgressLine.watched(isQuiet: reporting.quiet))
        defer { progress.line?.clear() }
        return try ClusterArguments.reading { () throws(APIError) in try audit { progress.line?.show($0) } }
    }

    /// The line, which the audit writes and its end clears.
    private final class Progress {
        var line: ProgressLine?

        init(line: ProgressLine?) {
            self.line = line
        }
    }

    /// Prints the mistakes and the counts.
    private func print(_ audit: Audit) throws {
        var report = reporting.report(of: "audit", hasSummary: false)
        var stream = StandardOutput()
        var bytes: [UInt8] = []
        report.begin(&bytes)
        for each in audit.reports {
            report.add(reporting.shown(each), to: &bytes)
            try stream.append(bytes)
            bytes.removeAll(keepingCapacity: true)
        }
        let code = reporting.isFailure(audit.counts) ? ExitCode.failure.rawValue : ExitCode.success.rawValue
        report.end(audit.counts, exitCode: audit.failures.isEmpty ? code : Stashgate.wrongUsage, &bytes)
        if !reporting.quiet, reporting.isText {
            let isFound = audit.counts.errors + audit.counts.warnings > 0
            let tables = audit.tables
            bytes += "\(isFound ? "\n" : "")\(tables)\(tables.isEmpty ? "" : "\n")\(audit.summary)\n".utf8
        }
        try stream.append(bytes)
        try stream.flush()
        if !reporting.quiet, !reporting.isText { StandardError.write("\(audit.summary)\n") }
        reporting.complain(about: audit.counts)
    }

    /// Writes the reports into the cluster, and returns what went wrong.
    private func write(_ audit: Audit, with writer: ReportWriter) throws(CommandFailure) -> [String] {
        let outcome: ReportWriter.Outcome
        do throws(APIError) {
            outcome = try writer.write(audit)
        } catch {
            throw CommandFailure("the reports cannot be written: \(error)")
        }
        for cut in outcome.cuts { StandardError.write("note: \(Quoted.line("\(cut)"))\n") }
        if !reporting.quiet {
            StandardError.write("\(outcome.written) report\(outcome.written == 1 ? "" : "s") written\n")
        }
        return outcome.failures.map { "\($0)" }
    }
}
