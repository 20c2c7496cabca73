internal import CLinux

/// Signals as something to read instead of an interruption (signalfd(2)).
public final class Signals: Sendable {
    private let descriptor: FileDescriptor

    /// Takes signals over from their default actions.
    ///
    /// They are blocked in the calling thread and in every thread that it starts later, so this is to be called before
    /// there are other threads, and once in a process.
    /// - Parameter numbers: The signals, for example SIGTERM and SIGINT.
    /// - Throws: `SystemError` where no descriptor is left.
    public init(_ numbers: [Int32]) throws(SystemError) {
        descriptor = FileDescriptor(
            owning: try SystemError.check(linux_signalfd(Self.mask(of: numbers)), "take over signals"))
    }

    /// The descriptor's number, for a poller: it can be read from when a signal has arrived.
    public var number: Int32 { descriptor.number }

    /// The next signal that has arrived.
    /// - Returns: The signal's number; nil where none waits.
    public func next() -> Int32? {
        let number = linux_signalfd_next(descriptor.number)
        return number > 0 ? number : nil
    }

    private static func mask(of numbers: [Int32]) -> UInt64 {
        numbers.reduce(into: 0) { $0 |= 1 << UInt64(truncatingIfNeeded: $1 - 1) }
    }
}

extension Signals {
    /// What a server makes of a signal.
    enum Treatment {
        /// It answers what is in flight and ends.
        case ends
        /// It looks at its files.
        case reloads
        /// It goes on as if nothing had been sent.
        case ignored
        /// The kernel ends it at once: the process cannot be trusted to go on.
        case fault
    }

    /// A signal with its name for the log: people know SIGTERM and not 15.
    typealias Named = (name: String, number: Int32)

    /// Every signal whose default action ends a process (signal(7)), and what a server makes of it.
    ///
    /// Other commands leave all of them as they are, but for SIGXFSZ: whoever sends one to a command wants it to end.
    static let treatments: [(signals: [Named], treatment: Treatment)] = [
        // Kubernetes and most service managers; Ctrl-C; Ctrl-\, and the stop signal of some images.
        ([("SIGTERM", SIGTERM), ("SIGINT", SIGINT), ("SIGQUIT", SIGQUIT)], .ends),
        // The power fails, or a container manager that takes process 1 for an init wants it to shut down.
        ([("SIGPWR", SIGPWR)], .ends),
        // The first limit of CPU time is passed, and at the second one the kernel kills.
        ([("SIGXCPU", SIGXCPU)], .ends),
        // A time limit that a parent has set before it started the server, as alarm(2) outlives execve(2).
        ([("SIGALRM", SIGALRM)], .ends),
        // A terminal that is closed, and the custom of many servers.
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
        // The write fails instead: a client that has gone, a log that is as long as it may be.
        ([("SIGPIPE", SIGPIPE), ("SIGXFSZ", SIGXFSZ)], .ignored),
        (
            [
                ("SIGABRT", SIGABRT), ("SIGBUS", SIGBUS), ("SIGFPE", SIGFPE), ("SIGILL", SIGILL), ("SIGSEGV", SIGSEGV),
                ("SIGSYS", SIGSYS), ("SIGTRAP", SIGTRAP),
            ], .fault
        ),
        // The kernel asks nobody.
        ([("SIGKILL", SIGKILL)], .fault),
    ]

    /// The name of a signal, for the log.
    ///
    /// - Parameter number: The signal's number.
    /// - Returns: Its name where its default action ends a process, else `signal` and the number.
    public static func name(of number: Int32) -> String {
        treatments.lazy.flatMap(\.signals).first { $0.number == number }?.name ?? "signal \(number)"
    }

    private static func all(_ wanted: Treatment) -> [Int32] {
        treatments.filter { $0.treatment == wanted }.flatMap(\.signals).map(\.number)
    }

    /// The signals that ask a server to end, SIGTERM first.
    public static var ending: [Int32] { all(.ends) }

    /// The signal that asks a server to look at its files: SIGHUP.
    public static var reloading: [Int32] { all(.reloads) }

    /// Keeps signals that mean nothing to a server from ending it, such as SIGUSR1 and SIGUSR2.
    public static func ignoreUserDefined() {
        for signal in all(.ignored) { linux_ignore_signal(signal) }
    }

    /// Keeps a write to a connection that the peer has closed from killing the process; the write fails instead.
    public static func ignoreBrokenPipes() {
        linux_ignore_signal(SIGPIPE)
    }

    /// Keeps a write to a file that is as long as it may be (`ulimit -f`) from killing the process; the write fails
    /// instead, and its caller can say so and clean up.
    public static func ignoreFileSizeLimit() {
        linux_ignore_signal(SIGXFSZ)
    }

    /// Runs something that is not to be left half done.
    ///
    /// Signals that would end the process wait until it returns. It can ask whether one waits, and then should undo what it
    /// has done. The calling thread must be the only one, as any other would be ended by them.
    /// - Parameter body: What to run; it gets the question.
    /// - Returns: What it returns.
    /// - Throws: What it throws.
    public static func holdingBack<Result, Failure: Error>(
        _ body: (_ isWaiting: @escaping () -> Bool) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let numbers = treatments.filter { $0.treatment != .fault }.flatMap(\.signals).map(\.number)
        let held = linux_block_signals(mask(of: numbers))
        defer { linux_unblock_signals(held) }
        return try body { linux_signals_wait(held) == 1 }
    }
}
