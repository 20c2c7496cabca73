private import Glibc

/// A descriptor to write to, such as standard error, which other programs may share.
///
/// It stays in its blocking mode: a program that shares it does not expect writes that no longer block.
package struct OutputStream: Sendable {
    /// The result of a write.
    package enum Result: Equatable, Sendable {
        /// This number of bytes was written, at least one.
        case wrote(Int)
        /// There is no space now.
        case full
        /// It accepts nothing: its reader has gone, the disk is full, or it is closed.
        case failed
    }

    /// Standard output.
    package static let standardOutput = OutputStream(number: STDOUT_FILENO)

    /// Standard error.
    package static let standardError = OutputStream(number: STDERR_FILENO)

    private let number: Int32

    /// Names a descriptor.
    /// - Parameter number: An open descriptor, which the stream does not close.
    package init(number: Int32) {
        self.number = number
    }

    /// Whether the stream is a terminal.
    package var isTerminal: Bool { isatty(number) == 1 }

    /// Writes some bytes, and blocks if the descriptor does.
    /// - Parameter bytes: The bytes, at least one.
    /// - Returns: The number of bytes written, or the reason why there were none.
    package func write(_ bytes: ArraySlice<UInt8>) -> Result {
        do throws(SystemError) {
            return .wrote(try writeOnce(bytes))
        } catch {
            return error.code == EAGAIN ? .full : .failed
        }
    }

    /// Writes all bytes, and blocks if the descriptor does.
    ///
    /// - Parameter bytes: The bytes.
    /// - Throws: `SystemError` with the kernel's reason; an unknown part of the bytes has been written then.
    package func writeAll(_ bytes: [UInt8]) throws(SystemError) {
        var rest = bytes[...]
        while !rest.isEmpty { rest = rest.dropFirst(try writeOnce(rest)) }
    }

    /// Writes with one system call that no signal interrupts.
    /// - Returns: The number of bytes written, at least one.
    private func writeOnce(_ bytes: ArraySlice<UInt8>) throws(SystemError) -> Int {
        while true {
            let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(number, $0.baseAddress, $0.count) }
            if count > 0 { return count }
            // No file writes zero of several bytes without an error; one that does accepts nothing more.
            guard count < 0 else { throw SystemError(code: EIO, operation: "write") }
            if errno != EINTR { throw SystemError(code: errno, operation: "write") }
        }
    }

    /// Waits until there may be space.
    /// - Parameter timeout: The longest time to wait.
    package func waitForRoom(timeout: Duration) {
        var descriptors = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&descriptors, 1, timeout.pollTimeout)
    }
}
