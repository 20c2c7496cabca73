import ArgumentParser
import Glibc

/// `stashgate explain`: what the fields of a BackupConfiguration are for.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Describe the fields of a BackupConfiguration or of a policy file.",
        discussion: """
            Prints what kubectl explain would, from stashgate's own schema and without a cluster. A path may begin \
            with the kind, which is backupconfiguration where nothing else is said; list indices are forgiven.

              stashgate explain spec.sessions.scheduler
              stashgate explain policy.parameters

            Exits with 0, or with 2 if there is no such field.
            """)

    @Argument(help: "A field, such as spec.sessions.scheduler; all of the kind without one.")
    var path = ""

    @Flag(help: "Print the names and types of all fields below as a tree.")
    var recursive = false

    func run() throws {
        let target: ExplainTarget
        do {
            target = try ExplainTarget(path: path)
        } catch {
            throw CommandFailure("\(error)")
        }
        try StandardOutput.write(Explanation(of: target, isRecursive: recursive).text)
    }
}
