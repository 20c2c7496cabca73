private import Glibc

/// A small file of the kernel, such as those in /proc and /sys.
enum KernelFile {
    /// The most that is read, in bytes: the list of a process's mappings, the longest of the files read here, has some
    /// hundred lines of a hundred bytes.
    private static let longest = 64 << 10

    /// The start of a file.
    /// - Returns: The text, nil where the file cannot be read.
    static func text(of path: String) -> String? {
        let number = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let descriptor = FileDescriptor(owning: number)
        return unsafe String(unsafeUninitializedCapacity: longest) { buffer in
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
