import ArgumentParser
import Document
import KubeStash

/// `--config`, wherever objects are judged.
struct PolicyOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A policy: which rules are errors, warnings or off; see Docs/policy.md.", valueName: "file"))
    var file: String?

    /// Reads the policy; the one that changes nothing where no file is named.
    ///
    /// - Throws: The exit code, after every mistake in the file was said as compilers say it.
    func policy() throws -> Policy {
        guard let file else { return .default }
        do {
            return try Policy(yaml: InputFile.read(file))
        } catch let error as PolicyError {
            for mistake in error.mistakes {
                let position = mistake.position
                StandardError.write("error: \(file):\(position.line):\(position.column): \(mistake.message)\n")
            }
        } catch {
            StandardError.write("error: \(file): \(error)\n")
        }
        throw ExitCode(Stashgate.wrongUsage)
    }
}
