import ArgumentParser
import Cron
import Glibc
import System
import Time

/// `stashgate schedule`: what cron expressions mean, when they fire next, and what is wrong with them.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Say what cron expressions mean and when they fire next.",
        discussion: """
            Expressions are read as Kubernetes reads the schedule of a CronJob, and all times are in UTC. \
            Put each expression in quotes, or pass - to read one a line from standard input.

            Exits with 0 if every expression is valid, with 1 if one is not, and with 2 on wrong usage or input that \
            cannot be read.
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

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

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
    }

    func run() throws {
        let report = ScheduleReport(format: output, start: from ?? Self.now, count: next)
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
        if printer.foundInvalid { throw ExitCode.failure }
    }

    /// Whether an argument is an unknown option; an expression that begins with a hyphen has white space in it.
    private static func isOption(_ argument: String) -> Bool {
        argument.hasPrefix("-") && argument != InputFile.standardInput && !argument.contains(where: \.isWhitespace)
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
    /// Whether one of the expressions so far was not a schedule.
    private(set) var foundInvalid = false

    init(report: ScheduleReport) {
        self.report = report
    }

    mutating func print(_ expression: String, line: Int?) throws {
        let (bytes, isValid) = report.lines(for: expression, line: line)
        // Text has an empty line between two expressions; JSON has one line for each.
        if report.format == .text, !isFirst { try output.append([UInt8(ascii: "\n")]) }
        isFirst = false
        foundInvalid = foundInvalid || !isValid
        try output.append(bytes)
    }

    /// Prints the report on every line of an input.
    mutating func printLines(of input: LineReader) throws {
        var input = input
        var number = 0
        while true {
            // A writer that feeds the input line by line gets each answer before its next line is needed.
            if !input.hasLine { try output.flush() }
            guard let line = try input.nextLine() else { return }
            number += 1
            try print(String(decoding: line, as: UTF8.self), line: number)
        }
    }

    /// Writes the output that is still buffered.
    mutating func finish() throws {
        try output.flush()
    }
}
