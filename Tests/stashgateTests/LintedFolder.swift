import TestSupport

/// `stashgate lint` in a folder, as the program that people run.
struct LintedFolder {
    /// The outcome of a run.
    struct Outcome: Equatable {
        let code: Int32
        let output: String
        let errors: String
    }

    private let folder: TemporaryFolder

    /// Makes a folder.
    ///
    /// - Parameter files: The names and texts of its files.
    /// - Throws: `TestClientError` if it cannot be made.
    init(_ files: [String: String]) throws {
        folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
    }

    /// Runs the command in the folder.
    ///
    /// - Parameters:
    ///   - arguments: Its arguments.
    ///   - crossChecks: Whether the objects are judged beside each other.
    ///   - variables: The environment, each variable as `NAME=value`.
    ///   - input: Its standard input.
    /// - Returns: The exit code and the output.
    /// - Throws: `TestClientError` if the command cannot be started.
    func lint(
        _ arguments: [String] = [], crossChecks: Bool = false, with variables: [String] = [], input: String = ""
    ) throws -> Outcome {
        let command =
            ["cd", folder.path, "&&", "exec", try ChildProcess.product("stashgate"), "lint"]
            + (crossChecks ? [] : ["--no-cross-check"]) + arguments
        let words = command.map { $0 == "&&" ? $0 : Repository.quoted($0) }.joined(separator: " ")
        let process = try ChildProcess("/bin/sh", ["-c", words], environment: variables, input: Array(input.utf8))
        guard case .exit(let code) = process.waitForEnd() else {
            return Outcome(code: -1, output: process.output, errors: process.errors)
        }
        return Outcome(code: code, output: process.output, errors: process.errors)
    }

    /// A RetentionPolicy with one error, which is an unknown field.
    static let wrong = ManifestCommand.retention + "  lats: 1\n"
    /// A BackupConfiguration with one warning, that it deletes the backed up data.
    static let warned = ManifestCommand.good.replacing("deletionPolicy: Delete", with: "deletionPolicy: WipeOut")
}
