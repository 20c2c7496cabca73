import ArgumentParser
import Glibc

/// The three descriptors that a program is started with.
enum StandardStreams {
    /// Takes the numbers of streams that are closed, so that no socket or key gets them and then what is meant for a
    /// person.
    ///
    /// They are opened the wrong way round: reading and writing them fails as it did.
    static func reserve() {
        for (number, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
        where fcntl(number, F_GETFD) < 0 {
            // The lowest free number is taken, which is this one.
            _ = unsafe open("/dev/null", mode)
        }
    }
}

/// Bytes on their way to a descriptor, written in large pieces.
struct OutputBuffer {
    let descriptor: Int32
    private var bytes: [UInt8] = []

    /// How much to collect before writing: large enough that system calls do not count.
    private static let capacity = 1 << 16

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    mutating func append(_ more: [UInt8]) throws {
        bytes += more
        if bytes.count >= Self.capacity { try flush() }
    }

    /// Writes all bytes.
    /// - Throws: `ExitCode.success` where nobody reads on, which is no reason to complain; else what went wrong.
    mutating func flush() throws {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if errno == EPIPE {
                throw ExitCode.success
            } else if errno != EINTR {
                throw StreamError("cannot write")
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}

/// Input that cannot be read or output that cannot be written.
struct StreamError: Error, CustomStringConvertible {
    let description: String

    /// Describes a problem, and the error of the system call that failed, where one did.
    init(_ problem: String, code: Int32? = errno) {
        guard let code, let reason = unsafe strerror(code) else {
            description = problem
            return
        }
        description = unsafe "\(problem): \(String(cString: reason))"
    }
}

/// Where results go that are ready all at once.
enum StandardOutput {
    /// Writes a text.
    static func write(_ text: String) throws {
        try write(Array(text.utf8))
    }

    /// Writes bytes.
    static func write(_ bytes: [UInt8]) throws {
        var output = OutputBuffer(descriptor: STDOUT_FILENO)
        try output.append(bytes)
        try output.flush()
    }
}

/// Where complaints go.
enum StandardError {
    /// Writes a message; where that fails there is nobody left to tell.
    static func write(_ message: String) {
        var output = OutputBuffer(descriptor: STDERR_FILENO)
        try? output.append(Array(message.utf8))
        try? output.flush()
    }
}
