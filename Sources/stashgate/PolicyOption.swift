import ArgumentParser
import Document
import KubeStash

/// `--config`, wherever objects are judged.
struct PolicyOption: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A policy: which rules are errors, warnings or off; see Docs/policy.md.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml", "json"]))
    var file: String?

    /// Reads the policy; the one that changes nothing where no file is named.
    ///
    /// - Throws: Every mistake in the file, as compilers write it.
    func policy() throws(CommandFailure) -> Policy {
        guard let file else { return .default }
        let text: [UInt8]
        do throws(StreamError) {
            text = try InputFile.read(file)
        } catch {
            throw CommandFailure("\(file): \(error)")
        }
        do {
            return try Policy(yaml: text)
        } catch {
            throw CommandFailure(
                error.mistakes.map { "\(file):\($0.position.line):\($0.position.column): \($0.message)" })
        }
    }
}
