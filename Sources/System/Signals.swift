internal import CLinux

/// Signals that a thread reads, instead of interruptions (signalfd(2)).
package final class Signals: Sendable {
    private let descriptor: FileDescriptor

    /// Replaces the default actions of signals.
    ///
    /// They are blocked in the calling thread and in every thread that it starts later, so call this before there are
    /// other threads, and once in a process.
    /// - Parameter numbers: The signals, for example SIGTERM and SIGINT.
    /// - Throws: `SystemError` if no descriptor is left.
    package init(_ numbers: [Int32]) throws(SystemError) {
        descriptor = FileDescriptor(
            owning: try SystemError.check(linux_signalfd(Self.mask(of: numbers)), "take over signals"))
    }

    /// The descriptor's number, for a poller: it becomes readable when a signal has arrived.
    package var number: Int32 { descriptor.number }

    /// The next signal that has arrived.
    /// - Returns: The signal's number; nil if there is none.
    package func next() -> Int32? {
        let number = linux_signalfd_next(descriptor.number)
        return number > 0 ? number : nil
    }

    private static func mask(of numbers: [Int32]) -> UInt64 {
        numbers.reduce(into: 0) { $0 |= 1 << UInt64(truncatingIfNeeded: $1 - 1) }
    }
}

extension Signals {
    /// The effect of a signal on a server.
    enum Treatment {
        /// The server answers the requests in flight and ends.
        case ends
        /// The server reads its files again.
        case reloads
        /// The signal has no effect.
        case ignored
        /// The kernel ends the server at once, because its process cannot be trusted any more.
        case fault
    }

    /// A signal with its name for the log: people know SIGTERM and not 15.
    typealias Named = (name: String, number: Int32)

    /// Every signal whose default action ends a process (signal(7)), and its effect on a server.
    ///
    /// Other commands keep the default actions, except for SIGXFSZ: a signal to a command is meant to end it.
    static let treatments: [(signals: [Named], treatment: Treatment)] = [
        // Kubernetes and most service managers; Ctrl-C; Ctrl-\, and the stop signal of some images.
        ([("SIGTERM", SIGTERM), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT)], .ends),
        // The power fails, or a container manager that takes process 1 for an init wants it to shut down.
        ([("SIGPWR", SIGPWR)], .ends),
        // The soft limit of CPU time is exceeded; at the hard limit, the kernel kills the process.
        ([("SIGXCPU", SIGXCPU)], .ends),
        // A time limit that a parent set before it started the server; alarm(2) survives execve(2).
        ([("SIGALRM", SIGALRM)], .ends),
        // A terminal is closed; many servers reload on it.
        ([("SIGHUP", SIGHUP)], .reloads),
        // Other programs reopen logs on these; the server ignores them.
        ([("SIGUSR1", SIGUSR1), ("SIGUSR2", SIGUSR2)], .ignored),
        // A profiler's last ticks.
        ([("SIGVTALRM", SIGVTALRM), ("SIGPROF", SIGPROF)], .ignored),
        // Asynchronous I/O (SIGPOLL is the same); the kernel no longer sends SIGSTKFLT.
        ([("SIGIO", SIGIO), ("SIGSTKFLT", SIGSTKFLT)], .ignored),
        (
            (linux_first_realtime_signal()...linux_last_realtime_signal()).map { ("real-time signal \($0)", $0) },
            .ignored
        ),
        // The write fails instead: a client has gone, or a log has reached its largest size.
        ([("SIGPIPE", SIGPIPE), ("SIGXFSZ", SIGXFSZ)], .ignored),
        (
            [
                ("SIGABRT", SIGABRT), ("SIGBUS", SIGBUS), ("SIGFPE", SIGFPE), ("SIGILL", SIGILL), ("SIGSEGV", SIGSEGV),
                ("SIGSYS", SIGSYS), ("SIGTRAP", SIGTRAP),
            ], .fault
        ),
        // The process cannot handle SIGKILL.
        ([("SIGKILL", SIGKILL)], .fault),
    ]

    /// The name of a signal, for the log.
    ///
    /// - Parameter number: The signal's number.
    /// - Returns: Its name if its default action ends a process, else `signal` and the number.
    package static func name(of number: Int32) -> String {
        treatments.lazy.flatMap(\.signals).first { $0.number == number }?.name ?? "signal \(number)"
    }

    private static func all(_ wanted: Treatment) -> [Int32] {
        treatments.filter { $0.treatment == wanted }.flatMap(\.signals).map(\.number)
    }

    /// The signals that ask a server to end, SIGTERM first.
    package static var ending: [Int32] { all(.ends) }

    /// The signal that asks a server to read its files again: SIGHUP.
    package static var reloading: [Int32] { all(.reloads) }

    /// Ignores signals that mean nothing to a server, such as SIGUSR1 and SIGUSR2, so that they do not end it.
    package static func ignoreUserDefined() {
        for signal in all(.ignored) { linux_ignore_signal(signal) }
    }

    /// Ignores SIGPIPE, so that a write to a connection that the peer has closed fails instead of killing the process.
    package static func ignoreBrokenPipes() {
        linux_ignore_signal(SIGPIPE)
    }

    /// Ignores SIGXFSZ, so that a write to a file of the largest size (`ulimit -f`) fails instead of killing the
    /// process.
    ///
    /// The caller can then report the failure and clean up.
    package static func ignoreFileSizeLimit() {
        linux_ignore_signal(SIGXFSZ)
    }

    /// Runs work that must not be left half done.
    ///
    /// Signals that would end the process wait until it returns. The work can ask whether one waits, and then should
    /// undo what it has done. The calling thread must be the only one, because the signals would end any other.
    /// - Parameter body: The work; its argument tells whether a signal waits.
    /// - Returns: The result of the work.
    /// - Throws: The error of the work.
    package static func holdingBack<Result, Failure: Error>(
        _ body: (_ isWaiting: @escaping () -> Bool) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let numbers = treatments.filter { $0.treatment != .fault }.flatMap(\.signals).map(\.number)
        let held = linux_block_signals(mask(of: numbers))
        defer { linux_unblock_signals(held) }
        return try body { linux_signals_wait(held) == 1 }
    }
}
