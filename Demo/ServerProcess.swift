import Glibc

/// `stashgate serve` as a child process.
///
/// The child gets a process group of its own, so that Ctrl-C reaches it as one SIGTERM from this process and not also
/// as a SIGINT from the terminal.
struct ServerProcess {
    /// The event that ended the wait.
    enum Event {
        /// A user asked this process to end.
        case interrupted
        /// The server ended, with this exit code.
        case ended(code: Int32)
        /// Nothing happened within the time limit.
        case nothing
    }

    private let process: pid_t
    private let signals: sigset_t

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: Its path.
    ///   - arguments: Its arguments, without its name.
    /// - Throws: ``Failure`` with the system's reason.
    init(program: String, arguments: [String]) throws(Failure) {
        // This process blocks the signals until `wait` takes them; the child must not inherit that.
        var awaited = sigset_t()
        unsafe sigemptyset(&awaited)
        var none = awaited
        for signal in [SIGINT, SIGTERM, SIGCHLD] { unsafe sigaddset(&awaited, signal) }
        unsafe sigprocmask(SIG_BLOCK, &awaited, nil)
        signals = awaited

        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        var child = pid_t()
        let status = unsafe posix_spawn(&child, program, nil, &attributes, &words, environ)
        guard status == 0 else { throw Failure("cannot start \(program): \(unsafe String(cString: strerror(status)))") }
        process = child
    }

    /// Waits for the server to end or for Ctrl-C.
    ///
    /// - Parameter milliseconds: The longest time to wait; nil for no limit.
    /// - Returns: The first event.
    func wait(milliseconds: Int? = nil) -> Event {
        var signals = signals
        var signal: Int32 = 0
        if let milliseconds {
            var limit = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
            signal = unsafe sigtimedwait(&signals, nil, &limit)
        } else {
            unsafe sigwait(&signals, &signal)
        }
        switch signal {
        case SIGINT, SIGTERM: return .interrupted
        case SIGCHLD: return .ended(code: reap())
        default: return .nothing
        }
    }

    /// Asks the server to finish its requests and to stop, and waits for its end.
    ///
    /// - Returns: The server's exit code.
    func stop() -> Int32 {
        kill(process, SIGTERM)
        return reap()
    }

    private func reap() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) == -1 && errno == EINTR {}
        // WEXITSTATUS and WTERMSIG, combined as shells do.
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    }
}
