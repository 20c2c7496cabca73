internal import CLinux

/// Reports changes in folders (inotify(7)): files written, replaced, renamed or removed.
package struct FolderWatch: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    /// Makes a watch without folders.
    /// - Throws: `SystemError` if the user's limit of watches or descriptors is reached.
    package init() throws(SystemError) {
        descriptor = FileDescriptor(owning: try SystemError.check(linux_inotify_create(), "watch folders"))
    }

    /// The descriptor's number, for a poller: it becomes readable when something has changed.
    package var number: Int32 { descriptor.number }

    /// Watches a folder.
    ///
    /// The watch is for the folder that has the path at present: a folder that replaces it later must be added again,
    /// and adding a folder twice changes nothing.
    /// - Parameter folder: The folder's path; a path that is not a folder is not watched.
    package borrowing func add(_ folder: String) {
        _ = unsafe linux_inotify_watch(descriptor.number, folder)
    }

    /// Reads the reported changes, so that the descriptor can be waited for again.
    package borrowing func silence() {
        linux_inotify_clear(descriptor.number)
    }
}
