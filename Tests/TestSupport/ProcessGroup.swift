private import Glibc

/// Programs that end with the tests, whatever ends the tests, and a folder for everything that they write.
///
/// A watchdog waits for the end of the tests, kills what is left of the group, and removes the folder. The group is not
/// that of the terminal, so an interrupt ends the tests alone, and the watchdog ends the others.
///
/// One thread starts programs, and ends the group; any thread may run a program to its end.
package final class ProcessGroup: @unchecked Sendable {
    /// The folder of the programs.
    package let folder: TemporaryFolder
    private let watchdog: ChildProcess
    private var lifeline: Int32
    private var members: [(name: String, process: ChildProcess)] = []

    /// Reads until the tests close the pipe or end, and kills then.
    ///
    /// The killer leaves the group, which it could not outlive.
    private static let watch = #"""
        cat <"$0/lifeline" >/dev/null
        exec setsid sh -c 'kill -s KILL -- "-$0"; rm -rf "$1" || { sleep 1; rm -rf "$1"; }' "$$" "$0"
        """#

    /// Makes a group that has its watchdog only.
    /// - Throws: `TestClientError` if the watchdog cannot be started.
    package init() throws {
        folder = try TemporaryFolder()
        let path = "\(folder.path)/lifeline"
        guard unsafe mkfifo(path, 0o600) == 0 else { throw TestClientError(action: "make a pipe", errno) }
        // Opened for both, as one that is opened for writing alone waits for its reader; no program inherits it.
        lifeline = unsafe open(path, O_RDWR | O_CLOEXEC)
        guard lifeline >= 0 else { throw TestClientError(action: "open a pipe", errno) }
        watchdog = try ChildProcess("/bin/sh", ["-c", Self.watch, folder.path], in: folder.path, group: 0)
    }

    deinit { end() }

    /// Starts a program that runs until it is told to end, or the group ends.
    /// - Parameters:
    ///   - path: The program's path.
    ///   - arguments: Its arguments.
    ///   - name: The name of its log.
    /// - Returns: The program.
    /// - Throws: `TestClientError` if it cannot be started.
    package func start(_ path: String, _ arguments: [String], named name: String) throws -> ChildProcess {
        let process = try member(path, arguments)
        members.append((name, process))
        return process
    }

    /// Runs a program to its end.
    /// - Parameters:
    ///   - path: The program's path.
    ///   - arguments: Its arguments.
    ///   - environment: More variables, each as `NAME=value`.
    ///   - input: Its standard input.
    /// - Returns: The program, after its end.
    /// - Throws: `TestClientError` if it cannot be started.
    package func run(
        _ path: String, _ arguments: [String], environment: [String] = [], input: [UInt8] = []
    ) throws -> ChildProcess {
        let process = try member(path, arguments, environment: environment, input: input)
        _ = process.waitForEnd()
        return process
    }

    private func member(
        _ path: String, _ arguments: [String], environment: [String] = [], input: [UInt8] = []
    ) throws -> ChildProcess {
        let search = unsafe getenv("PATH").map { unsafe "PATH=\(String(cString: $0))" } ?? "PATH=/usr/bin:/bin"
        return try ChildProcess(
            path, arguments, environment: [search, "HOME=\(folder.path)"] + environment, input: input,
            in: folder.path, group: watchdog.number)
    }

    /// The ends of the logs of all programs that were started.
    /// - Parameter lines: The most lines of each.
    /// - Returns: The logs, each under its name.
    package func logs(last lines: Int) -> String {
        members.map { name, process in
            let text = (process.output + process.errors).split(separator: "\n").suffix(lines).joined(separator: "\n")
            return "==> \(name) (\(process.number)) <==\n\(text)\n"
        }.joined(separator: "\n")
    }

    /// Kills all programs and waits for their ends.
    package func end() {
        guard lifeline >= 0 else { return }
        _ = kill(-watchdog.number, SIGKILL)
        for (_, process) in members { _ = process.waitForEnd() }
        _ = watchdog.waitForEnd()
        abandon()
    }

    /// Lets go of the programs, as the end of the tests does: the watchdog ends them.
    package func abandon() {
        guard lifeline >= 0 else { return }
        _ = close(lifeline)
        lifeline = -1
    }
}
