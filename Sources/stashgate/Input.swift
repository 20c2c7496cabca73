import ArgumentParser
import Glibc
import System

/// Files that a command is given to read.
enum InputFile {
    /// The name of standard input on the command line, as in every GNU tool.
    static let standardInput = "-"

    /// The largest file in bytes; nothing that Kubernetes takes comes near, and a pipe may never end.
    static let largest = 64 << 20

    /// Throws if several names are that of standard input, which can be read once only.
    ///
    /// - Parameter names: The names of the files that a command reads; nil for those that are not given.
    /// - Throws: A `ValidationError`.
    static func requireOneReader(of names: [String?]) throws {
        guard names.count(where: { $0 == standardInput }) > 1 else { return }
        throw ValidationError("standard input can be read once only, and - is given more than once")
    }

    /// Reads a whole file, or standard input if its name is `-`.
    ///
    /// - Parameter name: The file's path, or `-`.
    /// - Returns: Its bytes.
    /// - Throws: A ``StreamError`` that says why it cannot be read.
    static func read(_ name: String) throws(StreamError) -> [UInt8] {
        do throws(WholeFile.Failure) {
            return name == standardInput
                ? try WholeFile.bytes(ofDescriptor: STDIN_FILENO, upTo: largest)
                : try WholeFile.bytes(of: name, upTo: largest)
        } catch {
            switch error {
            case .unopened(let code): throw StreamError("cannot open", code: code)
            case .unreadable(let code): throw StreamError("cannot read", code: code)
            case .tooLong: throw StreamError("longer than \(largest) bytes", code: nil)
            }
        }
    }

    /// Reads a whole file, or standard input.
    ///
    /// - Parameter name: The file's path, or `-`.
    /// - Returns: Its bytes.
    /// - Throws: A ``CommandFailure`` that names the file.
    static func text(of name: String) throws(CommandFailure) -> [UInt8] {
        do throws(StreamError) {
            return try read(name)
        } catch {
            throw CommandFailure("\(name.isEmpty ? "''" : name): \(error)")
        }
    }
}

/// Lines read from a descriptor.
struct LineReader {
    let descriptor: Int32
    private var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// The end of the bytes that have no line feed.
    private var searched = 0
    private var isAtEnd = false

    /// The longest line in bytes: no schedule is longer, since etcd takes objects of 1.5 MiB at most.
    static let longestLine = 3 << 19

    private static let pieceSize = 1 << 16

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Whether the next line is already buffered.
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
        do throws(SystemError) {
            let piece = try [UInt8](capacity: Self.pieceSize) { (buffer) throws(SystemError) in
                try WholeFile.read(descriptor, into: &buffer)
            }
            bytes += piece
            isAtEnd = piece.isEmpty
        } catch {
            throw StreamError("cannot read", code: error.code)
        }
    }
}
