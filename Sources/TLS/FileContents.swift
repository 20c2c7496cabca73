internal import Glibc
internal import System

/// Reads and writes small files as a whole.
enum FileContents {
    /// The largest file in bytes; no certificate chain or key comes near.
    private static let largest = 1 << 20

    /// Reads a file of moderate size, and never waits for the writer of a pipe.
    static func read(_ path: String) throws(TLSError) -> [UInt8] {
        // Without O_NONBLOCK, opening a pipe waits for its writer, and the reloading of certificates waits with it.
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard number >= 0 else { throw failure("read", path) }
        let file = FileDescriptor(owning: number)
        guard !isPipe(file.number) else { throw TLSError(.file, "cannot read \(path): it is a pipe, and no file") }
        do throws(WholeFile.Failure) {
            return try WholeFile.bytes(ofDescriptor: file.number, upTo: largest)
        } catch {
            switch error {
            case .unopened(let code), .unreadable(let code): throw failure("read", path, code)
            case .tooLong: throw TLSError(.file, "cannot read \(path): it is larger than \(largest) bytes")
            }
        }
    }

    /// Writes a new file, which only its owner can read if it is a secret; leaves none where that fails.
    static func write(_ contents: [UInt8], toNew path: String, isSecret: Bool) throws(TLSError) {
        let mode: mode_t = isSecret ? 0o600 : 0o644
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure("write", path) }
        // The process's mask may have taken bits away.
        let isWritten = fchmod(file, mode) == 0 && writeAll(contents, to: file) && fsync(file) == 0
        let error = errno
        let isClosed = close(file) == 0
        if isWritten && isClosed { return }
        let problem = isWritten ? failure("write", path) : failure("write", path, error)
        _ = unsafe unlink(path)
        throw problem
    }

    /// Makes a folder and those above it where there are none, for their owner alone, as keys will be in it.
    /// - Returns: Those that it made, from the outermost on; where it fails it leaves none.
    static func makeFolder(_ path: String) throws(TLSError) -> [String] {
        let names = path.split(separator: "/")
        var made: [String] = []
        for count in 0..<names.count {
            let prefix = (path.hasPrefix("/") ? "/" : "") + names[...count].joined(separator: "/")
            if unsafe mkdir(prefix, 0o700) == 0 {
                made.append(prefix)
            } else if errno != EEXIST {
                let problem = failure("make the folder", prefix)
                removeFolders(made)
                throw problem
            }
        }
        return made
    }

    /// Removes folders that were made, unless there is something in them by now.
    static func removeFolders(_ paths: [String]) {
        for path in paths.reversed() { _ = unsafe rmdir(path) }
    }

    private static func isPipe(_ file: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    private static func writeAll(_ contents: [UInt8], to file: Int32) -> Bool {
        var rest = contents[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Says what could not be done with a file, and the kernel's reason.
    static func failure(_ action: String, _ path: String, _ error: Int32 = errno) -> TLSError {
        let reason = unsafe strerror(error).map { unsafe String(cString: $0) }
        return TLSError(.file, "cannot \(action) \(path): \(reason ?? "unknown error")")
    }
}
