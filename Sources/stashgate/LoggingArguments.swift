public import ArgumentParser
public import Logging
public import Logs
import System

/// The flags of `stashgate serve` that say what it logs, and how.
struct LoggingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How the log looks (default: text where standard error is a terminal, json otherwise).",
            valueName: "format"))
    var logFormat: LogFormat?

    @Option(help: ArgumentHelp("The least that is logged.", valueName: "level"))
    var logLevel = Logger.Level.info

    var format: LogFormat {
        logFormat ?? .usual(forTerminal: OutputStream.standardError.isTerminal)
    }
}

extension LogFormat: ExpressibleByArgument {}

extension Logger.Level: @retroactive ExpressibleByArgument {}
