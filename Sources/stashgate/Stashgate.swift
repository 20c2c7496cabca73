import ArgumentParser
import Net

/// Admission control for KubeStash backups.
@main
struct Stashgate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stashgate",
        abstract: "Admission control for KubeStash backups.",
        version: VersionCommand.version,
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
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as StreamError {
            StandardError.write("error: \(error)\n")
            exit(withError: ExitCode(wrongUsage))
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            StandardError.write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode(wrongUsage))
        }
    }
}
