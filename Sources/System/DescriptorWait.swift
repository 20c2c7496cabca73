private import Glibc

/// Waits for few descriptors, for a thread that has no poller.
package enum DescriptorWait {
    /// The end of a wait.
    package enum End: Equatable, Sendable {
        /// A descriptor is ready, or broken: these are the indices of those that are.
        case ready([Int])
        /// The time is over.
        case timedOut
        /// The caller asked to stop.
        case interrupted
    }

    /// Waits until a descriptor is ready, the time is over, or somebody asks to stop.
    /// - Parameters:
    ///   - readable: The descriptors to wait for until they can be read; their indices come first in the result.
    ///   - writable: The descriptors to wait for until they can be written.
    ///   - instant: The end of the wait.
    ///   - clock: The clock that tells the time.
    ///   - interruption: What ends the wait early.
    /// - Returns: The end of the wait; a failure of the system call counts as the end of the time.
    package static func wait(
        readable: [Int32] = [], writable: [Int32] = [], until instant: MonotonicInstant,
        clock: MonotonicClock = .system, interruption: Interruption
    ) -> End {
        var entries = [pollfd(fd: interruption.number, events: Int16(POLLIN), revents: 0)]
        entries += readable.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        entries += writable.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
        while true {
            let left = instant == .never ? -1 : clock.now().duration(to: instant).pollTimeout
            let count = unsafe poll(&entries, nfds_t(entries.count), left)
            if interruption.isRequested { return .interrupted }
            if count > 0 {
                return .ready(entries.indices.dropFirst().filter { entries[$0].revents != 0 }.map { $0 - 1 })
            }
            // Only a signal can have ended the wait early.
            if count == 0 || errno != EINTR { return .timedOut }
        }
    }
}
