private import Glibc

/// A descriptor to write to, such as standard error, which other programs may share.
///
/// It stays in its mode: a program that shares it does not expect writes that no longer block.
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

    /// Standard output.
    package static let standardOutput = OutputStream(number: STDOUT_FILENO)

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
        do throws(SystemError) {
            return .wrote(try writeOnce(bytes))
        } catch {
            return error.code == EAGAIN ? .full : .failed
        }
    }

    /// Writes all bytes, and blocks where the descriptor does.
    ///
    /// - Parameter bytes: What to write.
    /// - Throws: `SystemError` with the kernel's reason; an unknown part of the bytes is written then.
    package func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try writeOnce(rest)) }
    }

    /// Writes with one system call that no signal interrupts.
    /// - Returns: How many bytes were written, at least one.
    private func writeOnce(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
        while true {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 { return count }
            // No file takes zero of several bytes without an error; one that does takes nothing more.
            guard count < 0 else { throw SystemError(code: EIO, operation: "write") }
            if errno != EINTR { throw SystemError(code: errno, operation: "write") }
        }
    }

    /// Waits until there may be room.
    /// - Parameter timeout: How long to wait at most.
    public func waitForRoom(timeout: Duration) {
        var descriptors = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&descriptors, 1, timeout.pollTimeout)
    }
}
