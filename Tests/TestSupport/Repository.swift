import Glibc

/// The checkout that these tests were built from: its files, and commands run at its root.
package enum Repository {
    /// Reads a file of the checkout.
    ///
    /// - Parameter path: The file's path from the root of the checkout.
    /// - Returns: The file's text.
    /// - Throws: ``CommandFailed`` if the file does not exist or is empty.
    package static func text(of path: String) throws -> String {
        try output(of: "test -s \(quoted(path)) && cat \(quoted(path))")
    }

    /// Runs a shell command at the root of the checkout and waits for it to end.
    ///
    /// - Parameter command: The argument of `sh -c`. Its stderr is that of the tests.
    /// - Returns: The command's stdout, and its exit code.
    /// - Throws: ``CommandFailed`` if no shell could be started.
    package static func shell(_ command: String) throws -> CommandResult {
        // Tests block signals in their threads, and a command inherits that from its parent.
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
        // As WEXITSTATUS does; a command that a signal ended counts as failed.
        let code = status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f
        return CommandResult(output: String(decoding: bytes, as: UTF8.self), status: code)
    }

    /// Runs a shell command at the root of the checkout, which must succeed.
    ///
    /// - Parameter command: The argument of `sh -c`.
    /// - Returns: The command's stdout.
    /// - Throws: ``CommandFailed`` if its exit code is not 0.
    @discardableResult
    package static func output(of command: String) throws -> String {
        let result = try shell(command)
        guard result.status == 0 else { throw CommandFailed(command: command, status: result.status) }
        return result.output
    }

    /// Whether this machine has a command.
    ///
    /// - Parameter command: The command's name, without a path.
    /// - Returns: Whether the command is in `PATH`.
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

    /// Makes an empty folder, passes its path to a closure, and removes it afterwards.
    ///
    /// - Parameter body: The closure.
    /// - Returns: The result of `body`.
    /// - Throws: Any error that `body` throws, and `TestClientError` if the folder cannot be made.
    package static func withTemporaryFolder<Value>(_ body: (_ path: String) throws -> Value) throws -> Value {
        let folder = try TemporaryFolder()
        return try withExtendedLifetime(folder) { try body(folder.path) }
    }
}

/// The result of a command.
package struct CommandResult: Sendable {
    /// The command's stdout.
    package let output: String
    /// Its exit code; 128 plus the signal's number if a signal ended it, as in the shell.
    package let status: Int32
}

/// A command failed that must succeed.
package struct CommandFailed: Error {
    /// The argument of `sh -c`.
    package let command: String
    /// Its exit code, or the system's error number if it could not be started.
    package let status: Int32

    /// Describes the failure.
    ///
    /// - Parameters:
    ///   - command: The argument of `sh -c`.
    ///   - status: Its exit code, or the system's error number if it could not be started.
    package init(command: String, status: Int32) {
        self.command = command
        self.status = status
    }
}
