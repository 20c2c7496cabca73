import Glibc

/// The checkout that these tests were built from: its files, and commands run at its root.
package enum Repository {
    /// Reads a file of the checkout.
    ///
    /// - Parameter path: The file's path from the root of the checkout.
    /// - Returns: The file's text.
    /// - Throws: ``CommandFailed`` where there is no such file, or nothing in it.
    package static func text(of path: String) throws -> String {
        try output(of: "test -s \(quoted(path)) && cat \(quoted(path))")
    }

    /// Runs a shell command at the root of the checkout and waits for it to end.
    ///
    /// - Parameter command: What `sh -c` is given. Its stderr goes where that of the tests goes.
    /// - Returns: What the command printed on stdout, and its exit code.
    /// - Throws: ``CommandFailed`` where no shell could be started.
    package static func shell(_ command: String) throws -> CommandResult {
        // The threads of a test have signals blocked, and a command begins with what its parent has.
        var none = sigset_t()
        var previous = sigset_t()
        _ = unsafe sigemptyset(&none)
        _ = unsafe pthread_sigmask(SIG_SETMASK, &none, &previous)
        defer { _ = unsafe pthread_sigmask(SIG_SETMASK, &previous, nil) }
        guard let stream = unsafe popen("cd \(quoted(Fixtures.package)) && { \(command)\n}", "r") else {
            throw CommandFailed(command: command, status: errno)
        }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(stream), let byte = UInt8(exactly: byte) {
            bytes.append(byte)
        }
        let status = unsafe pclose(stream)
        // What WEXITSTATUS does; a command that a signal ended counts as failed.
        let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
        return CommandResult(output: String(decoding: bytes, as: UTF8.self), status: code)
    }

    /// Runs a shell command that must not fail at the root of the checkout.
    ///
    /// - Parameter command: What `sh -c` is given.
    /// - Returns: What the command printed on stdout.
    /// - Throws: ``CommandFailed`` where its exit code is not 0.
    @discardableResult
    package static func output(of command: String) throws -> String {
        let result = try shell(command)
        guard result.status == 0 else { throw CommandFailed(command: command, status: result.status) }
        return result.output
    }

    /// Whether a command is on this machine.
    ///
    /// - Parameter command: The command's name, without a path.
    /// - Returns: Whether `PATH` leads to it.
    package static func has(command: String) -> Bool {
        (try? shell("command -v \(quoted(command))").status) == 0
    }

    /// Quotes a word for the shell.
    ///
    /// - Parameter word: Any text without a NUL.
    /// - Returns: The text as one word of a shell command.
    package static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// Makes an empty folder, hands its path to a body, and removes it afterwards.
    ///
    /// - Parameter body: What to do in the folder.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, and `TestClientError` where no folder could be made.
    package static func withTemporaryFolder<Value>(_ body: (_ path: String) throws -> Value) throws -> Value {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) { try body(folder.path) }
    }
}

/// What became of a command.
package struct CommandResult: Sendable {
    /// What it printed on stdout.
    package let output: String
    /// Its exit code; where a signal ended it, 128 and the signal's number, as in the shell.
    package let status: Int32
}

/// A command that failed where it must not.
package struct CommandFailed: Error {
    /// The command as it was given to the shell.
    package let command: String
    /// Its exit code, or the system's error number where it could not be started.
    package let status: Int32
}
