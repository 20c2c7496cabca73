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
        let mask = numbers.reduce(into: UInt64(0)) { $0 |= 1 << UInt64(truncatingIfNeeded: $1) }
        descriptor = FileDescriptor(owning: try SystemError.check(linux_signalfd(mask), "take over signals"))
    }

    /// The signals that ask a server to end: SIGTERM, which Kubernetes sends, and SIGINT, which Ctrl-C sends.
    public static var ending: [Int32] { [SIGTERM, SIGINT] }

    /// The signal that asks a server to look at its files, as many servers understand it: SIGHUP.
    public static var reloading: [Int32] { [SIGHUP] }

    /// Keeps signals that mean nothing to a server from ending it: SIGUSR1 and SIGUSR2, by which others reopen logs.
    public static func ignoreUserDefined() {
        for signal in [SIGUSR1, SIGUSR2] { linux_ignore_signal(signal) }
    }

    /// Keeps a write to a connection that the peer has closed from killing the process; the write fails instead.
    public static func ignoreBrokenPipes() {
        linux_ignore_broken_pipes()
    }

    /// The descriptor's number, for a poller: it can be read from when a signal has arrived.
    public var number: Int32 { descriptor.number }

    /// The next signal that has arrived.
    /// - Returns: The signal's number; nil where none waits.
    public func next() -> Int32? {
        let number = linux_signalfd_next(descriptor.number)
        return number > 0 ? number : nil
    }
}
