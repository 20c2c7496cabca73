private import Glibc

/// A descriptor that the process was started with and that others may share, such as standard error.
///
/// It stays in the mode in which it came: whoever shares it would be surprised by writes that no longer block.
public struct OutputStream: Sendable {
    /// What became of a write.
    public enum Result: Equatable, Sendable {
        /// So many bytes were taken, at least one.
        case wrote(Int)
        /// There is no room now.
        case full
        /// It takes nothing: its reader has gone, the disk is full, or it is closed.
        case failed
    }

    /// Standard error.
    public static let standardError = OutputStream(number: STDERR_FILENO)

    private let number: Int32

    /// Names a descriptor.
    /// - Parameter number: An open descriptor, which is not closed here.
    public init(number: Int32) {
        self.number = number
    }

    /// Whether a person sits at the other end.
    public var isTerminal: Bool { isatty(number) == 1 }

    /// Writes some bytes, and blocks where the descriptor does.
    /// - Parameter bytes: What to write, at least one byte.
    /// - Returns: How much was written, or why nothing was.
    public func write(_ bytes: ArraySlice<UInt8>) -> Result {
        while true {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 { return .wrote(count) }
            if count == 0 { return .failed }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .full
            default: return .failed
            }
        }
    }

    /// Waits until there may be room.
    /// - Parameter timeout: How long to wait at most.
    public func waitForRoom(timeout: Duration) {
        var descriptors = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&descriptors, 1, timeout.pollTimeout)
    }
}
