import Glibc

/// Files that a command is given to read.
enum InputFile {
    /// What stands for standard input on the command line, as in every GNU tool.
    static let standardInput = "-"

    /// The largest file in bytes; nothing that Kubernetes takes comes near, and a pipe may never end.
    static let largest = 64 << 20

    /// Reads a whole file, or standard input where it is named `-`.
    ///
    /// - Throws: A ``StreamError`` that says why it cannot be read.
    static func read(_ name: String) throws(StreamError) -> [UInt8] {
        guard name != standardInput else { return try readAll(of: STDIN_FILENO) }
        let descriptor = unsafe open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StreamError("cannot open") }
        defer { close(descriptor) }
        return try readAll(of: descriptor)
    }

    private static func readAll(of descriptor: Int32) throws(StreamError) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                bytes += piece.prefix(count)
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw StreamError("cannot read")
            }
            guard bytes.count <= largest else {
                throw StreamError("longer than \(largest) bytes", code: nil)
            }
        }
    }
}
