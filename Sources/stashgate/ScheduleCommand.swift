import ArgumentParser
import Cron
import Glibc
import KubeStash
import System
import Time

/// `stashgate schedule`: what cron expressions mean, when they fire next, and what is wrong with them.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Say what cron expressions mean, when they fire next, and whether the webhook takes them.",
        discussion: """
            Expressions are read as Kubernetes reads the schedule of a CronJob, and judged by the webhook's rules about \
            schedules. Times are in UTC, or by the clock of --time-zone: that of Kubernetes' controller manager, as \
            KubeStash has no field for one. A prefix such as TZ=Europe/Berlin is explained, and refused as Kubernetes \
            refuses it. Put each expression in quotes, or pass - to read one a line from standard input, where empty \
            lines and lines that begin with # are skipped.

              stashgate schedule "30 2 * * mon-fri" "@every 90m"
              stashgate schedule --time-zone Europe/Berlin "30 2 * * *"
              stashgate schedule -o json - < schedules.txt

            Exits with 0 if the webhook takes every expression, with 1 if it refuses one, and with 2 on wrong usage or \
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
        explained: ArgumentHelp("How many times to list, 1 to \(Self.mostTimes).", valueName: "n"),
        in: 1...Self.mostTimes)
    var next = 5

    @Option(
        help: ArgumentHelp("The time zone of the clock that schedules run by (default: UTC).", valueName: "zone"),
        transform: TimeZoneArgument.name)
    var timeZone: String?

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

    @OptionGroup
    var config: PolicyOption

    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("The namespace whose part of the policy holds.", valueName: "name"),
        transform: NamespaceArgument.name)
    var namespace: String?

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

    func run() throws {
        let report = ScheduleReport(
            format: output, start: from ?? Self.now, count: next, zone: timeZone,
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

/// Prints the reports on one expression after the other.
struct SchedulePrinter {
    let report: ScheduleReport
    private var output = StandardOutput()
    private var isFirst = true
    /// Whether the webhook refuses one of the expressions so far.
    private(set) var foundRefused = false

    init(report: ScheduleReport) {
        self.report = report
    }

    mutating func print(_ expression: String, line: Int?) throws {
        let (bytes, isAccepted) = report.lines(for: expression, line: line)
        // Text has an empty line between two expressions; JSON has one line for each.
        if report.format == .text, !isFirst { try output.append([UInt8(ascii: "\n")]) }
        isFirst = false
        foundRefused = foundRefused || !isAccepted
        try output.append(bytes)
    }

    /// Prints the report on every line of an input that is neither empty nor a comment.
    mutating func printLines(of input: LineReader) throws {
        var input = input
        var number = 0
        while true {
            // A writer that feeds the input line by line gets each answer before its next line is needed.
            if !input.hasLine { try output.flush() }
            guard let line = try input.nextLine() else { return }
            number += 1
            // Lines of Windows end with a carriage return, which is no part of a schedule.
            var text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line[...]
            // Editors of Windows begin a file with a byte order mark.
            if number == 1, text.starts(with: "\u{FEFF}".utf8) { text = text.dropFirst("\u{FEFF}".utf8.count) }
            let first = text.first { !" \t".utf8.contains($0) }
            guard let first, first != UInt8(ascii: "#") else { continue }
            try print(String(decoding: text, as: UTF8.self), line: number)
        }
    }

    /// Writes the output that is still buffered.
    mutating func finish() throws {
        try output.flush()
    }
}
