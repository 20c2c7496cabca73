private import Glibc

/// A small file of the kernel, such as those in /proc and /sys.
public enum KernelFile {
    /// The start of a file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - limit: The most that is read, in bytes. The list of a process's mappings, the longest of most files, has some
    ///     hundred lines of a hundred bytes.
    /// - Returns: The text, nil where the file cannot be read.
    public static func text(of path: String, atMost limit: Int = 64 << 10) -> String? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let descriptor = FileDescriptor(owning: number)
        return unsafe String(unsafeUninitializedCapacity: limit) { buffer in
            var length = 0
            while length < buffer.count {
                // The kernel gives a page at a time of some files, however large the buffer.
                let rest = unsafe UnsafeMutableBufferPointer(rebasing: buffer[length...])
                let count = unsafe read(descriptor.number, rest.baseAddress, rest.count)
                guard count > 0 else { break }
                length += count
            }
            return length
        }
    }
}
