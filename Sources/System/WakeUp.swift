internal import CLinux
private import Glibc

/// A bell that any thread can ring to end another thread's wait (eventfd(2)).
public struct WakeUp: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Makes a bell that has not rung.
    /// - Throws: `SystemError` where no descriptor is left.
    public init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_eventfd(), "make a wake-up descriptor"))
    }

    /// The descriptor's number, for a poller: it can be read from when the bell has rung.
    public var number: Int32 { descriptor.number }

    /// Rings the bell.
    ///
    /// Ringing twice before it is heard is ringing once.
    public borrowing func ring() {
        // It fails only when 2^64 rings wait to be heard, and then the bell has rung anyway.
        _ = linux_eventfd_raise(descriptor.number)
    }

    /// Waits until the bell has rung, for a thread that has nothing else to wait for.
    /// - Parameter timeout: How long to wait at most; nil for ever.
    /// - Returns: Whether it has rung.
    @discardableResult
    public borrowing func wait(timeout: Duration?) -> Bool {
        let end = timeout.map { MonotonicInstant.now().advanced(by: $0) }
        while true {
            let left = end.map { MonotonicInstant.now().duration(to: $0).pollTimeout } ?? -1
            var descriptors = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&descriptors, 1, left)
            if count > 0 { return true }
            // Only a signal may have ended the wait before its time.
            if count == 0 || errno != EINTR { return false }
        }
    }

    /// Hears the bell, so that it is silent until it rings again.
    public borrowing func silence() {
        _ = linux_eventfd_clear(descriptor.number)
    }
}
