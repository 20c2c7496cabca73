import ArgumentParser
import Glibc
import System

/// The three descriptors that a program is started with.
enum StandardStreams {
    /// Opens the streams that are closed, so that no socket or key file gets their numbers and then the output.
    ///
    /// They are opened the wrong way round: reading and writing still fails.
    static func reserve() {
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(number, F_GETFD) < 0 {
            // The kernel gives the lowest free number, which is this one.
            _ = unsafe open("/dev/null", mode)
        }
    }
}

/// Standard output, to which results are written in large pieces.
struct StandardOutput {
    private var bytes: [UInt8] = []

    /// How much to collect before writing: large enough that system calls do not count.
    private static let capacity = 1 << 16

    /// Takes bytes, and writes them once there are enough.
    ///
    /// - Parameter more: The bytes.
    /// - Throws: The error of ``flush()``.
    mutating func append(_ more: [UInt8]) throws {
        bytes += more
        if bytes.count >= Self.capacity { try flush() }
    }

    /// Writes all bytes.
    ///
    /// - Throws: `ExitCode.success` if the reader has gone, which is not an error; else a ``StreamError``.
    mutating func flush() throws {
        try Self.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes a text at once.
    ///
    /// - Parameter text: The text.
    /// - Throws: The error of ``flush()``.
    static func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes bytes at once.
    ///
    /// - Parameter bytes: The bytes.
    /// - Throws: The error of ``flush()``.
    static func write(_ bytes: [UInt8]) throws {
        do throws(SystemError) {
            try OutputStream.standardOutput.writeAll(bytes)
        } catch {
            if error.code == EPIPE { throw ExitCode.success }
            throw StreamError("cannot write", code: error.code)
        }
    }
}

/// Standard error, to which complaints are written.
enum StandardError {
    /// Writes a message; a failure to do so cannot be reported.
    ///
    /// - Parameter message: The message, with its line feed.
    static func write(_ message: String) {
        try? OutputStream.standardError.writeAll(Array(message.utf8))
    }
}

/// Input that cannot be read or output that cannot be written.
struct StreamError: Error, CustomStringConvertible {
    let description: String

    /// Describes a problem, and the error of the system call that failed, if one did.
    init(_ problem: String, code: Int32? = errno) {
        guard let code, let reason = unsafe strerror(code) else {
            description = problem
            return
        }
        description = unsafe "\(problem): \(String(cString: reason))"
    }
}
