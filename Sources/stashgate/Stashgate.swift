import ArgumentParser
import Document
import System
import TLS
import Webhook

/// Admission control for KubeStash backups.
@main
struct Stashgate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stashgate",
        abstract: "Admission control for KubeStash backups.",
        version: Build.version,
        subcommands: [
            ServeCommand.self, LintCommand.self, AuditCommand.self, ReviewCommand.self, DefaultCommand.self,
            ScheduleCommand.self, ExplainCommand.self, RulesCommand.self, PolicyCommand.self, CRDCommand.self,
            SchemaCommand.self, CertsCommand.self, ManifestsCommand.self, VersionCommand.self,
        ])

    /// The exit code for wrong usage and unreadable input, as in GNU's tools.
    static let wrongUsage: Int32 = 2

    static func main() {
        StandardStreams.reserve()
        Signals.ignoreFileSizeLimit()
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try ProgramArguments.requireText()
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
            // Help and completion scripts are not failures, and the message of an exit code is already printed.
            if error is ExitCode || exitCode(for: error).isSuccess {
                guard ProgramName.isPlugin, !(error is ExitCode) else { exit(withError: error) }
                endWell(ProgramName.shown(in: fullMessage(for: error)))
            }
            let problem = UsageProblem(error, in: arguments)
            end([problem.description], "\(problem.hint)\n")
        }
    }

    /// Prints a help text, and ends.
    private static func endWell(_ text: String) -> Never {
        do {
            try StandardOutput.write("\(text)\n")
        } catch {
            exit(withError: ExitCode(wrongUsage))
        }
        exit(withError: nil)
    }

    /// Prints why the command fails, one line a reason whatever is in it, and ends with the code of wrong usage.
    private static func end(_ reasons: [String], _ hint: String = "") -> Never {
        StandardError.write(ProgramName.shown(in: reasons.map { "error: \(Quoted.line($0))\n" }.joined() + hint))
        exit(withError: ExitCode(wrongUsage))
    }
}

/// The reasons why a command fails: its input cannot be read, is wrong, or names something that does not exist.
///
/// `Stashgate` prints it, and ends with ``Stashgate/wrongUsage``.
struct CommandFailure: Error {
    /// The reasons, one line each.
    let reasons: [String]

    /// Makes a failure with one reason.
    ///
    /// - Parameter reason: One line for a person.
    init(_ reason: String) {
        reasons = [reason]
    }

    /// Makes a failure with several reasons.
    ///
    /// - Parameter reasons: One line for a person each; at least one.
    init(_ reasons: [String]) {
        self.reasons = reasons
    }
}

/// `stashgate version`: the versions of this program and of its libraries.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the versions of stashgate and of what it is built on.",
        discussion: """
              stashgate version
              stashgate version -o json

            Exits with 0.
            """)

    @Option(name: [.customShort("o", allowingJoined: true), .customLong("output")], help: "How to print.")
    var output = ReportFormat.text

    func run() throws {
        let versions = [
            ("stashgate", Build.version), ("Swift", Build.compiler), ("OpenSSL", OpenSSLLibrary.version),
            ("libyaml", YAMLLibrary.version),
        ]
        switch output {
        case .text: try StandardOutput.write(versions.map { "\($0) \($1)\n" }.joined())
        case .json:
            var writer = JSONWriter()
            writer.beginObject()
            for (name, version) in versions {
                writer.key(name.lowercased())
                writer.string(version)
            }
            writer.endObject()
            try StandardOutput.write(writer.bytes + "\n".utf8)
        }
    }
}
