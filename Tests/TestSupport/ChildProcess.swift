internal import CTestSupport
private import Glibc

/// A program that a test runs, with its standard error in a file.
package final class ChildProcess {
    /// The identifier of the process.
    package let number: Int32

    private let folder: TemporaryFolder
    private var status: Int32?

    /// The way in which a program ended.
    package enum End: Equatable, Sendable {
        /// The program exited with this code.
        case exit(Int32)
        /// This signal ended the program.
        case signal(Int32)
    }

    /// The path of a program that is built with the tests.
    /// - Parameter name: The product's name.
    /// - Returns: Its path.
    /// - Throws: `TestClientError` if the path of this program is unknown.
    package static func product(_ name: String) throws -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { throw TestClientError(action: "find the tests' own program", errno) }
        let path = String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
        return path.split(separator: "/").dropLast().reduce(into: "") { $0 += "/\($1)" } + "/\(name)"
    }

    /// Starts a program.
    /// - Parameters:
    ///   - path: The program's path.
    ///   - arguments: Its arguments, without its own name.
    ///   - environment: Its environment, each variable as `NAME=value`; the options of the tests' own sanitizer are
    ///     added.
    ///   - input: Its standard input.
    ///   - parent: The folder for its output.
    ///   - group: The group of processes that it joins, 0 for a new one; nil for that of the tests.
    /// - Throws: `TestClientError` if it cannot be started.
    package init(
        _ path: String, _ arguments: [String], environment: [String] = [], input: [UInt8] = [],
        in parent: String = "/tmp", group: Int32? = nil
    ) throws {
        folder = try TemporaryFolder(in: parent)
        try folder.write(input, to: "in")
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "\(folder.path)/in", O_RDONLY, 0)
        for (descriptor, name) in [(STDOUT_FILENO, "out"), (STDERR_FILENO, "err")] {
            _ = unsafe posix_spawn_file_actions_addopen(
                &actions, descriptor, "\(folder.path)/\(name)", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        }
        // Tests block signals in their threads, and a program inherits that from its parent.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        _ = unsafe sigemptyset(&none)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
        _ = unsafe posix_spawnattr_setpgroup(&attributes, group ?? 0)
        let flags = POSIX_SPAWN_SETSIGMASK | (group == nil ? 0 : POSIX_SPAWN_SETPGROUP)
        _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe (environment + Self.sanitizerOptions).map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var number: pid_t = 0
        let failure = unsafe posix_spawn(&number, path, &actions, &attributes, &words, &variables)
        guard failure == 0 else { throw TestClientError(action: "start \(path)", failure) }
        self.number = number
    }

    /// Whether programs run with a sanitizer, which needs more memory for itself than a machine has.
    package static var isSanitized: Bool { !sanitizerOptions.isEmpty }

    private static let sanitizerOptions = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"].compactMap(variable)

    private static func variable(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe "\(name)=\(String(cString: $0))" }
    }

    deinit {
        guard status == nil else { return }
        _ = kill(number, SIGKILL)
        _ = waitForEnd()
    }

    /// The standard output of the program so far.
    package var output: String { text("out") }

    /// The standard error of the program so far.
    package var errors: String { text("err") }

    private func text(_ name: String) -> String {
        String(decoding: (try? TemporaryFolder.read("\(folder.path)/\(name)")) ?? [], as: UTF8.self)
    }

    /// Waits until standard error has a number of lines with a text, or the program has ended.
    /// - Parameters:
    ///   - text: The text that the lines contain.
    ///   - count: The number of lines.
    /// - Returns: The part of each line after the text, up to a quotation mark, which ends a text in JSON.
    /// - Throws: `TestClientError` if that does not happen for a long time.
    package func waitForErrors(containing text: String, count: Int = 1) throws -> [String] {
        var lines: [String] = []
        let haveCome = eventually {
            lines = errors.split(separator: "\n").compactMap { line in
                guard let range = line.firstRange(of: text) else { return nil }
                return line[range.upperBound...].split(separator: "\"", omittingEmptySubsequences: false).first.map(
                    String.init)
            }
            return lines.count >= count
        }
        guard haveCome else { throw TestClientError.patience }
        return lines
    }

    /// Sends the program a signal.
    /// - Parameter signal: The signal's number.
    package func send(_ signal: Int32) {
        _ = kill(number, signal)
    }

    /// Waits until the program has ended.
    /// - Returns: How it ended.
    package func waitForEnd() -> End {
        var status = status ?? 0
        if self.status == nil {
            while unsafe waitpid(number, &status, 0) < 0 && errno == EINTR {}
            self.status = status
        }
        return status & 0x7F == 0 ? .exit((status >> 8) & 0xFF) : .signal(status & 0x7F)
    }

    /// Limits the program's descriptors, whatever limit it set itself.
    /// - Parameter count: The highest number of descriptors from now on; those beyond stay open.
    /// - Throws: `TestClientError` if the limit cannot be set.
    package func limitDescriptors(to count: Int) throws {
        try limit(RLIMIT_NOFILE, to: count)
    }

    /// Limits the size of the files that the program writes.
    /// - Parameter bytes: The greatest length of a file from now on.
    /// - Throws: `TestClientError` if the limit cannot be set.
    package func limitFileSize(to bytes: Int) throws {
        try limit(RLIMIT_FSIZE, to: bytes)
    }

    /// Limits a resource of the program, which cannot raise the limit again.
    private func limit(_ resource: __rlimit_resource, to value: Int) throws {
        let error = limit_process(number, Int32(resource.rawValue), UInt64(value))
        guard error == 0 else { throw TestClientError(action: "limit the program", error) }
    }

    /// The memory of the program.
    /// - Parameter name: The kind of memory, as in `/proc/PID/status`: `VmRSS` for resident memory, `VmHWM` for its
    ///   peak, `VmData` for writable memory.
    /// - Returns: The number of bytes.
    /// - Throws: `TestClientError` if it is unknown.
    package func memory(_ name: String) throws -> Int {
        let status = String(decoding: try TemporaryFolder.read("/proc/\(number)/status"), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
        guard let words = line?.split(whereSeparator: \.isWhitespace), words.count == 3, let kilobytes = Int(words[1])
        else { throw TestClientError("the memory of \(number) is not known") }
        return kilobytes * 1024
    }

    /// Resets the peak of the program's memory.
    /// - Returns: Whether the kernel supports that.
    package func forgetPeakMemory() -> Bool {
        guard let file = unsafe fopen("/proc/\(number)/clear_refs", "w") else { return false }
        let isWritten = unsafe fputs("5", file) >= 0
        return unsafe fclose(file) == 0 && isWritten
    }

    /// The number of descriptors that the program has open.
    /// - Returns: The number of entries of /proc/PID/fd.
    /// - Throws: `TestClientError` if the program has ended.
    package func openDescriptors() throws -> Int {
        try TemporaryFolder.names(in: "/proc/\(number)/fd").count
    }
}
