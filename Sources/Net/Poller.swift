public import System
internal import CLinux

/// Waits until some of many descriptors can be read or written (epoll(7), level-triggered).
///
/// Level-triggered, because a server that has answered a request then needs no further read to learn that there is no
/// other one: the next wait tells.
public struct Poller: ~Copyable {
    /// How many events one wait delivers at most; more only grow the time until the first of the next batch is served.
    private static let batch = 256

    private let descriptor: FileDescriptor
    private var events: [linux_event]

    /// Makes a poller that watches nothing yet.
    /// - Throws: `SystemError` where no descriptor or memory is left.
    public init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_epoll_create(), "make a poller"))
        events = Array(repeating: linux_event(), count: Self.batch)
    }

    /// What to wait for.
    public struct Interest: OptionSet, Sendable {
        /// The bits of the set.
        public let rawValue: UInt32

        /// Makes a set of bits.
        /// - Parameter rawValue: The bits, as epoll has them.
        public init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// There is something to read, or the peer has finished.
        public static let read = Interest(rawValue: UInt32(LINUX_READABLE))
        /// There is room to write.
        public static let write = Interest(rawValue: UInt32(LINUX_WRITABLE))
        /// The connection is broken; always waited for.
        public static let broken = Interest(rawValue: UInt32(LINUX_BROKEN))
    }

    /// Watches a descriptor until it is closed or removed.
    /// - Parameters:
    ///   - number: The descriptor.
    ///   - interest: What to wait for.
    ///   - token: What `wait` names the descriptor by.
    /// - Throws: `SystemError` where memory or the user's limit of watches is exhausted.
    public borrowing func add(_ number: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
        try SystemError.check(
            linux_epoll_add(descriptor.number, number, interest.rawValue, token), "watch a descriptor")
    }

    /// Changes what to wait for.
    /// - Parameters:
    ///   - number: A descriptor that is being watched.
    ///   - interest: What to wait for from now on.
    ///   - token: What `wait` names the descriptor by.
    /// - Throws: `SystemError` where the descriptor is not being watched.
    public borrowing func change(_ number: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
        try SystemError.check(
            linux_epoll_change(descriptor.number, number, interest.rawValue, token), "watch a descriptor")
    }

    /// Stops watching a descriptor that stays open.
    /// - Parameter number: A descriptor that is being watched.
    public borrowing func remove(_ number: Int32) {
        _ = linux_epoll_remove(descriptor.number, number)
    }

    /// Waits until something is ready or the time has come.
    /// - Parameter timeout: How long to wait at most; nil for ever. It is rounded up to milliseconds, so that a wait
    ///   for a deadline ends after it.
    /// - Returns: How many events there are; `token(of:)` and `readiness(of:)` tell which.
    /// - Throws: `SystemError` where the poller is unusable.
    public mutating func wait(timeout: Duration?) throws(SystemError) -> Int {
        let milliseconds = timeout?.pollTimeout ?? -1
        let result = unsafe events.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe linux_epoll_wait(descriptor.number, start, Int32(clamping: buffer.count), milliseconds)
        }
        if result == -EINTR { return 0 }
        return Int(try SystemError.check(result, "wait for events"))
    }

    /// The token of an event.
    /// - Parameter index: Which event, below what the last wait returned.
    /// - Returns: The token that the descriptor was added with.
    public borrowing func token(of index: Int) -> UInt64 { events[index].token }

    /// What a descriptor is ready for.
    /// - Parameter index: Which event, below what the last wait returned.
    /// - Returns: What can be done without blocking.
    public borrowing func readiness(of index: Int) -> Interest { Interest(rawValue: events[index].mask) }
}
