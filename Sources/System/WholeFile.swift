internal import CLinux
private import Glibc

/// Reads files as a whole.
///
/// Every caller passes a limit: a device or a pipe may never end, and must not fill the memory.
package enum WholeFile {
    /// Why a file cannot be read.
    package enum Failure: Error, Equatable, Sendable {
        /// The file cannot be opened; the number is that of errno(3).
        case unopened(Int32)
        /// The file is open and cannot be read; the number is that of errno(3).
        case unreadable(Int32)
        /// The file is longer than the limit.
        case tooLong
    }

    /// The size of a single read: large enough that the cost of system calls does not matter.
    private static let pieceSize = 64 << 10

    /// The size of a single read of a small file: a page, as the kernel's own files say that they are empty.
    private static let smallPiece = 4 << 10

    /// Reads the file at a path; waits for the writer of a pipe.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - cap: The most bytes that the file may have.
    /// - Returns: All bytes of the file.
    /// - Throws: The ``Failure``; a part of a file over the limit is never returned.
    package static func bytes(of path: String, upTo cap: Int) throws(Failure) -> [UInt8] {
        let number = opened(path)
        guard number >= 0 else { throw .unopened(errno) }
        let file = FileDescriptor(owning: number)
        return try bytes(ofDescriptor: file.number, upTo: cap)
    }

    /// Opens a file to read it, and waits for the writer of a pipe, whatever signals come meanwhile.
    ///
    /// - Returns: The descriptor; -1 with the reason in errno(3).
    fileprivate static func opened(_ path: String) -> Int32 {
        while true {
            let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
            if number >= 0 || errno != EINTR { return number }
        }
    }

    /// Reads an open file to its end.
    ///
    /// - Parameters:
    ///   - descriptor: The number of the file's descriptor, which stays open.
    ///   - cap: The most bytes to read.
    ///   - size: The size of the file, as far as it is known; it may have changed.
    /// - Returns: All bytes from the descriptor's current position on.
    /// - Throws: The ``Failure``; a part of a file over the limit is never returned.
    package static func bytes(
        ofDescriptor descriptor: Int32, upTo cap: Int, expecting size: Int = .max
    ) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        // A small limit or file needs a small piece, with one more byte to show that the file is too long.
        var piece = [UInt8](repeating: 0, count: min(pieceSize - 1, cap, max(size, smallPiece)) + 1)
        while true {
            let count = unsafe Glibc.read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(errno) }
            guard count > 0 else { return bytes }
            bytes += piece.prefix(count)
            guard bytes.count <= cap else { throw .tooLong }
        }
    }

    /// Reads the next bytes of an open file, whatever signals come meanwhile.
    ///
    /// - Parameters:
    ///   - descriptor: The number of the file's descriptor, which stays open.
    ///   - buffer: A buffer with free capacity, to which as many bytes are appended as there are; none at the end of the
    ///     file.
    /// - Throws: `SystemError` if it cannot be read.
    package static func read(_ descriptor: Int32, into buffer: inout OutputSpan<UInt8>) throws(SystemError) {
        let failure: Int32 = unsafe buffer.withUnsafeMutableBufferPointer { bytes, count in
            while true {
                let free = unsafe UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(bytes)[count...])
                let got = unsafe Glibc.read(descriptor, free.baseAddress, free.count)
                if got < 0 && errno == EINTR { continue }
                guard got >= 0 else { return errno }
                count += got
                return 0
            }
        }
        guard failure == 0 else { throw SystemError(code: failure, operation: "read") }
    }
}

/// A file that is read in pieces.
package struct OpenFile: ~Copyable, Sendable {
    private let descriptor: FileDescriptor
    /// The size of a regular file in bytes, nil for a pipe or a device.
    package let size: Int?

    /// Opens a file; waits for the writer of a pipe.
    ///
    /// - Parameter path: The file's path.
    /// - Throws: `SystemError` if it cannot be opened.
    package init(_ path: String) throws(SystemError) {
        let number = WholeFile.opened(path)
        guard number >= 0 else { throw SystemError(code: errno, operation: "open") }
        descriptor = FileDescriptor(owning: number)
        var status = stat()
        let isKnown = unsafe fstat(number, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = isKnown ? Int(status.st_size) : nil
    }

    /// Reads the rest of the file.
    ///
    /// - Parameter cap: The most bytes to read.
    /// - Returns: All bytes up to the end.
    /// - Throws: The ``WholeFile/Failure``.
    package borrowing func rest(upTo cap: Int) throws(WholeFile.Failure) -> [UInt8] {
        try WholeFile.bytes(ofDescriptor: descriptor.number, upTo: cap, expecting: size ?? 0)
    }

    /// Reads the next bytes.
    ///
    /// - Parameter buffer: A buffer with free capacity, to which as many bytes are appended as there are; none at the
    ///   end of the file.
    /// - Throws: `SystemError` if it cannot be read.
    package borrowing func read(into buffer: inout OutputSpan<UInt8>) throws(SystemError) {
        try WholeFile.read(descriptor.number, into: &buffer)
    }
}

/// Small files of the kernel, such as those in /proc and /sys.
package enum KernelFile {
    /// The text of a file.
    ///
    /// - Parameters:
    ///   - path: The file's path.
    ///   - cap: The most bytes that the file may have. The default is far above the control groups, limits and
    ///     statistics of a process, which have some kilobytes at most.
    /// - Returns: The text; nil if the file cannot be read as a whole, since a part of it could be misread.
    package static func text(of path: String, upTo cap: Int = 64 << 10) -> String? {
        guard let bytes = try? WholeFile.bytes(of: path, upTo: cap) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
