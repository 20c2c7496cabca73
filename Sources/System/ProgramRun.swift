internal import CLinux
private import Glibc

/// A program that is run for its output, within bounds of time and size.
package struct ProgramRun: Sendable {
    /// The program's path; one without a slash is looked up in the PATH of this process.
    package let path: String
    /// The program's arguments, without its own name.
    package let arguments: [String]
    /// The program's environment, as `NAME=value`.
    package let environment: [String]

    /// Describes a run.
    /// - Parameters:
    ///   - path: The program's path; one without a slash is looked up in the PATH of this process.
    ///   - arguments: Its arguments, without its own name.
    ///   - environment: Its environment, as `NAME=value`.
    package init(path: String, arguments: [String], environment: [String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// Why a run gives no output.
    package enum Failure: Error, Equatable, Sendable {
        /// The program cannot be started.
        case unstarted(SystemError)
        /// The program has ended with this code, which is not 0.
        case exit(Int32)
        /// A signal has ended the program.
        case signal(Int32)
        /// The program writes more than the limit.
        case tooLong
        /// The program has not ended in time.
        case timedOut
        /// The caller asked to stop.
        case interrupted
    }

    /// Runs the program; its standard input is empty, and its standard error is that of this process.
    ///
    /// It leads a process group of its own, which is killed when the run is given up, so that nothing of it stays.
    /// - Parameters:
    ///   - cap: The most bytes of output.
    ///   - instant: When the run is given up.
    ///   - interruption: What ends the run early.
    /// - Returns: The standard output.
    /// - Throws: The ``Failure``.
    package func output(
        upTo cap: Int, until instant: MonotonicInstant, interruption: Interruption
    ) throws(Failure) -> [UInt8] {
        var ends: [Int32] = [-1, -1]
        // Every end is closed on exec, but for the copy that is the program's standard output.
        guard unsafe pipe(&ends) == 0 else { throw .unstarted(SystemError(code: errno, operation: "make a pipe")) }
        let reading = FileDescriptor(owning: ends[0])
        let writing = FileDescriptor(owning: ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        let process = try start(output: writing.number)
        // The reader must not hold the end that the program writes to, or the output would never end.
        discard(writing)
        let bytes: [UInt8]
        do throws(Failure) {
            bytes = try read(reading.number, of: process, upTo: cap, until: instant, interruption)
        } catch {
            _ = kill(-process, SIGKILL)
            _ = Self.end(of: process)
            throw error
        }
        return try Self.checked(bytes, status: Self.end(of: process))
    }

    private func discard(_ descriptor: consuming FileDescriptor) {}

    private func start(output: Int32) throws(Failure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        _ = unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        _ = unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // A server blocks and ignores signals, and a program inherits both from its parent.
        var none = sigset_t()
        var all = sigset_t()
        _ = unsafe sigemptyset(&none)
        _ = unsafe sigfillset(&all)
        _ = unsafe posix_spawnattr_setsigmask(&attributes, &none)
        _ = unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        _ = unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        _ = unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([path] + arguments).map { unsafe strdup($0) } + [nil]
        var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + variables).forEach { unsafe free($0) } }
        var process: pid_t = 0
        let failure = unsafe posix_spawnp(&process, path, &actions, &attributes, &words, &variables)
        guard failure == 0 else { throw .unstarted(SystemError(code: failure, operation: "start \(path)")) }
        return process
    }

    /// Reads until the program has ended: others may have inherited its standard output, and keep it open for longer.
    private func read(
        _ reading: Int32, of process: pid_t, upTo cap: Int, until instant: MonotonicInstant,
        _ interruption: Interruption
    ) throws(Failure) -> [UInt8] {
        let watch = linux_watch_process(process)
        guard watch >= 0 else { throw .unstarted(SystemError(code: 0 &- watch, operation: "watch \(path)")) }
        let watched = FileDescriptor(owning: watch)
        var bytes: [UInt8] = []
        var isOpen = true
        while true {
            let readable = isOpen ? [watched.number, reading] : [watched.number]
            switch DescriptorWait.wait(readable: readable, until: instant, interruption: interruption) {
            case .interrupted: throw .interrupted
            case .timedOut: throw .timedOut
            case .ready(let indices):
                if isOpen { isOpen = Self.take(from: reading, into: &bytes, upTo: cap) }
                guard bytes.count <= cap else { throw .tooLong }
                if indices.contains(0) { return bytes }
            }
        }
    }

    /// Appends all that can be read now; false at the end of the stream.
    private static func take(from reading: Int32, into bytes: inout [UInt8], upTo cap: Int) -> Bool {
        var piece = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= cap {
            let count = unsafe Glibc.read(reading, &piece, piece.count)
            guard count > 0 else { return count < 0 && (errno == EAGAIN || errno == EINTR) }
            bytes += piece.prefix(count)
        }
        return true
    }

    private static func end(of process: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }

    private static func checked(_ bytes: [UInt8], status: Int32) throws(Failure) -> [UInt8] {
        guard status & 0x7F == 0 else { throw .signal(status & 0x7F) }
        guard status >> 8 & 0xFF == 0 else { throw .exit(status >> 8 & 0xFF) }
        return bytes
    }
}

extension ProgramRun {
    /// The variables of this process, as `NAME=value`.
    package static var currentEnvironment: [String] {
        var variables: [String] = []
        var next = unsafe linux_environment()
        while let entry = unsafe next?.pointee {
            variables.append(unsafe String(cString: entry))
            unsafe next = unsafe next?.successor()
        }
        return variables
    }
}
