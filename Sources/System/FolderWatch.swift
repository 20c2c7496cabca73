internal import CLinux

/// Tells of changes in folders (inotify(7)): files written, replaced, renamed or removed.
public struct FolderWatch: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Makes a watch of no folder yet.
    /// - Throws: `SystemError` where the user's limit of watches or descriptors is reached.
    public init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_inotify_create(), "watch folders"))
    }

    /// The descriptor's number, for a poller: it can be read from when something has changed.
    public var number: Int32 { descriptor.number }

    /// Watches a folder.
    ///
    /// It is the folder that has the path at present: one that takes its place later has to be added anew, and adding
    /// a folder twice changes nothing.
    /// - Parameter folder: The folder's path; what is no folder is not watched.
    public borrowing func add(_ folder: String) {
        _ = unsafe linux_inotify_watch(descriptor.number, folder)
    }

    /// Takes note of the changes, so that the descriptor can be waited for again.
    public borrowing func silence() {
        linux_inotify_clear(descriptor.number)
    }
}
