internal import CLinux

/// How many descriptors this process may have open.
public enum DescriptorLimit {
    /// Raises the process's limit to what it is allowed to raise it to.
    ///
    /// The usual limit of 1,024 is there for programs that use select(2), which this one does not.
    /// - Returns: The limit that holds from now on; nil where the kernel does not tell.
    public static func raise() -> Int? {
        let limit = linux_raise_descriptor_limit()
        return limit > 0 ? Int(limit) : nil
    }
}
