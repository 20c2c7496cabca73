import ArgumentParser
import System
import Webhook

/// Admission control for KubeStash backups.
@main
struct Stashgate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stashgate",
        abstract: "Admission control for KubeStash backups.",
        version: Build.version,
        subcommands: [
            ServeCommand.self, ReviewCommand.self, ScheduleCommand.self, ExplainCommand.self, RulesCommand.self,
            CRDCommand.self,
            CertsCommand.self, VersionCommand.self,
        ])

    /// What a wrong use of the command line ends with, as it does in kubectl's own plugins and in GNU's tools.
    static let wrongUsage: Int32 = 2

    static func main() {
        StandardStreams.reserve()
        Signals.ignoreFileSizeLimit()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let problem = UsageProblem.unknownCommand(in: arguments) { throw problem }
            var command = try parseAsRoot(arguments)
            try command.run()
        } catch let failure as CommandFailure {
            end(failure.reasons)
        } catch let problem as UsageProblem {
            end([problem.description], "\(problem.hint)\n")
        } catch let error as StreamError {
            end(["\(error)"])
        } catch {
            // What was asked for, such as help, or a code of which the reason has been said.
            if error is ExitCode || exitCode(for: error).isSuccess { exit(withError: error) }
            let problem = UsageProblem(error, in: arguments)
            end([problem.description], "\(problem.hint)\n")
        }
    }

    /// Prints why the command fails, one line a reason, and ends with the code of wrong usage.
    private static func end(_ reasons: [String], _ hint: String = "") -> Never {
        StandardError.write(reasons.map { "error: \($0)\n" }.joined() + hint)
        exit(withError: ExitCode(wrongUsage))
    }
}
