import ArgumentParser
import Cron
import Glibc
import KubeStash
import Linting
import System
import Time

/// `stashgate schedule`: what cron expressions mean, when they fire next, and what is wrong with them.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Say what schedules mean and when they fire: of expressions, of manifests or of a cluster.",
        discussion: """
            Expressions are read as Kubernetes reads the schedule of a CronJob, and judged by the webhook's rules about \
            schedules. Times are in UTC, or by the clock of --time-zone: that of Kubernetes' controller manager, as \
            KubeStash has no field for one. A prefix such as TZ=Europe/Berlin is explained, and refused as Kubernetes \
            refuses it. Put each expression in quotes, or pass - to read one a line from standard input, where empty \
            lines and lines that begin with # are skipped.

            With -f, the schedules are those of the manifests in files and folders: of every kind of KubeStash, and of \
            CronJobs, whose timeZone counts. With --cluster, they are those of KubeStash's objects in a cluster: of one \
            namespace, or with -A of all. --calendar shows how many runs start in each hour, and when they pile up.

              stashgate schedule "30 2 * * mon-fri" "@every 90m"
              stashgate schedule --time-zone Europe/Berlin "30 2 * * *"
              stashgate schedule -o json - < schedules.txt
              stashgate schedule -f clusters/production --calendar week
              stashgate schedule -f . --calendar week -o svg > starts.svg
              stashgate schedule --cluster -A --calendar week

            Exits with 0 if the webhook takes every schedule, with 1 if it refuses one, and with 2 on wrong usage or \
            input that cannot be read.
            """)

    // All arguments that are not options of this command are taken, since an expression may begin with a hyphen.
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp("An expression such as \"30 2 * * mon-fri\", or - for standard input.", valueName: "expr"))
    var arguments: [String] = []

    @Option(
        help: ArgumentHelp("The time after which to look, in RFC 3339 (default: now).", valueName: "time"),
        transform: Self.instant)
    var from: Instant?

    @Option(
        help: ArgumentHelp(
            "How many times to list, 1 to \(Self.mostTimes) (default: 5; with -f, 1).", valueName: "n"),
        transform: WholeNumber.within(1...Self.mostTimes))
    var next: Int?

    @Option(
        help: ArgumentHelp("The time zone of the clock that schedules run by (default: UTC).", valueName: "zone"),
        transform: TimeZoneArgument.name)
    var timeZone: String?

    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp(
            "A file or folder with manifests, whose schedules are meant; further ones may follow.", valueName: "path"),
        completion: .file(extensions: InputPaths.extensions))
    var filename: [String] = []

    @Option(help: "Show how many runs start when, over the coming day or week.")
    var calendar: StartCalendar.Span?

    @Option(help: "When to use colours in a calendar: auto, always or never.")
    var color = ColorChoice.auto

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: "How to print; svg is a picture of a calendar.")
    var output = ScheduleFormat.text

    @OptionGroup
    var config: PolicyOption

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp(
            "The namespace whose part of the policy holds, and of objects that name none; with --cluster, whose schedules "
                + "are meant (default: that of the context).", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

    @Flag(help: "Take the schedules of the objects that are in a cluster.")
    var cluster = false

    @Flag(name: [.customShort("A"), .long], help: "With --cluster, take the schedules of all namespaces.")
    var allNamespaces = false

    @OptionGroup
    var clusterArguments: ClusterArguments

    /// The most times that one expression lists: enough for every hour of a year.
    static let mostTimes = 10_000

    /// The argument that ends the options.
    private static let terminator = "--"

    /// The arguments but for the first terminator.
    var expressions: [String] {
        guard let terminator = arguments.firstIndex(of: Self.terminator) else { return arguments }
        return arguments[..<terminator] + Array(arguments[(terminator + 1)...])
    }

    func validate() throws {
        for argument in arguments.prefix(while: { $0 != Self.terminator }) where Self.isOption(argument) {
            throw ValidationError("unknown option '\(argument.prefix(40))'")
        }
        if output == .svg, calendar == nil { throw ValidationError("-o svg draws a calendar; add --calendar week") }
        guard !cluster else { return try validateCluster() }
        guard !allNamespaces else { throw ValidationError("-A is for the namespaces of a cluster; add --cluster") }
        guard !clusterArguments.isGiven else { throw ClusterArguments.withoutCluster }
        guard filename.isEmpty else {
            if let expression = expressions.first(where: { (try? ZonedSchedule(parsing: $0)) != nil }) {
                throw ValidationError(
                    "-f reads schedules from manifests; leave out the expression '\(expression.prefix(40))'")
            }
            return try InputFile.requireOneReader(of: filename + expressions + [config.file])
        }
        guard !expressions.isEmpty else {
            throw ValidationError("an expression is missing; pass one in quotes, or - to read them from standard input")
        }
        guard expressions.count(where: Self.isPart) < 2 else {
            throw ValidationError(
                "an expression goes into quotes, as in \"0 2 * * *\"; without them the shell passes "
                    + "\(expressions.count) arguments, and the names of files for a star")
        }
        try InputFile.requireOneReader(of: expressions + [config.file])
    }

    private func validateCluster() throws {
        guard filename.isEmpty, expressions.isEmpty else {
            throw ValidationError("--cluster takes the schedules of a cluster; leave out files and expressions")
        }
        guard namespace == nil || !allNamespaces else { throw ClusterArguments.twoScopes }
    }

    func run() throws {
        guard !cluster else { return try runOnCluster() }
        guard filename.isEmpty else { return try runOnManifests() }
        guard calendar == nil else { return try runOnExpressions() }
        let report = ScheduleReport(
            format: output == .json ? .json : .text, start: start, count: next ?? 5, zone: timeZone,
            settings: try config.policy().settings(for: namespace))
        var printer = SchedulePrinter(report: report)
        do {
            for expression in expressions {
                if expression == InputFile.standardInput {
                    try printer.printLines(of: LineReader(descriptor: STDIN_FILENO))
                } else {
                    try printer.print(expression, line: nil)
                }
            }
            try printer.finish()
        } catch let error as StreamError {
            // The answers to the lines before the unreadable one are still useful.
            try? printer.finish()
            throw error
        }
        if printer.foundRefused { throw ExitCode.failure }
    }

    /// The time after which to look.
    var start: Instant { from ?? Self.now }

    /// Whether an argument is an unknown option; an expression that begins with a hyphen has white space in it.
    private static func isOption(_ argument: String) -> Bool {
        argument.hasPrefix("-") && argument != InputFile.standardInput && !argument.contains(where: \.isWhitespace)
    }

    /// Whether an argument is a part of an expression without quotes, as no whole one has a single field.
    private static func isPart(_ argument: String) -> Bool {
        argument == "@every"
            || !argument.contains(where: \.isWhitespace) && !argument.isEmpty
                && !argument.hasPrefix("@") && !argument.hasPrefix("-")
    }

    private static func instant(_ argument: String) throws -> Instant {
        guard let instant = Instant(rfc3339: argument) else {
            throw ValidationError("it must be a time in RFC 3339, such as 2026-02-28T00:05:00Z")
        }
        return instant
    }

    private static var now: Instant {
        Instant(secondsSinceEpoch: WallClock.secondsSinceEpoch())
    }
}
