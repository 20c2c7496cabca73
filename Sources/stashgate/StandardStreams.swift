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

/// Lines read from a descriptor.
struct LineReader {
    let descriptor: Int32
    private var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// Up to where there is no line feed.
    private var searched = 0
    private var isAtEnd = false

    /// The longest line in bytes: no schedule is longer, since etcd takes objects of 1.5 MiB at most.
    static let longestLine = 3 << 19

    private static let pieceSize = 1 << 16

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether the next line can be had without reading.
    var hasLine: Bool {
        bytes[searched...].contains(UInt8(ascii: "\n"))
    }

    /// The next line without its line feed; nil at the end of the input.
    mutating func nextLine() throws -> [UInt8]? {
        while true {
            if let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer {
                    start = end + 1
                    searched = start
                }
                return Array(bytes[start..<end])
            }
            searched = bytes.count
            guard searched - start <= Self.longestLine else {
                throw StreamError("a line of the input is longer than \(Self.longestLine) bytes", code: nil)
            }
            if isAtEnd {
                defer { start = searched }
                return start < searched ? Array(bytes[start..<searched]) : nil
            }
            try readPiece()
        }
    }

    private mutating func readPiece() throws {
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes += piece.prefix(count)
                isAtEnd = count == 0
                return
            }
            guard errno == EINTR else { throw StreamError("cannot read") }
        }
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
