package import System
internal import CLinux

/// Waits until some of many descriptors can be read or written (epoll(7), level-triggered).
///
/// Level-triggered, so that a server that has answered a request needs no further read to learn that there is no other
/// one: the next wait tells.
package struct Poller: ~Copyable {
    /// The most events that one wait returns; more would only delay the first event of the next batch.
    private static let batch = 256

    private let descriptor: FileDescriptor
    private var events: [linux_event]

    /// Makes a poller without descriptors.
    /// - Throws: `SystemError` if no descriptor or memory is left.
    package init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_epoll_create(), "make a poller"))
        events = Array(repeating: linux_event(), count: Self.batch)
    }

    /// The events to wait for.
    package struct Interest: OptionSet, Sendable {
        /// The bits of the set.
        package let rawValue: UInt32

        /// Makes a set of bits.
        /// - Parameter rawValue: The bits, as epoll has them.
        package init(rawValue: UInt32) {
            self.rawValue = rawValue
        }

        /// There is data to read, or the peer has finished.
        package static let read = Interest(rawValue: UInt32(LINUX_READABLE))
        /// There is space to write.
        package static let write = Interest(rawValue: UInt32(LINUX_WRITABLE))
        /// The connection is broken; always included.
        package static let broken = Interest(rawValue: UInt32(LINUX_BROKEN))
    }

    /// Watches a descriptor until it is closed or removed.
    /// - Parameters:
    ///   - number: The descriptor.
    ///   - interest: The events to wait for.
    ///   - token: The name of the descriptor in the results of `wait`.
    /// - Throws: `SystemError` if memory or the user's limit of watches is exhausted.
    package borrowing func add(_ number: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
        try SystemError.check(
            linux_epoll_add(descriptor.number, number, interest.rawValue, token), "watch a descriptor")
    }

    /// Changes the events to wait for.
    /// - Parameters:
    ///   - number: A watched descriptor.
    ///   - interest: The new events to wait for.
    ///   - token: The name of the descriptor in the results of `wait`.
    /// - Throws: `SystemError` if the descriptor is not watched.
    package borrowing func change(_ number: Int32, _ interest: Interest, token: UInt64) throws(SystemError) {
        try SystemError.check(
            linux_epoll_change(descriptor.number, number, interest.rawValue, token), "watch a descriptor")
    }

    /// Stops watching a descriptor that stays open.
    /// - Parameter number: A watched descriptor.
    package borrowing func remove(_ number: Int32) {
        _ = linux_epoll_remove(descriptor.number, number)
    }

    /// Waits until an event occurs or the time is over.
    /// - Parameter timeout: The longest time to wait; nil for no limit. It is rounded up to milliseconds, so that a
    ///   wait for a deadline ends after it.
    /// - Returns: The number of events; `token(of:)` and `readiness(of:)` describe them.
    /// - Throws: `SystemError` if the poller is unusable.
    package mutating func wait(timeout: Duration?) throws(SystemError) -> Int {
        let milliseconds = timeout?.pollTimeout ?? -1
        let result = unsafe events.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe linux_epoll_wait(descriptor.number, start, Int32(clamping: buffer.count), milliseconds)
        }
        if result == -EINTR { return 0 }
        return Int(try SystemError.check(result, "wait for events"))
    }

    /// The token of an event.
    /// - Parameter index: The index of the event, less than the number that the last wait returned.
    /// - Returns: The token that the descriptor was added with.
    package borrowing func token(of index: Int) -> UInt64 { events[index].token }

    /// The events of a descriptor.
    /// - Parameter index: The index of the event, less than the number that the last wait returned.
    /// - Returns: The operations that will not block.
    package borrowing func readiness(of index: Int) -> Interest { Interest(rawValue: events[index].mask) }
}
