internal import Glibc
internal import System

/// Reads and writes small files as a whole.
enum FileContents {
    /// The largest file in bytes; no certificate chain or key is nearly as large.
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

    /// Writes a new file, which only its owner can read if it is a secret; removes it again if writing fails.
    static func write(_ contents: [UInt8], toNew path: String, isSecret: Bool) throws(TLSError) {
        let mode: mode_t = isSecret ? 0o600 : 0o644
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure("write", path) }
        var error = fill(file, with: contents, mode)
        if close(file) != 0 && error == nil { error = errno }
        guard let error else { return }
        _ = unsafe unlink(path)
        throw failure("write", path, error)
    }

    /// Writes the contents of a file to the disk.
    /// - Returns: The kernel's error; nil if there is none.
    private static func fill(_ file: Int32, with contents: [UInt8], _ mode: mode_t) -> Int32? {
        // The process's umask may have removed bits.
        guard fchmod(file, mode) == 0 else { return errno }
        do throws(SystemError) {
            try OutputStream(number: file).writeAll(contents)
        } catch {
            return error.code
        }
        return fsync(file) == 0 ? nil : errno
    }

    /// Creates a folder and missing folders above it, for their owner only, because they will contain keys.
    /// - Returns: The folders that it created, the outermost first; if it fails, it removes them.
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

    /// Removes folders that were created, unless they are no longer empty.
    static func removeFolders(_ paths: [String]) {
        for path in paths.reversed() { _ = unsafe rmdir(path) }
    }

    private static func isPipe(_ file: Int32) -> Bool {
        var status = stat()
        return unsafe fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    /// Describes a failed action on a file, with the kernel's reason.
    static func failure(_ action: String, _ path: String, _ error: Int32 = errno) -> TLSError {
        let reason = unsafe strerror(error).map { unsafe String(cString: $0) }
        return TLSError(.file, "cannot \(action) \(path): \(reason ?? "unknown error")")
    }
}
